import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allows } from "./node-version.mjs";

interface Package {
  readonly engines?: { readonly node?: string };
  readonly packages?: Readonly<Record<string, Package>>;
}
const read = (name: string): Package =>
  JSON.parse(readFileSync(join(import.meta.dirname, "..", name), "utf8")) as Package;

test("ranges are read as npm reads them", () => {
  expect(allows("^20.19.0 || >=22.12.0", "20.19.0")).toBe(true);
  expect(allows("^20.19.0 || >=22.12.0", "20.18.3")).toBe(false);
  expect(allows("^20.19.0 || >=22.12.0", "21.7.0")).toBe(false);
  expect(allows("^20.19.0 || >=22.12.0", "22.11.9")).toBe(false);
  expect(allows("20 || >=22", "20.1.0")).toBe(true);
  expect(allows(">= 14.6 <21", "20.1.0")).toBe(true);
  expect(allows(">= 14.6 <21", "21.0.0")).toBe(false);
});

test("a Node that this project allows is one that every package allows", () => {
  const own = read("package.json").engines?.node ?? "";
  const needs = Object.entries(read("package-lock.json").packages ?? {}).flatMap(([name, one]) =>
    name === "" || one.engines?.node === undefined ? [] : [{ name, range: one.engines.node }],
  );
  const versions = [20, 21, 22, 23, 24, 25, 26].flatMap((major) =>
    Array.from({ length: 25 }, (_, minor) => `${major}.${minor}.0`),
  );
  const allowed = versions.filter((version) => allows(own, version));
  expect(allowed).toContain("20.19.0");
  const refused = needs.flatMap(({ name, range }) =>
    allowed.filter((version) => !allows(range, version)).map((version) => `${name} ${version}`),
  );
  expect(refused).toEqual([]);
});
