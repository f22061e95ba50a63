import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { refuseLink } from "./vite-compress";

const folder = mkdtempSync(join(tmpdir(), "convlab-install-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("node_modules that is a link is never emptied: the command refuses with a sentence", () => {
  const other = join(folder, "other");
  const project = join(folder, "project");
  mkdirSync(other, { recursive: true });
  mkdirSync(join(project, "tools"), { recursive: true });
  writeFileSync(join(other, "precious.txt"), "x");
  for (const name of ["install.mjs", "node-version.mjs", "start.mjs", "serve.mjs"])
    cpSync(join(import.meta.dirname, name), join(project, "tools", name));
  for (const name of ["package.json", "package-lock.json"])
    cpSync(join(import.meta.dirname, "..", name), join(project, name));
  utimesSync(join(project, "package-lock.json"), new Date(), new Date());
  symlinkSync(other, join(project, "node_modules"));
  const run = spawnSync(process.execPath, [join(project, "tools", "start.mjs")], {
    encoding: "utf8",
  });
  expect(run.status).toBe(1);
  expect(run.stderr).toContain("node_modules is a symbolic link");
  expect(existsSync(join(other, "precious.txt"))).toBe(true);
  symlinkSync(other, join(project, "dist"));
  expect(() => refuseLink(join(project, "dist"))).toThrow("is a symbolic link");
  expect(() => refuseLink(other)).not.toThrow();
});
