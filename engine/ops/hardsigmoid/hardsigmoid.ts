/**
 * hardsigmoid: sigmoid as three straight pieces.  y = min(max(x + 3, 0), 6)/6; y′ = ⅙ where
 * −3 < x < 3, else 0 (at not-a-number ⅙).
 *
 * Shapes  any → the same.
 * Source  torch.nn.functional.hardsigmoid.
 */
import { readAttributes } from "../../core/attributes";
import { pointwise } from "../../core/families";

export const hardsigmoid = pointwise({
  name: "hardsigmoid",
  symbol: "hardsigmoid",
  defaults: {},
  normalise(raw) {
    readAttributes("hardsigmoid", raw).done();
    return {};
  },
  value: (x) => Math.min(Math.max(x + 3, 0), 6) / 6,
  slope: (x) => (x <= -3 || x >= 3 ? 0 : 1 / 6),
  isGate: true,
  torch: () => "nn.Hardsigmoid()",
});
