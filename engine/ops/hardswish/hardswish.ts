/**
 * hardswish: silu's shape without an exponential.  y = x·min(max(x + 3, 0), 6)/6; y′ = 0 where
 * x ≤ −3, x/3 + ½ between, 1 where x ≥ 3.
 *
 * Shapes  any → the same.
 * Source  torch.nn.functional.hardswish; MobileNetV3, arXiv:1905.02244.
 */
import { readAttributes } from "../../core/attributes";
import { pointwise } from "../../core/families";

export const hardswish = pointwise({
  name: "hardswish",
  symbol: "hardswish",
  defaults: {},
  normalise(raw) {
    readAttributes("hardswish", raw).done();
    return {};
  },
  value: (x) => x * (Math.min(Math.max(x + 3, 0), 6) / 6),
  slope: (x) => (x <= -3 ? 0 : x < 3 ? x / 3 + 0.5 : 1),
  isGate: true,
  torch: () => "nn.Hardswish()",
});
