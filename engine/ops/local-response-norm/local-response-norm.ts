/**
 * local_response_norm: divides each cell by how active its neighbours in the channel direction are.
 *
 *   s[c] = k + (alpha/size) · Σ x[c′]²,  c′ from c − ⌊size/2⌋ to c + ⌊(size − 1)/2⌋        y[c] =
 * x[c] / s[c]^beta
 *   dx[c] = dy[c]/s[c]^beta − (2·alpha·beta/size) · x[c] · Σ dy[c′]·x[c′]/s[c′]^(beta+1)   over the
 * c′ that see c
 *
 * Shapes  x [N,C,…] → the same; the sum stays inside the channels there are.
 * Units   size in channels.
 * Source  Krizhevsky et al. 2012, section 3.3, in the form of torch.nn.LocalResponseNorm (alpha
 * divided by size).
 */
import { readAttributes } from "../../core/attributes";
import { apply, constant, minus, named, product, quotient, sum } from "../../core/build";
import { check } from "../../core/errors";
import type { Expression } from "../../core/expression";
import { expressed, once, type Reader } from "../../core/families";
import { size as cellsIn } from "../../core/shape";

export type LocalResponseNormAttributes = {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;
};

export const localResponseNorm = expressed<LocalResponseNormAttributes>({
  name: "local_response_norm",
  inputs: [{ name: "x", role: "input" }],
  keeps: ["x"],
  defaults: { size: 5, alpha: 1e-4, beta: 0.75, k: 1 },
  normalise(raw) {
    const read = readAttributes("local_response_norm", raw);
    const size = read.whole("size", { from: 1, to: 4096 }, 5);
    const alpha = read.real("alpha", { from: 0, to: 1e6 }, 1e-4);
    const beta = read.real("beta", { from: -100, to: 100 }, 0.75);
    const k = read.real("k", { from: 0, to: 1e6 }, 1);
    read.done();
    return { size, alpha, beta, k };
  },
  shapes({ x = [] }) {
    check(
      x.length >= 2,
      "shape",
      `local_response_norm reads tensors with channels, got [${x.join(", ")}]`,
    );
    return { y: x };
  },
  outputs(read, attributes) {
    const { beta } = attributes;
    const { scale } = neighbourhoods(read, attributes);
    return { y: (at) => quotient(read.cell("x", at), power(scale(at), beta)) };
  },
  gradients(read, attributes) {
    const { size, alpha, beta } = attributes;
    const { scale, seenBy } = neighbourhoods(read, attributes);
    const pull = once((at) =>
      named(
        "dy·x/s^(β+1)",
        quotient(product(read.cell("dy", at), read.cell("x", at)), power(scale(at), beta + 1)),
      ),
    );
    return {
      x(at) {
        const direct = quotient(read.cell("dy", at), power(scale(at), beta));
        const through = product(
          constant((2 * alpha * beta) / size, "2αβ/size"),
          read.cell("x", at),
          sum(seenBy(at).map(pull)),
        );
        return sum([direct, minus(through)]);
      },
    };
  },
  torch: ({ size, alpha, beta, k }) =>
    `nn.LocalResponseNorm(${size}, alpha=${alpha}, beta=${beta}, k=${k})`,
});

function neighbourhoods(read: Reader, { size, alpha, k }: LocalResponseNormAttributes) {
  const x = read.shapes["x"] ?? [];
  const channels = x[1] ?? 1;
  const step = cellsIn(x.slice(2));
  const between = (at: number, back: number, ahead: number): number[] => {
    const channel = Math.floor(at / step) % channels;
    const first = Math.max(0, channel - back);
    const last = Math.min(channels - 1, channel + ahead);
    return Array.from(
      { length: last - first + 1 },
      (_, number) => at + (first + number - channel) * step,
    );
  };
  const back = Math.floor(size / 2);
  const ahead = Math.floor((size - 1) / 2);
  const scale = once((at) => {
    const squares = between(at, back, ahead).map((near) =>
      product(read.cell("x", near), read.cell("x", near)),
    );
    return named(
      "s",
      sum([constant(k, "k"), product(constant(alpha / size, "α/size"), sum(squares))]),
    );
  });
  return { scale, seenBy: (at: number) => between(at, ahead, back) };
}

function power(of: Expression, exponent: number): Expression {
  return apply(`to the power ${exponent}`, (value) => value ** exponent, of);
}
