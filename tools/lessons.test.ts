import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix, win32 } from "node:path";
import { build, createServer } from "vite";
import { afterEach, describe, expect, test, vi } from "vitest";
import { starter } from "../app/lesson/compile/starter";
import { isBelow, main } from "./lessons-check";
import { lessons } from "./vite-lessons";

const folders: string[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with one lesson. */
function lessonIn(text: string): { readonly folder: string; readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), "lessons-"));
  folders.push(folder);
  mkdirSync(join(folder, "lessons", "one"), { recursive: true });
  const file = join(folder, "lessons", "one", "lesson.mdoc");
  writeFileSync(file, text);
  return { folder, file };
}
const GOOD = starter("one", "The first title");
const BAD = GOOD.replace('kind="conv"', 'kind="convv"');
const vite = { configFile: false, logLevel: "silent", appType: "custom" } as const;

describe("lessons:check", () => {
  test("finds what stands in a folder, as either system writes paths", () => {
    expect(isBelow("C:\\a\\lessons", "C:\\a\\lessons\\x\\lesson.mdoc", win32)).toBe(true);
    expect(isBelow("C:\\a\\less", "C:\\a\\lessons\\x\\lesson.mdoc", win32)).toBe(false);
    expect(isBelow("D:\\a", "C:\\a\\x.mdoc", win32)).toBe(false);
    expect(isBelow("/a/lessons", "/a/lessons/x/lesson.mdoc", posix)).toBe(true);
    expect(isBelow("/a/less", "/a/lessons/x/lesson.mdoc", posix)).toBe(false);
    expect(isBelow("/a/x", "/a/x", posix)).toBe(false);
  });

  const check = async (...words: string[]): Promise<{ code: number; said: string }> => {
    const said: string[] = [];
    vi.spyOn(console, "log").mockImplementation((line: string) => said.push(line));
    vi.spyOn(console, "error").mockImplementation((line: string) => said.push(line));
    return { code: await main(words), said: said.join("\n") };
  };

  test("accepts a good file and says so", async () => {
    expect(await check(lessonIn(GOOD).file, "--strict")).toEqual({
      code: 0,
      said: "1 lesson file: 0 errors, 0 warnings",
    });
  });

  test("shows file, line, column, excerpt and caret of a mistake, and fails", async () => {
    const { code, said } = await check(lessonIn(BAD).file);
    expect(code).toBe(1);
    expect(said).toContain(
      'lesson.mdoc:23:24 error figure-kind\n  There is no figure "convv". Did you mean conv?',
    );
    expect(said).toMatch(/\n {4}23 \| \{% figure id="c1" kind="convv" alt=.*\n {7}\| {24}\^\n/);
    expect(said).toContain("1 lesson file: 1 error");
  });

  test("fails on warnings only when it is strict", async () => {
    const { file } = lessonIn(GOOD.replace("license: CC-BY-4.0", "license: Mine"));
    expect((await check(file)).code).toBe(0);
    expect((await check(file, "--strict")).code).toBe(1);
  });

  test("gives the diagnostics as JSON", async () => {
    const { said } = await check(lessonIn(BAD).file, "--json");
    expect(JSON.parse(said)[0]).toMatchObject({
      code: "figure-kind",
      severity: "error",
      line: 23,
      column: 24,
      suggestion: "conv",
      fix: { text: '"conv"' },
    });
  });

  test("says what it cannot do", async () => {
    expect(await check("nowhere.mdoc")).toEqual({
      code: 2,
      said: "There is no file nowhere.mdoc.",
    });
    expect((await check("--fast")).code).toBe(2);
  });
});

describe("the Vite plugin", () => {
  test("gives an index and each lesson as a module of its own, and follows the file while it is edited", {
    timeout: 60_000,
  }, async () => {
    const { folder, file } = lessonIn(GOOD);
    const server = await createServer({
      ...vite,
      root: folder,
      cacheDir: join(folder, "cache"),
      plugins: [lessons(folder)],
      server: { middlewareMode: true, ws: false },
    });
    try {
      const code = async (id: string): Promise<string> =>
        (await server.transformRequest(id))?.code ?? "";
      expect(await code("virtual:lessons")).toContain("The first title");
      expect(await code("virtual:lessons")).not.toContain("How many rows");
      expect(await code("virtual:lesson/one/en")).toContain("How many rows");
      vi.spyOn(console, "warn").mockImplementation(() => undefined);
      writeFileSync(file, BAD);
      server.watcher.emit("change", file);
      expect(await code("virtual:lesson/one/en")).toContain('There is no figure \\"convv\\"');
      writeFileSync(file, GOOD.replace("The first title", "The second title"));
      server.watcher.emit("change", file);
      expect(await code("virtual:lessons")).toContain("The second title");
      expect(await code("virtual:lesson/one/en")).not.toContain("problem");
    } finally {
      await server.close();
    }
  });

  test("stops a build at an error, with its place", { timeout: 60_000 }, async () => {
    const { folder } = lessonIn(BAD);
    writeFileSync(
      join(folder, "entry.js"),
      'import { lessons } from "virtual:lessons"; console.log(lessons);',
    );
    const make = (): Promise<unknown> =>
      build({
        ...vite,
        root: folder,
        plugins: [lessons(folder)],
        build: { write: false, rollupOptions: { input: join(folder, "entry.js") } },
      });
    await expect(make()).rejects.toThrow(/lesson\.mdoc:23:24 error figure-kind/);
  });
});
