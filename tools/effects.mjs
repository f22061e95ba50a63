/**
 * npm run effects: measures every effect that is recorded beside its test, on five seeds each, and
 * writes the records anew (docs/effects.md). Minutes.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./install.mjs";

const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const words = [
  "run",
  "--project",
  "node",
  "app/widgets/training",
  "-t",
  "measured now|recorded seeds",
];
const { status } = spawnSync(process.execPath, [vitest, ...words], {
  cwd: root,
  env: { ...process.env, CONVLAB_RECORD: "1" },
  stdio: "inherit",
});
process.exitCode = status ?? 1;
