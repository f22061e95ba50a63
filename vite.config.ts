import react from "@vitejs/plugin-react";
import { readFileSync } from "node:fs";
import { type Plugin, defineConfig } from "vite";
import { wasm } from "./tools/build-wasm.mjs";
import { lessons } from "./tools/vite-lessons.ts";
import { words } from "./tools/vite-words.ts";
import { ahead, chunks, workerChunks } from "./tools/vite-chunks.ts";
import { compress } from "./tools/vite-compress.ts";
import { offline } from "./tools/vite-offline.ts";

/** How long plugins took is nothing that somebody who starts the lab needs to read. */
const QUIET = { pluginTimings: false };

export default defineConfig({
  base: "./",
  plugins: [words(), react(), wasm(), lessons(), policy(), ahead(), offline(), compress()],
  build: {
    target: "es2023",
    outDir: "dist",
    manifest: true,
    assetsInlineLimit: 0,
    // Every browser that the lab runs in knows it, but for Safari before 17, which then asks later.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
    rolldownOptions: { checks: QUIET, output: chunks },
  },
  worker: {
    format: "es",
    plugins: () => [words()],
    rolldownOptions: { checks: QUIET, output: workerChunks },
  },
  server: { port: 4173, headers: isolation() },
  preview: { port: 4173, headers: isolation() },
});

/**
 * Cross-origin isolation gives WebAssembly threads; hosts without headers still work, on one
 * thread.
 */
function isolation(): Record<string, string> {
  return {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
  };
}

/**
 * The content security policy of public/_headers as a <meta> tag too, for hosts that send no
 * headers. Not while developing: hot reload writes style elements. What a <meta> tag cannot say is
 * left out.
 */
function policy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml() {
      const headers = readFileSync(new URL("./public/_headers", import.meta.url), "utf8");
      const [, line = ""] = /Content-Security-Policy: (.*)/.exec(headers) ?? [];
      const content = line.replace(/\s*frame-ancestors [^;]*;/, "");
      return [
        {
          tag: "meta",
          attrs: { "http-equiv": "Content-Security-Policy", content },
          injectTo: "head-prepend",
        },
      ];
    },
  };
}
