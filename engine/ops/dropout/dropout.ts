/**
 * dropout: in training each cell is dropped with probability p and the others grow by 1/(1 − p);
 * otherwise nothing happens.
 *
 *   y = keep(cell) ? x/(1 − p) : 0        dx = keep(cell) ? dy/(1 − p) : 0
 *
 * The mask is not stored: keep(cell) is hash((seed ⊕ salt) + cell·0x9e3779b9) ≥ p·2³², in whole
 * numbers of 32 bits, the same on every backend. `seed` changes from step to step; `salt` tells the
 * dropout layers of one network apart. Shapes  any → the same.
 * Errors  "attribute": p is not from 0 to 1.
 * Source  torch.nn.functional.dropout; the hash is the finaliser of MurmurHash3.
 */
import { readAttributes } from "../../core/attributes";
import { weighted } from "../../core/families";

export type DropoutAttributes = {
  readonly p: number;
  readonly training: boolean;
  readonly salt: number;
};

export const dropout = weighted<DropoutAttributes>({
  name: "dropout",
  absent: "dropped",
  defaults: { p: 0.5, training: false, salt: 0 },
  normalise(raw) {
    const read = readAttributes("dropout", raw);
    const p = read.real("p", { from: 0, to: 1 }, 0.5);
    const training = read.flag("training", false);
    const salt = read.whole("salt", { from: 0, to: 0xffffffff }, 0);
    read.done();
    return { p, training, salt };
  },
  shape: ({ x = [] }) => x,
  terms(_shapes, { p, training, salt }, context) {
    const active = context.training ?? training;
    const seed = ((context.seed ?? 0) ^ salt) >>> 0;
    const grown = p < 1 ? 1 / (1 - p) : 0;
    return {
      visit(y, visit) {
        if (!active) visit(0, y, 1);
        else if (isKept(seed, y, p)) visit(0, y, grown);
        else visit(0, -1, 0);
      },
      readers: (_slot, position, visit) => visit(position),
    };
  },
  torch: ({ p }) => `nn.Dropout(${p})`,
});

/** Whether dropout with this seed (already combined with the salt) keeps a cell. */
export function isKept(seed: number, cell: number, p: number): boolean {
  return finalise((seed + Math.imul(cell, 0x9e3779b9)) >>> 0) >= p * 0x100000000;
}

function finalise(value: number): number {
  let z = value;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}
