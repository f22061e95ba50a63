/**
 * leaky_relu: like relu, but negative numbers leak through.  y = x where x > 0, else slope·x; y′ =
 * 1 where x > 0, else slope (also at 0 and at not-a-number).
 *
 * Shapes  any → the same.
 * Source  torch.nn.functional.leaky_relu.
 */
import { readAttributes } from "../../core/attributes";
import { pointwise } from "../../core/families";

export const leakyRelu = pointwise<{ readonly negative_slope: number }>({
  name: "leaky_relu",
  symbol: "leaky_relu",
  defaults: { negative_slope: 0.01 },
  normalise(raw) {
    const read = readAttributes("leaky_relu", raw);
    const negative_slope = read.real("negative_slope", { from: -1e6, to: 1e6 }, 0.01);
    read.done();
    return { negative_slope };
  },
  value: (x, { negative_slope }) => (x > 0 ? x : x * negative_slope),
  slope: (x, { negative_slope }) => (x > 0 ? 1 : negative_slope),
  torch: ({ negative_slope }) => `nn.LeakyReLU(${negative_slope === 0.01 ? "" : negative_slope})`,
});
