/**
 * Runs a TypeScript tool through Vite, so that it sees the engine as the browser does (`.wgsl?raw`,
 * import globs). Usage: node tools/run.mjs NAME [arguments]; NAME is a file `tools/NAME.ts` that
 * exports `main(arguments): Promise<number>`.
 */
import { createServer } from "vite";

const [name, ...rest] = process.argv.slice(2);
const server = await createServer({
  server: { middlewareMode: true, hmr: false, watch: null, ws: false },
  appType: "custom",
  logLevel: "error",
  optimizeDeps: { noDiscovery: true, include: [] },
});
try {
  const tool = await server.ssrLoadModule(`/tools/${name}.ts`);
  process.exitCode = await tool.main(rest);
} finally {
  await server.close();
}
