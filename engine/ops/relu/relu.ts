/**
 * relu: negative numbers become 0, the others stay.  y = max(0, x), y′ = 1 where x > 0, else 0 (so
 * 0 at 0).
 *
 * Shapes  any → the same. Not-a-number stays not-a-number.
 * Source  torch.nn.functional.relu.
 */
import { readAttributes } from "../../core/attributes";
import { pointwise } from "../../core/families/pointwise";

export const relu = pointwise({
  name: "relu",
  symbol: "relu",
  defaults: {},
  normalise(raw) {
    readAttributes("relu", raw).done();
    return {};
  },
  value: (x) => (x < 0 ? 0 : x),
  slope: (x) => (x <= 0 ? 0 : 1),
  isGate: true,
  torch: () => "nn.ReLU()",
});
