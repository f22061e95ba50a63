/**
 * softplus: a smooth relu.  y = log(1 + e^x), y′ = 1/(1 + e^−x).
 *
 * Computed as max(x, 0) + log(1 + e^−|x|), which never overflows.
 * Shapes  any → the same.
 * Source  torch.nn.functional.softplus (there y = x for x > 20, the same in f32).
 */
import { readAttributes } from "../../core/attributes";
import { pointwise } from "../../core/families";
import { logistic } from "../sigmoid/sigmoid";

export const softplus = pointwise({
  name: "softplus",
  symbol: "softplus",
  defaults: {},
  normalise(raw) {
    readAttributes("softplus", raw).done();
    return {};
  },
  value: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  slope: logistic,
  torch: () => "nn.Softplus()",
});
