/**
 * add: two tensors cell by cell; where a residual block's shortcut joins.  y = a + b, da = dy, db = dy.
 *
 * Shapes  a, b and y are the same.
 * Errors  "shape": they differ.
 * Source  torch.add.
 */
import { readAttributes } from "../../core/attributes";
import { check } from "../../core/errors";
import { weighted } from "../../core/families";
import { sameShape } from "../../core/shape";

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
    check(
      sameShape(a, b),
      "shape",
      `add needs two tensors of the same shape, got [${a.join(", ")}] and [${b.join(", ")}]`,
      "a 1×1 convolution with the right stride and channels makes the shortcut fit",
    );
    return a;
  },
  terms: ({ a, b }) => ({
    visit(y, visit) {
      if (a !== undefined) visit(0, y, 1);
      if (b !== undefined) visit(a === undefined ? 0 : 1, y, 1);
    },
    readers: (_slot, position, visit) => visit(position),
  }),
  torch: () => "a + b",
});
