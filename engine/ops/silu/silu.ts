/**
 * silu: a smooth relu that dips below 0.  y = x·s, y′ = s·(1 + x·(1 − s)), s = sigmoid(x).
 *
 * Shapes  any → the same.
 * Source  torch.nn.functional.silu.
 */
import { readAttributes } from "../../core/attributes";
import { pointwise } from "../../core/families";
import { logistic } from "../sigmoid/sigmoid";

export const silu = pointwise({
  name: "silu",
  symbol: "silu",
  defaults: {},
  normalise(raw) {
    readAttributes("silu", raw).done();
    return {};
  },
  value: (x) => x * logistic(x),
  slope: (x) => logistic(x) * (1 + x * logistic(-x)),
  torch: () => "nn.SiLU()",
});
