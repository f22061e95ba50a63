/**
 * relu6: relu that stops at 6.  y = min(max(0, x), 6), y′ = 1 where 0 < x < 6, else 0 (also at 0
 * and at 6; at not-a-number 1).
 *
 * Shapes  any → the same.
 * Source  torch.nn.functional.relu6; with depthwise convolutions in MobileNet, arXiv:1704.04861.
 */
import { readAttributes } from "../../core/attributes";
import { pointwise } from "../../core/families";

export const relu6 = pointwise({
  name: "relu6",
  symbol: "relu6",
  defaults: {},
  normalise(raw) {
    readAttributes("relu6", raw).done();
    return {};
  },
  value: (x) => (x < 0 ? 0 : x > 6 ? 6 : x),
  slope: (x) => (x <= 0 || x >= 6 ? 0 : 1),
  isGate: true,
  torch: () => "nn.ReLU6()",
});
