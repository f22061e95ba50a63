/**
 * add: two tensors cell by cell; where a residual block's shortcut joins.  y = a + b, da = dy, db =
 * dy.
 *
 * Shapes  a, b and y are the same; or an axis of 1 (or a missing first axis) repeats, as in
 * PyTorch: [N,C,H,W] + [N,C,1,1] adds
 *         one number to each plane, and the gradient of what repeats is the sum of dy over its
 * repeats. At most 4 axes. Errors  "shape": they do not fit.
 * Source  torch.add.
 */
import { readAttributes } from "../../core/attributes";
import { check } from "../../core/errors";
import { weighted } from "../../core/families";
import { broadcast, repeatedStrides, sameShape, type Shape, size, unravel } from "../../core/shape";

export const add = weighted({
  name: "add",
  inputs: [
    { name: "a", role: "input" },
    { name: "b", role: "input" },
  ],
  defaults: {},
  normalise(raw) {
    readAttributes("add", raw).done();
    return {};
  },
  shape({ a = [], b = a }) {
    const y = broadcast(a, b);
    check(
      y !== null && y.length <= 4,
      "shape",
      `add needs two tensors of the same shape, or with axes of 1 that repeat, got [${a.join(", ")}] and [${b.join(", ")}]`,
      "a 1×1 convolution with the right stride and channels makes the shortcut fit",
    );
    return y;
  },
  terms({ y, ...inputs }) {
    const places = [inputs["a"], inputs["b"]].flatMap((shape) =>
      shape === undefined ? [] : [placesOf(shape, y)],
    );
    return {
      visit(at, visit) {
        for (const [slot, place] of places.entries()) visit(slot, place(at), 1);
      },
      readers(slot, position, visit) {
        const shape = slot === 0 ? (inputs["a"] ?? inputs["b"]) : inputs["b"];
        if (shape === undefined || sameShape(shape, y)) visit(position);
        else for (let at = 0; at < size(y); at++) visit(at);
      },
    };
  },
  torch: () => "a + b",
});

/** Which cell of an operand goes into cell `at` of y. */
function placesOf(shape: Shape, y: Shape): (at: number) => number {
  if (sameShape(shape, y)) return (at) => at;
  const steps = repeatedStrides(shape, y);
  return (at) =>
    unravel(y, at).reduce((place, coordinate, axis) => place + coordinate * (steps[axis] ?? 0), 0);
}
