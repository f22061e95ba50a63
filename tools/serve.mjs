/**
 * A small static server for the built site: correct types, the headers of public/_headers (they
 * allow WebAssembly threads and forbid everything foreign), the compressed copies that the build
 * made, nothing outside the folder, nothing but GET and HEAD. It listens on this machine alone
 * unless it is told to share. No file can end it: what cannot be read is answered with 404.
 */
import { existsSync, readFileSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, relative, sep } from "node:path";
import { pipeline } from "node:stream";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/plain; charset=utf-8",
};
/**
 * The copies that stand beside a file, best first: name of the encoding and end of the file name.
 */
const ENCODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
];

/** Serves `folder` on `port` and prints the address. Resolves with the server once it listens. */
export function serve(
  folder,
  port,
  { quiet = false, base = "", host = "127.0.0.1", headers = siteHeaders(folder) } = {},
) {
  const server = createServer((request, response) => {
    answer(folder, base, headers, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else finish(response, 404, "There is no such file here.");
    });
  });
  server.on("error", (error) => {
    console.error(
      error.code === "EADDRINUSE"
        ? `Port ${port} is taken. Choose another: npm start -- --port ${port + 1}`
        : error.message,
    );
    process.exit(1);
  });
  return new Promise((resolve) =>
    server.listen(port, host, () => {
      const shown = host === "127.0.0.1" ? "localhost" : host;
      if (!quiet)
        console.log(`ConvLab runs at http://${shown}:${port}${base}  (stop it with Ctrl+C)`);
      resolve(server);
    }),
  );
}

/** The number behind `--port`, or null: digits only, 1 to 65535. */
export function portOf(text) {
  return /^[1-9]\d{0,4}$/.test(text ?? "") && Number(text) < 65536 ? Number(text) : null;
}

async function answer(folder, base, headers, request, response) {
  const url = request.url ?? "/";
  if (request.method !== "GET" && request.method !== "HEAD")
    return finish(response, 405, "Only GET and HEAD are answered here.");
  const path = url.startsWith(`${base}/`) ? await locate(folder, url.slice(base.length)) : null;
  if (path === null) return finish(response, 404, "There is no such file here.");
  const { file, encoding, size, copies } = await opened(path, acceptedBy(request));
  response.writeHead(200, {
    ...headers,
    "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
    "Content-Length": size,
    ...(copies ? { Vary: "Accept-Encoding" } : {}),
    ...(encoding === null ? {} : { "Content-Encoding": encoding }),
    "Cache-Control": hashed(folder, path) ? "public, max-age=31536000, immutable" : "no-cache",
  });
  if (request.method === "HEAD") {
    await file.close();
    return response.end();
  }
  pipeline(file.createReadStream(), response, () => undefined);
}

/** Names in the site's own `assets` folder carry a hash of their content; no others do. */
function hashed(folder, path) {
  return relative(folder, path).startsWith(`assets${sep}`) && extname(path) !== ".html";
}

function acceptedBy(request) {
  const named = String(request.headers["accept-encoding"] ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.split(";")[0]);
  return ENCODINGS.filter(([name]) => named.includes(name));
}

/**
 * The file, or the best compressed copy of it that `accepted` allows; a copy older than its file is
 * none. Throws when unreadable.
 */
async function opened(path, accepted) {
  const copies = ENCODINGS.some(([, tail]) => existsSync(path + tail));
  const { mtimeMs } = await stat(path);
  for (const [encoding, tail] of copies ? accepted : []) {
    const copy = await stat(path + tail).catch(() => null);
    if (copy === null || copy.mtimeMs < mtimeMs) continue;
    return { file: await open(path + tail), encoding, copies, size: copy.size };
  }
  const file = await open(path);
  return { file, encoding: null, copies, size: (await file.stat()).size };
}

/** The file behind a URL, or null: outside the folder, missing, or not decodable. */
async function locate(folder, url) {
  try {
    const path = normalize(
      join(folder, decodeURIComponent(new URL(url, "http://localhost").pathname)),
    );
    if (!(path + sep).startsWith(normalize(folder) + sep)) return null;
    const file = (await stat(path)).isDirectory() ? join(path, "index.html") : path;
    return (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}

function finish(response, status, text) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(text);
}

/** The `/*` block of a `_headers` file. */
export function siteHeaders(folder) {
  const file = join(folder, "_headers");
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => /^\s+[\w-]+:/.test(line));
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(":")).trim(),
      line.slice(line.indexOf(":") + 1).trim(),
    ]),
  );
}
