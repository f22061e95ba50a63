/**
 * tanh: squeezes every number into −1 … 1.  y = (e^x − e^−x)/(e^x + e^−x), y′ = 1 − y².
 *
 * Beyond ±20 the result is ±1 to the last bit, so arguments are cut there on every backend.
 * Shapes  any → the same.
 * Source  torch.tanh.
 */
import { readAttributes } from "../../core/attributes";
import { pointwise } from "../../core/families";

export const tanh = pointwise({
  name: "tanh",
  symbol: "tanh",
  defaults: {},
  normalise(raw) {
    readAttributes("tanh", raw).done();
    return {};
  },
  value: Math.tanh,
  slope(x) {
    const y = Math.tanh(x);
    return 1 - y * y;
  },
  torch: () => "nn.Tanh()",
});
