// @vitest-environment happy-dom
/**
 * What an LMS reads of a cmi5 package: well-formed, in the order of the schema, with stable ids.
 */
import { expect, test } from "vitest";
import { cmi5Structure } from "./cmi5-structure";
import type { CourseText } from "./course-text";
import { detailsProblem, NO_DETAILS } from "./lms-details";

const COURSE: CourseText = {
  format: 1,
  title: 'Spring <&> "course"\u0007',
  welcome: "",
  parts: [],
};

test("the course and its one unit have ids, titles, descriptions and the start page", () => {
  const structure = new DOMParser().parseFromString(
    cmi5Structure(COURSE, NO_DETAILS),
    "application/xml",
  );
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

const unitOf = (details: typeof NO_DETAILS, title = COURSE.title) =>
  new DOMParser()
    .parseFromString(cmi5Structure({ ...COURSE, title }, details), "application/xml")
    .querySelector("au");

test("a mark to pass is the unit's, and an id of one's own stays when the title changes", () => {
  expect(unitOf(NO_DETAILS)?.hasAttribute("masteryScore")).toBe(false);
  const details = { ...NO_DETAILS, id: "spring-2027", pass: "80" };
  expect(unitOf(details)?.getAttribute("masteryScore")).toBe("0.8");
  expect(unitOf(details)?.id).toBe(unitOf(details, "Autumn")?.id);
  expect(unitOf(details)?.id).not.toBe(unitOf(NO_DETAILS)?.id);
  const address = { ...NO_DETAILS, id: "https://school.example/spring" };
  expect(unitOf(address)?.id).toBe("https://school.example/spring/lessons");
});

test("what cannot be told to an LMS is named", () => {
  expect(
    detailsProblem({ id: "spring-2027", pass: "100", store: "https://lrs.example.org/x" }),
  ).toBe("");
  for (const pass of ["0", "101", "7.5", "eighty", "-3"])
    expect(detailsProblem({ ...NO_DETAILS, pass })).toContain(
      `“${pass}”; it may be a whole number`,
    );
  for (const id of ["2027", "a b", "http://school.example", "javascript:x"])
    expect(detailsProblem({ ...NO_DETAILS, id })).toContain("cannot be used");
  for (const store of ["lrs.example.org", "http://lrs.example.org", "https://a.b; script-src *"])
    expect(detailsProblem({ ...NO_DETAILS, store })).toContain("has to begin with https");
});
