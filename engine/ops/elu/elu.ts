/**
 * elu: like relu, but negative numbers bend smoothly towards −alpha.
 *
 *   y = x where x > 0, else alpha·(e^x − 1)
 *   y′ = alpha·e^x where x ≤ 0, else 1 (also at not-a-number)
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
  slope: (x, { alpha }) => (x <= 0 ? alpha * Math.exp(x) : 1),
  torch: ({ alpha }) => `nn.ELU(${alpha === 1 ? "" : alpha})`,
});
