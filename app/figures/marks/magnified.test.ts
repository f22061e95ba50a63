// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { acrossOf, magnification } from "./magnified";

/**
 * An element that is 400 px wide by itself and that the screen shows from 30 px on, `shown` px
 * wide.
 */
function element(shown: number, own = 400): HTMLElement {
  const made = document.createElement("div");
  Object.defineProperty(made, "offsetWidth", { value: own });
  made.getBoundingClientRect = () => new DOMRect(30, 0, shown, 10);
  return made;
}

test("a place on a magnified element is said in the element's own px", () => {
  for (const zoom of [0.5, 1, 1.7]) {
    expect(magnification(element(400 * zoom))).toBeCloseTo(zoom);
    expect(acrossOf({ clientX: 30 + 120 * zoom, currentTarget: element(400 * zoom) })).toBeCloseTo(
      120,
    );
  }
});

test("an element that has no width yet is not magnified", () => {
  expect(magnification(element(0))).toBe(1);
  expect(magnification(element(0, 0))).toBe(1);
});
