/** Trees of arithmetic: their value in the order written, and the cells that they read. */
import { describe, expect, it } from "vitest";
import { apply, cell, constant, Groups, minus, named, product, quotient, sum } from "./build";
import { cellsOf, evaluate } from "./expression";
import { fromNested } from "./tensor";

const x = fromNested([[1, 2, 3]]);
const leaf = (at: number) => cell("x", "input", x, at);

describe("an expression", () => {
  it("has the value of its arithmetic", () => {
    expect(evaluate(sum([product(leaf(0), leaf(1)), minus(leaf(2))]))).toBe(-1);
    expect(evaluate(quotient(sum([leaf(0), leaf(1)]), constant(2)))).toBe(1.5);
    expect(evaluate(apply("square", (value) => value * value, leaf(2)))).toBe(9);
    expect(evaluate({ kind: "maximum", among: [leaf(0), leaf(2)], chosen: 1 })).toBe(3);
    expect(evaluate({ kind: "maximum", among: [], chosen: -1 })).toBe(Number.NEGATIVE_INFINITY);
    expect(evaluate({ kind: "named", name: "total", expression: sum([leaf(0), leaf(1)]) })).toBe(3);
  });

  it("keeps the value of what has a name", () => {
    const total = named("total", sum([leaf(0), leaf(1)]));
    expect(total.value).toBe(3);
    expect(evaluate(product(total, total))).toBe(9);
  });

  it("reads its cells in the order written, a cell used twice twice", () => {
    const tree = quotient(
      sum([product(leaf(1), leaf(0)), named("n", leaf(2))]),
      apply("√", Math.sqrt, leaf(1)),
    );
    expect([...cellsOf(tree)].map(({ index }) => index)).toEqual([
      [0, 1],
      [0, 0],
      [0, 2],
      [0, 1],
    ]);
  });

  it("groups terms by label in the order they come, and leaves a single group ungrouped", () => {
    const groups = new Groups();
    for (const [label, at] of [
      ["b", 0],
      ["a", 1],
      ["b", 2],
    ] as const)
      groups.add(label, leaf(at));
    expect(groups.terms()).toEqual([sum([leaf(0), leaf(2)], "b"), sum([leaf(1)], "a")]);
    const one = new Groups();
    one.add("only", leaf(0));
    expect(one.terms()).toEqual([leaf(0)]);
  });
});
