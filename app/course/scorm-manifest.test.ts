// @vitest-environment happy-dom
/** What an LMS reads of a package: well-formed, and every file of it by its address. */
import { describe, expect, test } from "vitest";
import { scormManifest } from "./scorm-manifest";

describe.each([
  ["1.2", "1.2", "scormtype"],
  ["2004", "2004 4th Edition", "scormType"],
] as const)("the manifest of SCORM %s", (version, schema, kind) => {
  const written = scormManifest('Spring <&> "course"\u0007', ["index.html", "a b/c#1.js"], version);
  const manifest = new DOMParser().parseFromString(written, "application/xml");
  test("names the course, its version and its start page", () => {
    expect(manifest.querySelector("parsererror")).toBeNull();
    expect(manifest.querySelector("schemaversion")?.textContent).toBe(schema);
    expect(manifest.querySelector("organization > title")?.textContent).toBe('Spring <&> "course"');
    const resource = manifest.querySelector("resource");
    expect(resource?.getAttribute(`adlcp:${kind}`)).toBe("sco");
    expect(resource?.getAttribute("href")).toBe("index.html");
    expect(manifest.querySelector("item")?.getAttribute("identifierref")).toBe(
      resource?.getAttribute("identifier"),
    );
  });
  test("names every file", () => {
    expect([...manifest.querySelectorAll("file")].map((file) => file.getAttribute("href"))).toEqual(
      ["index.html", "a%20b/c%231.js"],
    );
  });
});
