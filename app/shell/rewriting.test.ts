// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { goTo, NO_PREFERENCES } from "./address";

beforeEach(() => history.replaceState(null, "", "#/studio/1"));

test("a page rewrites its own address", () => {
  goTo("#/studio/2", "replace", NO_PREFERENCES);
  expect(location.hash).toBe("#/studio/2");
});

test("a page that a reader has left does not call them back", () => {
  location.hash = "#/lesson/own?lesson=abc";
  goTo("#/studio/2", "replace", NO_PREFERENCES);
  goTo("#/studio", "replace");
  expect(location.hash).toBe("#/lesson/own?lesson=abc");
});
