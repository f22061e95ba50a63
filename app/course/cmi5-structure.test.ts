// @vitest-environment happy-dom
/** What an LMS reads of a cmi5 package: well-formed, in the order of the schema, with stable ids. */
import { expect, test } from "vitest";
import { cmi5Structure } from "./cmi5-structure";
import type { CourseText } from "./course-text";

const COURSE: CourseText = {
  format: 1,
  title: 'Spring <&> "course"\u0007',
  welcome: "",
  parts: [],
};

test("the course and its one unit have ids, titles, descriptions and the start page", () => {
  const structure = new DOMParser().parseFromString(cmi5Structure(COURSE), "application/xml");
  expect(structure.querySelector("parsererror")).toBeNull();
  expect([...structure.documentElement.children].map(({ tagName }) => tagName)).toEqual([
    "course",
    "au",
  ]);
  const [course, unit] = structure.documentElement.children;
  expect([...(unit?.children ?? [])].map(({ tagName }) => tagName)).toEqual([
    "title",
    "description",
    "url",
  ]);
  for (const one of [course, unit]) {
    expect(one?.getAttribute("id")).toMatch(
      /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/,
    );
    expect(one?.querySelector("title > langstring")?.textContent).toBe('Spring <&> "course"');
    expect(one?.querySelector("description > langstring")?.textContent).not.toBe("");
  }
  expect(course?.getAttribute("id")).not.toBe(unit?.getAttribute("id"));
  expect(unit?.getAttribute("moveOn")).toBe("Completed");
  expect(unit?.querySelector("url")?.textContent).toBe("index.html");
});
