/** @vitest-environment happy-dom */
import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Inline } from "../document";
import { closingMarks, Inlines } from "./Inlines";

const math: Inline = {
  kind: "math",
  tex: "x",
  mathml: { tag: "math", attributes: {}, children: ["x"] },
};
const text = (words: string): Inline => ({ kind: "text", text: words });

test("a mark after a formula stays on the formula's line, and no letter is lost or doubled", () => {
  expect(closingMarks(math, text("), so"))).toEqual(["),", " so"]);
  expect(closingMarks(math, text("-axis, y"))).toEqual(["", "-axis, y"]);
  expect(closingMarks(text("a"), text(", b"))).toEqual(["", ""]);
  const { container } = render(
    <p>
      <Inlines content={[text("of "), math, text(", then "), math, math, text(".")]} />
    </p>,
  );
  expect(container.textContent).toBe("of x, then xx.");
  const kept = [...container.querySelectorAll("p > span")].map(({ textContent }) => textContent);
  expect(kept.filter((one) => /[,.]/.test(one ?? ""))).toEqual(["x,", "x."]);
});
