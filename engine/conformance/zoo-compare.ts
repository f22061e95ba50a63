/**
 * What came out of a network of the zoo beside what PyTorch says: statistics and samples of every
 * layer, all logits, the five largest. `|got - want| <= abs + 1e-5 |want|`; not-a-number is never
 * near. Each function gives null, or what differs, in words.
 */
import { check } from "../core/errors";
import { sameShape, size } from "../core/shape";
import type { LayerShape, NetworkShapes } from "../graph/shapes";
import { record, type Settings } from "./cases";

const RELATIVE = 1e-5;
/** Problems that are told of one network. */
const TOLD = 5;
/** Layers that change no number in use: the zoo does not list them. */
const UNLISTED: ReadonlySet<string> = new Set(["flatten", "dropout"]);

/** Tensors by name. */
export type Outputs = ReadonlyMap<string, Float32Array | Int32Array>;

/** The layers that a case lists. */
export function listedLayers(network: NetworkShapes): readonly LayerShape[] {
  return network.layers.filter(({ kind }) => !UNLISTED.has(kind));
}

export function layersProblem(
  network: NetworkShapes,
  entry: Settings,
  read: Outputs,
): string | null {
  const layers = record(entry["layers"], "layers");
  const problems = listedLayers(network).flatMap(({ name, shape }) => {
    const cells = read.get(`${name}.y`);
    return cells?.length === size(shape)
      ? layerProblems(name, record(layers[name], name), cells)
      : `${name} was not computed`;
  });
  return problems.length === 0 ? null : problems.slice(0, TOLD).join("; ");
}

function layerProblems(name: string, want: Settings, cells: ArrayLike<number>): string[] {
  const tolerance = record(want["tolerance"], `${name}.tolerance`);
  const [abs, stat] = [Number(tolerance["abs"]), Number(tolerance["stat"])];
  const got = statistics(cells);
  const compared: (readonly [string, number, unknown, number])[] = [
    ["mean", got.mean, want["mean"], stat],
    ["std", got.std, want["std"], stat],
    ["min", got.min, want["min"], abs],
    ["max", got.max, want["max"], abs],
    ...list(want["samples"], `${name}.samples`).map((sample) => {
      const [cell = -1, value] = list(sample, "a sample");
      return [`[${String(cell)}]`, cells[Number(cell)] ?? Number.NaN, value, abs] as const;
    }),
  ];
  return compared.flatMap(([what, ours, theirs, allowed]) =>
    isNear(ours, Number(theirs), allowed)
      ? []
      : [`${name} ${what} is ${ours}, expected ${String(theirs)} (tolerance ${allowed})`],
  );
}

export function logitsProblem(entry: Settings, logits: ArrayLike<number>): string | null {
  const want = numbers(entry["logits"], "logits");
  const abs = Number(record(entry["logits_tolerance"], "logits_tolerance")["abs"]);
  if (want.length !== logits.length)
    return `there are ${logits.length} logits, expected ${want.length}`;
  const at = want.findIndex((value, cell) => !isNear(logits[cell] ?? Number.NaN, value, abs));
  return at < 0 ? null : `logits[${at}] is ${logits[at]}, expected ${want[at]} (tolerance ${abs})`;
}

export function topProblem(entry: Settings, logits: ArrayLike<number>): string | null {
  const want = numbers(entry["top5"], "top5");
  const ours = Array.from(logits, (value, label) => ({ value, label }))
    .toSorted((one, other) => other.value - one.value)
    .slice(0, 5)
    .map(({ label }) => label);
  return sameShape(ours, want) ? null : `the five largest are ${ours}, expected ${want}`;
}

function statistics(cells: ArrayLike<number>) {
  let [sum, squares, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < cells.length; at++) {
    const value = cells[at] ?? Number.NaN;
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const mean = sum / cells.length;
  for (let at = 0; at < cells.length; at++) squares += ((cells[at] ?? Number.NaN) - mean) ** 2;
  return { mean, std: Math.sqrt(squares / cells.length), min, max };
}

/** Not-a-number, on either side or as a tolerance, is never near. */
function isNear(got: number, want: number, abs: number): boolean {
  return Math.abs(got - want) <= abs + RELATIVE * Math.abs(want);
}

export function list(value: unknown, what: string): readonly unknown[] {
  check(Array.isArray(value), "format", `${what} is not a list`);
  return value;
}

export function numbers(value: unknown, what: string): readonly number[] {
  return list(value, what).map(Number);
}
