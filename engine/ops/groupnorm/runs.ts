/**
 * Normalising runs of neighbouring cells of one example: what group norm and layer norm share.
 *
 *   x̂ = (x − μ)·r,  r = 1/√(σ² + eps)        y = gamma·x̂ + beta        σ² biased
 *   dx = r·(g − mean(g) − x̂·mean(g·x̂)),  g = gamma·dy        means over the run
 *   dgamma = Σ dy·x̂        dbeta = Σ dy        over the cells that share the parameter
 */
import { apply, constant, minus, named, product, quotient, sum } from "../../core/build";
import type { Expression } from "../../core/expression";
import { type Formula, once, type Reader } from "../../core/families";
import type { Slot } from "../../core/op";
import { type Shape, size } from "../../core/shape";

/** How the cells of a tensor fall into runs, and which parameter a cell has. */
export interface Runs {
  /** Cells of one run; run r begins at cell r·length. */
  readonly length: number;
  /** Runs of one example. */
  readonly groups: number;
  /** Neighbouring cells that share a parameter. */
  readonly area: number;
  /** Parameters in all: those of one example, in the order of its cells. */
  readonly parameters: number;
}

export const INPUTS: readonly Slot[] = [
  { name: "x", role: "input" },
  { name: "gamma", role: "weight", parameter: true, optional: true },
  { name: "beta", role: "bias", parameter: true, optional: true },
];
export const SAVED: readonly Slot[] = [
  { name: "mean", role: "constant" },
  { name: "inverse_std", role: "constant" },
];
export const KEEPS: readonly string[] = ["x", "gamma", "mean", "inverse_std"];

/** `groups` runs of whole channels in each example; a channel has one parameter. */
export function channelRuns(x: Shape, groups: number): Runs {
  const [, channels = 1] = x;
  const area = size(x.slice(2));
  return { length: (channels / groups) * area, groups, area, parameters: channels };
}

/** An example is one run, and each of its cells has a parameter of its own. */
export function exampleRuns(x: Shape): Runs {
  const length = size(x.slice(1));
  return { length, groups: 1, area: 1, parameters: length };
}

export function outputs(read: Reader, runs: Runs, eps: number): Record<string, Formula> {
  const n = constant(runs.length, "n");
  const mean = once((run) =>
    named("μ", quotient(sum(cellsOf(run, runs).map((at) => read.cell("x", at))), n)),
  );
  const centred = (at: number): Expression =>
    sum([read.cell("x", at), minus(mean(runOf(at, runs)))]);
  const scale = once((run) => {
    const squares = cellsOf(run, runs).map((at) => {
      const distance = named("x − μ", centred(at));
      return product(distance, distance);
    });
    const variance = named("σ²", quotient(sum(squares), n));
    return named(
      "1/√(σ²+ε)",
      quotient(constant(1), apply("√", Math.sqrt, sum([variance, constant(eps, "ε")]))),
    );
  });
  return {
    mean,
    inverse_std: scale,
    y(at) {
      const normal = named("x̂", product(centred(at), scale(runOf(at, runs))));
      const of = parameterOf(at, runs);
      const scaled = read.has("gamma") ? product(read.cell("gamma", of), normal) : normal;
      return read.has("beta") ? sum([scaled, read.cell("beta", of)]) : scaled;
    },
  };
}

export function gradients(read: Reader, runs: Runs): Record<string, Formula> {
  const n = constant(runs.length, "n");
  const scaleOf = (at: number): Expression => read.cell("inverse_std", runOf(at, runs));
  const normal = once((at) =>
    named(
      "x̂",
      product(sum([read.cell("x", at), minus(read.cell("mean", runOf(at, runs)))]), scaleOf(at)),
    ),
  );
  const arriving = (at: number): Expression[] => [
    ...(read.has("gamma") ? [read.cell("gamma", parameterOf(at, runs))] : []),
    read.cell("dy", at),
  ];
  const total = once((run) =>
    named("Σ γ·dy", sum(cellsOf(run, runs).map((at) => product(...arriving(at))))),
  );
  const pull = once((run) =>
    named("Σ γ·dy·x̂", sum(cellsOf(run, runs).map((at) => product(...arriving(at), normal(at))))),
  );
  const examples = size(read.shapes["x"] ?? []) / (runs.groups * runs.length);
  const sharing = (parameter: number): readonly number[] => cellsSharing(parameter, examples, runs);
  return {
    x(at) {
      const run = runOf(at, runs);
      const shift = quotient(total(run), n);
      const turn = product(normal(at), quotient(pull(run), n));
      return product(scaleOf(at), sum([product(...arriving(at)), minus(shift), minus(turn)]));
    },
    ...(read.has("gamma")
      ? { gamma: (p) => sum(sharing(p).map((at) => product(read.cell("dy", at), normal(at)))) }
      : {}),
    ...(read.has("beta") ? { beta: (p) => sum(sharing(p).map((at) => read.cell("dy", at))) } : {}),
  };
}

function runOf(at: number, { length }: Runs): number {
  return Math.floor(at / length);
}

function parameterOf(at: number, { area, parameters }: Runs): number {
  return Math.floor(at / area) % parameters;
}

function cellsOf(run: number, { length }: Runs): readonly number[] {
  return Array.from({ length }, (_, at) => run * length + at);
}

function cellsSharing(
  parameter: number,
  examples: number,
  { area, parameters }: Runs,
): readonly number[] {
  return Array.from(
    { length: examples * area },
    (_, at) => (Math.floor(at / area) * parameters + parameter) * area + (at % area),
  );
}
