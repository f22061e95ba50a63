/**
 * prelu: a leaky relu whose slope is learned.
 *
 *   y = x where x > 0, else slope[c]·x        dx = dy where x > 0, else dy·slope[c]
 * dslope[c] = Σ dy·x over x ≤ 0
 *
 * Shapes  x [N,C,…], slope [1] for all channels or [C] → y as x. The slope starts at 0.25.
 * Errors  "channels": there is neither one slope nor one per channel.
 * Source  torch.nn.functional.prelu; at 0 the derivative is the slope.
 */
import { readAttributes } from "../../core/attributes";
import { constant, product, sum } from "../../core/build";
import { check } from "../../core/errors";
import type { Expression } from "../../core/expression";
import { expressed, once, type Reader } from "../../core/families";
import { size } from "../../core/shape";

export type PreluAttributes = { readonly num_parameters: number };

export const prelu = expressed<PreluAttributes>({
  name: "prelu",
  inputs: [
    { name: "x", role: "input" },
    { name: "slope", role: "weight", parameter: true },
  ],
  keeps: ["x", "slope"],
  defaults: { num_parameters: 1 },
  normalise(raw) {
    const read = readAttributes("prelu", raw);
    const num_parameters = read.whole("num_parameters", { from: 1, to: 65536 }, 1);
    read.done();
    return { num_parameters };
  },
  parameters: (_x, { num_parameters }) => ({ slope: [num_parameters] }),
  shapes({ x = [], slope = [] }) {
    const slopes = size(slope);
    const channels = x[1] ?? 1;
    check(
      slopes === 1 || slopes === channels,
      "channels",
      `there are ${channels} channels but ${slopes} slopes`,
      "use 1 slope or one per channel",
    );
    return { y: x };
  },
  outputs(read) {
    const slopeOf = slopeIndex(read);
    return {
      y(at) {
        const x = read.cell("x", at);
        return x.value > 0 ? x : product(read.cell("slope", slopeOf(at)), x);
      },
    };
  },
  gradients(read) {
    const slopeOf = slopeIndex(read);
    const negative = once((slope) => {
      const terms: Expression[] = [];
      for (let at = 0; at < size(read.shapes["x"] ?? []); at++) {
        const x = read.cell("x", at);
        if (slopeOf(at) === slope && !(x.value > 0)) terms.push(product(read.cell("dy", at), x));
      }
      return terms;
    });
    return {
      x(at) {
        const dy = read.cell("dy", at);
        return read.cell("x", at).value > 0 ? dy : product(dy, read.cell("slope", slopeOf(at)));
      },
      slope(at) {
        const terms = negative(at);
        return terms.length === 0 ? constant(0, undefined, "no input was negative") : sum(terms);
      },
    };
  },
  torch: ({ num_parameters }) => `nn.PReLU(${num_parameters === 1 ? "" : num_parameters})`,
});

/** Which slope belongs to a flat position of x. */
function slopeIndex(read: Reader): (at: number) => number {
  if (size(read.shapes["slope"] ?? []) === 1) return () => 0;
  const x = read.shapes["x"] ?? [];
  const channels = x[1] ?? 1;
  const area = size(x.slice(2));
  return (at) => Math.floor(at / area) % channels;
}
