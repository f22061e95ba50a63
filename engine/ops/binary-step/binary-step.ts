/**
 * binary_step: y = 1 where x ≥ 0, else 0; y′ = 0 everywhere, which is why nothing can be learned
 * through it.
 *
 * Shapes  any → the same. Not-a-number stays.
 * Source  torch.heaviside with the value 1 at 0.
 */
import { readAttributes } from "../../core/attributes";
import { pointwise } from "../../core/families";

export const binaryStep = pointwise({
  name: "binary_step",
  symbol: "step",
  defaults: {},
  normalise(raw) {
    readAttributes("binary_step", raw).done();
    return {};
  },
  value: (x) => (x >= 0 ? 1 : x < 0 ? 0 : x),
  slope: (x) => (Number.isNaN(x) ? x : 0),
  torch: () => "torch.heaviside(x, torch.ones(()))",
});
