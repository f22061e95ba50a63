/**
 * sigmoid: the logistic function, squeezes every number into 0 … 1.  y = 1/(1 + e^−x), y′ = y·(1 −
 * y) ≤ ¼.
 *
 * Written so that e is only raised to negative powers: nothing overflows and small values keep
 * their digits. Shapes  any → the same.
 * Source  torch.sigmoid.
 */
import { readAttributes } from "../../core/attributes";
import { pointwise } from "../../core/families";

export const sigmoid = pointwise({
  name: "sigmoid",
  symbol: "sigmoid",
  defaults: {},
  normalise(raw) {
    readAttributes("sigmoid", raw).done();
    return {};
  },
  value: logistic,
  slope: (x) => logistic(x) * logistic(-x),
  torch: () => "nn.Sigmoid()",
});

export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const small = Math.exp(x);
  return small / (1 + small);
}
