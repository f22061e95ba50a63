/**
 * A small static server for the built site: correct types, the headers of public/_headers (they allow WebAssembly
 * threads and forbid everything foreign), nothing outside the folder, nothing but GET and HEAD.
 */
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

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

/** Serves `folder` on `port` and prints the address. Resolves with the server once it listens. */
export function serve(folder, port, { quiet = false, base = "", headers = siteHeaders(folder) } = {}) {
  const server = createServer((request, response) => answer(folder, base, headers, request, response));
  server.on("error", (error) => {
    console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken. Choose another: npm start -- --port ${port + 1}` : error.message);
    process.exit(1);
  });
  return new Promise((resolve) =>
    server.listen(port, () => {
      if (!quiet) console.log(`ConvLab runs at http://localhost:${port}${base}  (stop it with Ctrl+C)`);
      resolve(server);
    }),
  );
}

function answer(folder, base, headers, request, response) {
  const url = request.url ?? "/";
  const path = url.startsWith(`${base}/`) ? locate(folder, url.slice(base.length)) : null;
  if (request.method !== "GET" && request.method !== "HEAD") return end(response, 405, "Only GET and HEAD are answered here.");
  if (path === null) return end(response, 404, "There is no such file here.");
  response.writeHead(200, {
    ...headers,
    "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
    "Content-Length": statSync(path).size,
    "Cache-Control": path.includes(`${sep}assets${sep}`) ? "public, max-age=31536000, immutable" : "no-cache",
  });
  if (request.method === "HEAD") return response.end();
  createReadStream(path).pipe(response);
}

/** The file behind a URL, or null: outside the folder, missing, or not decodable. */
function locate(folder, url) {
  try {
    const path = normalize(join(folder, decodeURIComponent(new URL(url, "http://localhost").pathname)));
    if (!(path + sep).startsWith(normalize(folder) + sep)) return null;
    const file = existsSync(path) && statSync(path).isDirectory() ? join(path, "index.html") : path;
    return existsSync(file) && statSync(file).isFile() ? file : null;
  } catch {
    return null;
  }
}

function end(response, status, text) {
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
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]));
}
