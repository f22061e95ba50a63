import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { wasm } from "./tools/build-wasm.mjs";

export default defineConfig({
  base: "./",
  plugins: [react(), wasm()],
  build: { target: "es2023", outDir: "dist", assetsInlineLimit: 0, chunkSizeWarningLimit: 800 },
  worker: { format: "es" },
  server: { port: 4173, headers: isolation() },
  preview: { port: 4173, headers: isolation() },
});

/** Cross-origin isolation gives WebAssembly threads; hosts without headers still work, on one thread. */
function isolation(): Record<string, string> {
  return { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
}
