// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { keepFocus } from "./keep-focus";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  document.body.replaceChildren();
});

/** A question with two buttons, the first of which has the focus. */
function question() {
  const section = document.createElement("section");
  const [first, second] = [document.createElement("button"), document.createElement("button")];
  const row = document.createElement("div");
  row.append(first, second);
  section.append(row);
  document.body.append(section);
  stops.push(keepFocus());
  first.focus();
  return { section, row, first, second };
}
const mutationsSeen = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test("the focus of a control that goes away goes to what stood around it, and leaves no trace there", async () => {
  const { row, first, second } = question();
  first.remove();
  await mutationsSeen();
  expect(document.activeElement).toBe(row);
  second.focus();
  expect(row.hasAttribute("tabindex")).toBe(false);
});

test("when its row goes, too, the focus goes to the next that is left", async () => {
  const { section, row } = question();
  row.remove();
  await mutationsSeen();
  expect(document.activeElement).toBe(section);
});

test("a focus that somebody else has set, or that the reader has left, stays so", async () => {
  const { first, second, row } = question();
  second.focus();
  first.remove();
  await mutationsSeen();
  expect(document.activeElement).toBe(second);
  second.blur();
  row.append(document.createElement("span"));
  await mutationsSeen();
  expect(document.activeElement).toBe(document.body);
});
