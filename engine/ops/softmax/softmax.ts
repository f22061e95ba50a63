/**
 * softmax: turns scores along one axis into shares that add up to 1.
 *
 *   y_i = e^(x_i − m) / Σ_j e^(x_j − m),  m = max_j x_j        dx_i = y_i · (dy_i − Σ_j dy_j·y_j)
 *
 * Subtracting the maximum changes nothing in the result and keeps e^x finite.
 * Shapes  any → the same. axis counts from 0 (the batch); negative from the end. Default 1, the
 * channels or classes. Source  torch.nn.functional.softmax.
 */
import { minus, named, product, quotient, sum } from "../../core/build";
import { expressed, once } from "../../core/families";
import { exponentials, lanes, normaliseAxis } from "../lanes";

export type SoftmaxAttributes = { readonly axis: number };

export const softmax = expressed<SoftmaxAttributes>({
  name: "softmax",
  inputs: [{ name: "x", role: "input" }],
  keeps: ["y"],
  defaults: { axis: 1 },
  normalise: normaliseAxis("softmax"),
  shapes: ({ x = [] }) => ({ y: x }),
  outputs(read, { axis }) {
    const lane = lanes(read.shapes["x"] ?? [], axis);
    const { power, total } = exponentials(read, "x", lane);
    return { y: (at) => quotient(power(at), total(lane.of(at))) };
  },
  gradients(read, { axis }) {
    const lane = lanes(read.shapes["x"] ?? [], axis);
    const pull = once((number) =>
      named(
        "Σ dy·y",
        sum(lane.cells(number).map((at) => product(read.cell("dy", at), read.cell("y", at)))),
      ),
    );
    return {
      x: (at) => product(read.cell("y", at), sum([read.cell("dy", at), minus(pull(lane.of(at)))])),
    };
  },
  torch: ({ axis }) => `nn.Softmax(dim=${axis})`,
});
