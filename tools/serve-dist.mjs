/**
 * Serves the built site below a sub-path, as many static hosts do. Usage: node tools/serve-dist.mjs
 * --port N --base /lab
 */
import { join } from "node:path";
import { root } from "./install.mjs";
import { serve } from "./serve.mjs";

const option = (name, fallback) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : fallback;
await serve(join(root, "dist"), Number(option("--port", "4183")), { base: option("--base", "") });
