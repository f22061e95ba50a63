// @vitest-environment happy-dom
/** What an LMS reads of a package: well-formed, and every file of it by its address. */
import { describe, expect, test } from "vitest";
import { NO_DETAILS } from "./lms-details";
import { scormManifest } from "./scorm-manifest";

describe.each([
  ["1.2", "1.2", "scormtype"],
  ["2004", "2004 4th Edition", "scormType"],
] as const)("the manifest of SCORM %s", (version, schema, kind) => {
  const written = scormManifest(
    'Spring <&> "course"\u0007',
    ["index.html", "a b/c#1.js"],
    version,
    NO_DETAILS,
  );
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
  test("has an id that follows from the title, and no mark to pass, until they are given", () => {
    expect(manifest.documentElement.getAttribute("identifier")).toMatch(/^convlab-\w+$/);
    expect(written).not.toMatch(/mastery|minNormalizedMeasure/i);
    const details = { ...NO_DETAILS, id: "spring-2027", pass: "75" };
    const marked = new DOMParser().parseFromString(
      scormManifest("Another title", ["index.html"], version, details),
      "application/xml",
    );
    expect(marked.querySelector("parsererror")).toBeNull();
    expect(marked.documentElement.getAttribute("identifier")).toBe("spring-2027");
    const [old] = marked.getElementsByTagName("adlcp:masteryscore");
    const [measure] = marked.getElementsByTagName("imsss:minNormalizedMeasure");
    expect([old?.textContent, measure?.textContent]).toEqual(
      version === "1.2" ? ["75", undefined] : [undefined, "0.75"],
    );
    expect(measure?.parentElement?.getAttribute("satisfiedByMeasure") ?? "true").toBe("true");
  });
  test("names every file", () => {
    expect([...manifest.querySelectorAll("file")].map((file) => file.getAttribute("href"))).toEqual(
      ["index.html", "a%20b/c%231.js"],
    );
  });
});
