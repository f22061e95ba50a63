import { expect, test } from "vitest";
import { layersFirst, showsOf } from "./shows";

test("layers stand above the curves unless the author names the loss before them", () => {
  expect(layersFirst(showsOf("sentence layers loss"))).toBe(true);
  expect(layersFirst(showsOf("sentence layers"))).toBe(true);
  expect(layersFirst(showsOf("sentence loss layers"))).toBe(false);
  expect(layersFirst(showsOf("sentence loss"))).toBe(false);
});
