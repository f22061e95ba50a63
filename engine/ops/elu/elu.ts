/**
 * elu: like relu, but negative numbers bend smoothly towards −alpha.
 *
 *   y = x where x > 0, else alpha·(e^x − 1)        y′ = 1 where x > 0, else alpha·e^x (alpha at 0)
 *
 * Shapes  any → the same.
 * Source  torch.nn.functional.elu.
 */
import { readAttributes } from "../../core/attributes";
import { pointwise } from "../../core/families";

export const elu = pointwise<{ readonly alpha: number }>({
  name: "elu",
  symbol: "elu",
  defaults: { alpha: 1 },
  normalise(raw) {
    const read = readAttributes("elu", raw);
    const alpha = read.real("alpha", { from: -1e6, to: 1e6 }, 1);
    read.done();
    return { alpha };
  },
  value: (x, { alpha }) => (x > 0 ? x : alpha * Math.expm1(x)),
  slope: (x, { alpha }) => (x > 0 ? 1 : alpha * Math.exp(x)),
  torch: ({ alpha }) => `nn.ELU(${alpha === 1 ? "" : alpha})`,
});
