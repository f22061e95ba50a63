/**
 * concat: the channels of several tensors behind one another; where the branches of an inception
 * module join.
 *
 *   y[n, c, …] = x0[n, c, …] for c < C₀, then x1[n, c − C₀, …], …        dx_k = the slice of dy
 * that came from x_k
 *
 * Shapes  x_k [N,C_k,…] → y [N,ΣC_k,…]; everything but the channels agrees. At most 32 inputs;
 * `count` says how many. Errors  "shape": they differ in more than the channels.
 * Source  torch.cat(…, dim=1).
 */
import { readAttributes } from "../../core/attributes";
import { check } from "../../core/errors";
import { weighted } from "../../core/families";
import type { Shapes, Slot } from "../../core/op";
import { type Shape, size } from "../../core/shape";

const MOST = 32;

export const concat = weighted<{ readonly count: number }>({
  name: "concat",
  inputs: Array.from(
    { length: MOST },
    (_, at): Slot => ({ name: `x${at}`, role: "input", optional: at > 0 }),
  ),
  defaults: { count: 2 },
  normalise(raw) {
    const read = readAttributes("concat", raw);
    const count = read.whole("count", { from: 1, to: MOST }, 2);
    read.done();
    return { count };
  },
  shape(inputs, { count }) {
    const [first = [], ...others] = parts(inputs, count);
    for (const other of others)
      check(
        other.length === first.length &&
          other.every((extent, axis) => axis === 1 || extent === first[axis]),
        "shape",
        `concat joins channels: [${first.join(", ")}] and [${other.join(", ")}] differ in more than that`,
      );
    const channels = [first, ...others].reduce((total, part) => total + (part[1] ?? 1), 0);
    return first.map((extent, axis) => (axis === 1 ? channels : extent));
  },
  terms(shapes, { count }) {
    const lengths = parts(shapes, count).map((part) => size(part.slice(1)));
    const starts = lengths.map((_, at) =>
      lengths.slice(0, at).reduce((total, length) => total + length, 0),
    );
    const row = lengths.reduce((total, length) => total + length, 0);
    return {
      visit(y, visit) {
        const inside = y % row;
        const slot = starts.findLastIndex((start) => start <= inside);
        visit(slot, Math.floor(y / row) * (lengths[slot] ?? 0) + inside - (starts[slot] ?? 0), 1);
      },
      readers(slot, position, visit) {
        const length = lengths[slot] ?? 1;
        visit(Math.floor(position / length) * row + (starts[slot] ?? 0) + (position % length));
      },
    };
  },
  torch: ({ count }) =>
    `torch.cat([${Array.from({ length: count }, (_, at) => `x${at}`).join(", ")}], dim=1)`,
});

function parts(inputs: Shapes, count: number): Shape[] {
  return Array.from({ length: count }, (_, at) => {
    const part = inputs[`x${at}`];
    check(part !== undefined, "shape", `concat of ${count} tensors is missing number ${at + 1}`);
    return part;
  });
}
