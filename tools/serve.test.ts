import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { portOf, serve } from "./serve.mjs";

let folder = "";
let server: Server;
beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), "convlab-serve-")), "x", "assets", "site");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(folder, "index.html"), "<p>site");
  writeFileSync(join(folder, "assets", "a-1234.js"), "let a = 1;".repeat(50));
  writeFileSync(
    join(folder, "assets", "a-1234.js.br"),
    brotliCompressSync("let a = 1;".repeat(50)),
  );
  writeFileSync(join(folder, "assets", "a-1234.js.gz"), gzipSync("let a = 1;".repeat(50)));
  server = await serve(folder, 0, { quiet: true });
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return new Promise((resolve, reject) => {
    const asked = request({ port, path, headers, host: "127.0.0.1" }, (reply) => {
      const parts: Buffer[] = [];
      reply.on("data", (part: Buffer) => parts.push(part));
      reply.on("end", () =>
        resolve({ status: reply.statusCode, headers: reply.headers, body: Buffer.concat(parts) }),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}

describe("the static server", () => {
  test("only hashed names in the site's own assets are kept for ever", async () => {
    expect((await get("/")).headers["cache-control"]).toBe("no-cache");
    expect((await get("/index.html")).headers["cache-control"]).toBe("no-cache");
    expect((await get("/assets/a-1234.js")).headers["cache-control"]).toContain("immutable");
  });

  test("a compressed copy is sent to who accepts it, and only to them", async () => {
    const best = await get("/assets/a-1234.js", { "accept-encoding": "gzip, deflate, br" });
    expect(best.headers).toMatchObject({ "content-encoding": "br", vary: "Accept-Encoding" });
    expect(best.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(brotliDecompressSync(best.body).toString()).toBe("let a = 1;".repeat(50));
    const other = await get("/assets/a-1234.js", { "accept-encoding": "gzip, br;q=0" });
    expect(other.headers["content-encoding"]).toBe("gzip");
    const plain = await get("/assets/a-1234.js");
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.body).toHaveLength(500);
  });

  test("a file that vanishes or cannot be read does not end it", async () => {
    writeFileSync(join(folder, "secret.txt"), "x");
    chmodSync(join(folder, "secret.txt"), 0);
    const unreadable = await get("/secret.txt");
    expect([200, 404]).toContain(unreadable.status); // root reads everything
    const asked = Array.from({ length: 40 }, async (_, at) => {
      writeFileSync(join(folder, `v${at}.txt`), "x".repeat(1000));
      const reply = get(`/v${at}.txt`).catch(() => null);
      rmSync(join(folder, `v${at}.txt`));
      return reply;
    });
    for (const reply of await Promise.all(asked)) expect([200, 404]).toContain(reply?.status);
    expect((await get("/")).body.toString()).toBe("<p>site");
  });

  test("nothing outside the folder, nothing but files", async () => {
    for (const path of ["/../x", "/%2e%2e/%2e%2e/x", "/assets", "/%00", "/%zz", "/none.js"])
      expect((await get(path)).status, path).toBe(404);
  });

  test("it listens on this machine alone", () => {
    expect(server.address()).toMatchObject({ address: "127.0.0.1" });
  });
});

test("a port is written in digits", () => {
  expect(["1", "4173", "65535"].map(portOf)).toEqual([1, 4173, 65535]);
  for (const text of ["0", "0x1", "1e3", "65536", "-1", " 80", "80 ", "", "08", "1.0", undefined])
    expect(portOf(text)).toBeNull();
});
