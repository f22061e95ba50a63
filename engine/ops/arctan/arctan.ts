/**
 * arctan: squeezes every number into −π/2 … π/2.  y = arctan x, y′ = 1/(1 + x²).
 *
 * Shapes  any → the same.
 * Source  torch.atan.
 */
import { readAttributes } from "../../core/attributes";
import { pointwise } from "../../core/families";

export const arctan = pointwise({
  name: "arctan",
  symbol: "arctan",
  defaults: {},
  normalise(raw) {
    readAttributes("arctan", raw).done();
    return {};
  },
  value: Math.atan,
  slope: (x) => 1 / (1 + x * x),
  torch: () => "torch.atan(x)",
});
