/**
 * flatten: the cells of each example in one row, in storage order; nothing is computed.
 *
 * Shapes  x [N, …] → y [N, product of the rest].
 * Source  torch.flatten(x, 1).
 */
import { readAttributes } from "../../core/attributes";
import { weighted } from "../../core/families";
import { size } from "../../core/shape";

export const flatten = weighted({
  name: "flatten",
  defaults: {},
  normalise(raw) {
    readAttributes("flatten", raw).done();
    return {};
  },
  shape: ({ x = [] }) => [x[0] ?? 1, size(x.slice(1))],
  terms: () => ({
    visit: (y, visit) => visit(0, y, 1),
    readers: (_slot, x, visit) => visit(x),
  }),
  torch: () => "nn.Flatten()",
});
