/**
 * linear: every output is a weighted sum of all inputs (a fully connected layer).
 *
 *   y[n,o] = b[o] + Σ_k x[n,k] · w[o,k]
 *
 * Shapes  x [N,K], w [O,K], b [O] → y [N,O].
 * Errors  "shape": x is an image. "channels": x and w disagree on K.
 * Source  torch.nn.functional.linear.
 */
import { readAttributes } from "../../core/attributes";
import { check } from "../../core/errors";
import { bilinear } from "../../core/families";
import type { Shape } from "../../core/shape";

export type LinearAttributes = {
  readonly out_features: number;
  readonly bias: boolean;
  readonly activation: "none" | "relu";
};

export const linear = bilinear<LinearAttributes>({
  name: "linear",
  defaults: { out_features: 10, bias: true, activation: "none" },
  normalise(raw) {
    const read = readAttributes("linear", raw);
    const out_features = read.whole("out_features", { from: 1, to: 1 << 20 });
    const bias = read.flag("bias", true);
    const activation = read.choice("activation", ["none", "relu"], "none");
    read.done();
    return { out_features, bias, activation };
  },
  parameters(x, { out_features, bias }): Record<string, Shape> {
    const [, features] = featureShape(x);
    return { w: [out_features, features], ...(bias ? { b: [out_features] } : {}) };
  },
  shape(x, [outputs = 0, expected = 0]) {
    const [examples, features] = featureShape(x);
    check(
      features === expected,
      "channels",
      `the input has ${features} features but the weights expect ${expected}`,
    );
    return [examples, outputs];
  },
  terms({ x: [examples = 0, features = 0], w: [outputs = 0] }) {
    return {
      products(at, visit) {
        const first = Math.floor(at / outputs) * features;
        const weight = (at % outputs) * features;
        for (let k = 0; k < features; k++) visit(first + k, weight + k);
      },
      bias: (at) => at % outputs,
      readersOfInput(at, visit) {
        const first = Math.floor(at / features) * outputs;
        for (let o = 0; o < outputs; o++) visit(first + o);
      },
      readersOfWeight(at, visit) {
        const output = Math.floor(at / features);
        for (let n = 0; n < examples; n++) visit(n * outputs + output);
      },
      group: () => "",
    };
  },
  multiplyAdds: ({ w: [outputs = 0, features = 0] = [] }) => outputs * features,
  torch: ({ out_features, bias }, { x = [] }) =>
    `nn.Linear(${x[1] ?? "?"}, ${out_features}${bias ? "" : ", bias=False"})`,
});

function featureShape(x: Shape): readonly [number, number] {
  const [examples, features] = x;
  check(
    x.length === 2 && examples !== undefined && features !== undefined,
    "shape",
    `linear reads a list of features per example, got [${x.join(", ")}]`,
    "put a flatten before it",
  );
  return [examples, features];
}
