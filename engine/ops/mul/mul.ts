/**
 * mul: two tensors multiplied cell by cell; where a gate opens and closes what passes, as the
 * channel weights of squeeze-and-excitation do.  y = a·b, da = Σ dy·b, db = Σ dy·a.
 *
 * Shapes  as add: the same, or an axis of 1 (or a missing first axis) repeats:
 *         [N,C,H,W] · [N,C,1,1] multiplies each plane by one number, and the gradient of what
 *         repeats is the sum over its repeats. At most 4 axes.
 * Errors  "shape": they do not fit.
 * Source  torch.mul.
 */
import { readAttributes } from "../../core/attributes";
import { product, sum } from "../../core/build";
import { check } from "../../core/errors";
import { type Cell, type Expression } from "../../core/expression";
import { expressed, type Formula, type Reader } from "../../core/families";
import { broadcast, type Shape } from "../../core/shape";
import { type Axes, placesIn, repeatsOf } from "../add/repeats";

export const mul = expressed({
  name: "mul",
  inputs: [
    { name: "a", role: "input" },
    { name: "b", role: "input" },
  ],
  keeps: ["a", "b"],
  defaults: {},
  normalise(raw) {
    readAttributes("mul", raw).done();
    return {};
  },
  shapes({ a = [], b = a }) {
    const y = broadcast(a, b);
    check(
      y !== null && y.length <= 4,
      "shape",
      `mul needs two tensors of the same shape, or with axes of 1 that repeat, got [${a.join(", ")}] and [${b.join(", ")}]`,
    );
    return { y };
  },
  outputs(read) {
    const { a = [], b = [] } = read.shapes;
    const y = broadcast(a, b) ?? a;
    const [left, right] = [placesIn(a, y), placesIn(b, y)];
    const formula: Formula = (at) =>
      product(read.cell("a", placeIn(left, at)), read.cell("b", placeIn(right, at)));
    return { y: formula };
  },
  gradients: (read) => ({ a: gradient(read, "a", "b"), b: gradient(read, "b", "a") }),
  torch: () => "a * b",
});

/** Σ dy·other over the repeats of the cell. */
function gradient(read: Reader, slot: string, other: string): Formula {
  const dy: Shape = read.shapes["dy"] ?? [];
  const { kept, repeats, count } = repeatsOf(read.shapes[slot] ?? [], dy);
  const partner = placesIn(read.shapes[other] ?? [], dy);
  const term = (at: number): Expression => {
    const factor: Cell = read.cell(other, placeIn(partner, at));
    return product(read.cell("dy", at), factor);
  };
  return (at) => {
    const first = placeIn(kept, at);
    if (count === 1) return term(first);
    return sum(Array.from({ length: count }, (_, r) => term(first + placeIn(repeats, r))));
  };
}

/** Where cell `at`, counted along the extents, lies by the distances; in cells. */
function placeIn({ extents, steps }: Axes, at: number): number {
  let rest = at;
  let place = 0;
  for (let axis = extents.length - 1; axis >= 0; axis--) {
    const extent = extents[axis] ?? 1;
    place += (rest % extent) * (steps[axis] ?? 0);
    rest = Math.floor(rest / extent);
  }
  return place;
}
