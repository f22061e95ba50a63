/**
 * Lanes: the cells that differ only along one axis; what softmax and its relatives normalise over.
 */
import { readAttributes } from "../core/attributes";
import { apply, minus, named, sum } from "../core/build";
import { check } from "../core/errors";
import type { Expression, Maximum } from "../core/expression";
import { once, type Reader } from "../core/families";
import type { RawAttributes } from "../core/op";
import { type Shape, strides } from "../core/shape";

export interface Lanes {
  readonly count: number;
  readonly length: number;
  /** Which lane a flat position lies in. */
  of(at: number): number;
  /** The flat positions of a lane, in order. */
  cells(lane: number): number[];
}

/** Throws "attribute" when the shape has no such axis. */
export function lanes(shape: Shape, axis: number): Lanes {
  const along = axis < 0 ? axis + shape.length : axis;
  const length = shape[along];
  const step = strides(shape)[along];
  check(
    length !== undefined && step !== undefined,
    "attribute",
    `there is no axis ${axis} in a tensor with ${shape.length} axes`,
  );
  const total = shape.reduce((product, extent) => product * extent, 1);
  return {
    count: total / length,
    length,
    of: (at) => Math.floor(at / (step * length)) * step + (at % step),
    cells(lane) {
      const first = Math.floor(lane / step) * step * length + (lane % step);
      return Array.from({ length }, (_, number) => first + number * step);
    },
  };
}

export function normaliseAxis(op: string): (raw: RawAttributes) => { readonly axis: number } {
  return (raw) => {
    const read = readAttributes(op, raw);
    const axis = read.whole("axis", { from: -8, to: 7 }, 1);
    read.done();
    return { axis };
  };
}

export interface Exponentials {
  /** The maximum of a lane. */
  largest(lane: number): Expression;
  /** e^(x − m) at a flat position. */
  power(at: number): Expression;
  /** Σ e^(x − m) over a lane. */
  total(lane: number): Expression;
}

/** The shared parts of softmax, log-softmax and cross-entropy for the tensor `name`. */
export function exponentials(read: Reader, name: string, lane: Lanes): Exponentials {
  const largest = once((number) =>
    named("m", maximum(lane.cells(number).map((at) => read.cell(name, at)))),
  );
  const power = once((at) =>
    apply("exp", Math.exp, sum([read.cell(name, at), minus(largest(lane.of(at)))])),
  );
  const total = once((number) => named("Σ eˣ", sum(lane.cells(number).map(power))));
  return { largest, power, total };
}

/** The largest of some cells; not-a-number wins, so that it is never hidden. */
function maximum(among: readonly (Expression & { readonly value: number })[]): Maximum {
  let chosen = 0;
  let largest = among[0]?.value ?? Number.NEGATIVE_INFINITY;
  for (const [at, { value }] of among.entries())
    if (value > largest || Number.isNaN(value)) {
      chosen = at;
      largest = value;
    }
  return { kind: "maximum", among, chosen };
}
