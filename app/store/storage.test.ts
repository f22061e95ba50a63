import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { SCHEMAS } from "./lab-storage";
import { createStorage } from "./storage";
import { progressSchema } from "./progress";

/** A storage in memory, with faults on demand. */
class FakeStorage implements Storage {
  [name: string]: unknown;
  static fault: "none" | "full" | "forbidden" = "none";
  get length(): number {
    return Object.keys(this).length;
  }
  key(at: number): string | null {
    return Object.keys(this)[at] ?? null;
  }
  getItem(key: string): string | null {
    if (FakeStorage.fault === "forbidden") throw new DOMException("no", "SecurityError");
    const value = Object.hasOwn(this, key) ? this[key] : null;
    return typeof value === "string" ? value : null;
  }
  setItem(key: string, value: string): void {
    if (FakeStorage.fault === "full") throw new DOMException("full", "QuotaExceededError");
    if (FakeStorage.fault === "forbidden") throw new DOMException("no", "SecurityError");
    this[key] = value;
  }
  removeItem(key: string): void {
    delete this[key];
  }
  clear(): void {
    for (const key of Object.keys(this)) delete this[key];
  }
}

function fresh(): FakeStorage {
  FakeStorage.fault = "none";
  return new FakeStorage();
}

const schema = v.object({ count: v.number() });
const progress = {
  lessons: { stride: { step: "guess", visited: ["guess"], done: false } },
  last: "#/lesson/stride/guess",
};

describe("what is stored", () => {
  it("comes back, under a name that carries the folder of the site", () => {
    const storage = fresh();
    createStorage(storage, "/course/lab/").write("settings", { count: 3 });
    expect(Object.keys(storage)).toEqual(["convlab:/course/lab/:settings"]);
    expect(createStorage(storage, "/course/lab/").read("settings", schema)).toEqual({ count: 3 });
    expect(createStorage(storage, "/other/").read("settings", schema)).toBeNull();
  });

  it("damaged text is set aside and read as nothing", () => {
    const storage = fresh();
    storage.setItem("convlab:/:settings", '{"format":1,"data":{"count":"many"}}');
    const site = createStorage(storage, "/");
    expect(site.read("settings", schema)).toBeNull();
    expect(storage.getItem("convlab:/:settings.damaged")).toContain("many");
    site.write("settings", { count: 1 });
    expect(site.read("settings", schema)).toEqual({ count: 1 });
  });

  it("1,000 damaged documents cause no error, and never anything but the schema's shape", () => {
    const good = JSON.stringify({ format: 1, data: progress });
    fc.assert(
      fc.property(
        fc.nat({ max: good.length - 1 }),
        fc.nat({ max: 20 }),
        fc.string({ maxLength: 8 }),
        (at, cut, put) => {
          const storage = fresh();
          storage.setItem("convlab:/:progress", good.slice(0, at) + put + good.slice(at + cut));
          const read = createStorage(storage, "/").read("progress", progressSchema);
          if (read !== null) expect(v.is(progressSchema, read)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("a document of a newer version is left alone", () => {
    const storage = fresh();
    const newer = '{"format":99,"data":{"count":7}}';
    storage.setItem("convlab:/:settings", newer);
    const site = createStorage(storage, "/");
    expect(site.read("settings", schema)).toBeNull();
    site.write("settings", { count: 1 });
    expect(storage.getItem("convlab:/:settings")).toBe(newer);
    expect(site.state()).toBe("newer");
  });

  it("a full storage is reported once, and written again when there is room", () => {
    const storage = fresh();
    const site = createStorage(storage, "/");
    let told = 0;
    site.subscribe(() => told++);
    FakeStorage.fault = "full";
    for (let count = 0; count < 100; count++) site.write("settings", { count });
    expect(site.state()).toBe("full");
    expect(told).toBe(1);
    FakeStorage.fault = "none";
    site.write("settings", { count: 101 });
    expect(site.state()).toBe("kept");
    expect(site.read("settings", schema)).toEqual({ count: 101 });
  });

  it("a forbidden storage never throws", () => {
    for (const storage of [null, fresh()]) {
      FakeStorage.fault = "forbidden";
      const site = createStorage(storage, "/");
      expect(site.read("settings", schema)).toBeNull();
      site.write("settings", { count: 1 });
      expect(site.state()).toBe("forbidden");
      expect(site.exported()).toContain('"documents": {');
      site.deleteAll();
    }
  });
});

describe("export and import", () => {
  it("an export brings everything back on another device, and only what this page keeps", () => {
    const site = createStorage(fresh(), "/");
    site.write("progress", progress);
    site.write("other", { count: 1 });
    site.write("own-1a", { title: "Mine", text: "# Mine" });
    const elsewhere = createStorage(fresh(), "/elsewhere/");
    expect(elsewhere.importText(site.exported(), SCHEMAS)).toEqual({
      ok: true,
      names: ["own-1a", "progress"],
    });
    expect(elsewhere.read("progress", progressSchema)).toEqual(progress);
  });

  it("an import is all or nothing, with a reason", () => {
    const site = createStorage(fresh(), "/");
    const settings = { format: 1, data: { theme: "dark", still: null, language: null } };
    const file = (documents: unknown): string =>
      JSON.stringify({ kind: "convlab", format: 1, documents });
    expect(site.importText("hello", SCHEMAS)).toMatchObject({
      ok: false,
      reason: "The file is not an export of this page.",
    });
    const half = site.importText(file({ settings, progress: { format: 1, data: 5 } }), SCHEMAS);
    expect(half).toMatchObject({ ok: false, reason: expect.stringContaining("progress") });
    expect(site.list()).toEqual([]);
    expect(site.importText(file({}), SCHEMAS).ok).toBe(false);
    expect(site.importText("x".repeat(7_000_000), SCHEMAS)).toMatchObject({
      ok: false,
      reason: expect.stringContaining("large"),
    });
  });

  it("deleting takes everything of this site and nothing else", () => {
    const storage = fresh();
    storage.setItem("convlab:/other/:settings", "kept");
    const site = createStorage(storage, "/");
    site.write("settings", { count: 1 });
    site.deleteAll();
    expect(Object.keys(storage)).toEqual(["convlab:/other/:settings"]);
  });
});
