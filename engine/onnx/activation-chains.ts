/**
 * Activations that are spelled out as several nodes are known by their curve: what a chain makes of
 * some numbers is what the layer makes of them. So it does not matter in which order an exporter
 * multiplies, or which of two formulas it uses.
 */
import { errorFunction } from "../core/error-function";
import type { OnnxModel, OnnxNode } from "../data/formats/onnx/model";
import { opFor } from "../graph/vocabulary";
import type { Settings } from "./builder";
import type { Literals } from "./literals";
import { real, whole } from "./node";

/** The numbers that a curve is known by: close together where activations bend. */
const POINTS = new Float64Array([
  -40, -12, -7, -6, -5, -4, -3.5, -3, -2.5, -2, -1.5, -1, -0.7, -0.4, -0.1, 0, 0.1, 0.3, 0.6, 1,
  1.5, 2, 2.5, 3, 3.5, 4, 5, 5.5, 6, 7, 12, 40,
]);
/** Files with 16-bit floats have √2 to three digits. */
const TOLERANCE = 5e-5;
const LONGEST = 12;

/** What a node makes of `base`, if nothing but numbers of the file takes part. */
interface Curve {
  readonly values: Float64Array;
  readonly length: number;
}

interface Activated {
  readonly base: string;
  readonly op: string;
  readonly settings: Settings;
}

const LAYERS: readonly (readonly [op: string, settings: Settings])[] = [
  ["gelu", {}],
  ["gelu", { approximate: "tanh" }],
  ["silu", {}],
  ["hardswish", {}],
  ["hardsigmoid", {}],
  ["relu", {}],
  ["relu6", {}],
  ["sigmoid", {}],
  ["softplus", {}],
  ["tanh", {}],
];

/** The last nodes of chains that are an activation, with what the chain reads. */
export function curves({ nodes }: OnnxModel, literals: Literals): ReadonlyMap<OnnxNode, Activated> {
  const layers = knownLayers();
  const found = new Map<OnnxNode, Activated>();
  const known = new Map<string, ReadonlyMap<string, Curve>>();
  const of = (name: string): ReadonlyMap<string, Curve> =>
    known.get(name) ?? new Map([[name, { values: POINTS, length: 0 }]]);
  for (const node of nodes) {
    const name = node.outputs[0] ?? "";
    const made = new Map(traced(node, of, literals));
    const longest = [...made].toSorted(([, a], [, b]) => b.length - a.length);
    for (const [base, { values, length }] of longest) {
      const layer = length > 1 || !SINGLE.has(node.op) ? layerWith(values, layers) : undefined;
      if (layer === undefined || found.has(node)) continue;
      found.set(node, { base, op: layer.op, settings: layer.settings });
    }
    known.set(name, made.set(name, { values: POINTS, length: 0 }));
  }
  return found;
}

/** These are read as they stand. */
const SINGLE: ReadonlySet<string> = new Set(
  "Add Sub Mul Div Neg Relu Sigmoid Tanh Softplus HardSigmoid Clip Identity Cast".split(" "),
);

function layerWith(values: Float64Array, layers: readonly Known[]): Known | undefined {
  const distances = layers.map(({ curve }) =>
    values.reduce((most, value, at) => {
      const want = curve[at] ?? 0;
      const distance = Math.abs(value - want) / (1 + Math.abs(want));
      return distance > most || Number.isNaN(distance) ? distance : most;
    }, 0),
  );
  const least = Math.min(...distances);
  return least < TOLERANCE ? layers[distances.indexOf(least)] : undefined;
}

interface Known {
  readonly op: string;
  readonly settings: Settings;
  readonly curve: ArrayLike<number>;
}

function knownLayers(): readonly Known[] {
  return LAYERS.flatMap(([name, settings]) => {
    const op = opFor(name);
    const x = { shape: [POINTS.length], data: POINTS };
    const curve = op?.forward({ x }, op.normalise(settings))["y"]?.data;
    return curve === undefined ? [] : [{ op: name, settings, curve }];
  });
}

type Curves = (name: string) => ReadonlyMap<string, Curve>;

/** What the node makes of each name that it follows from alone. */
function traced(node: OnnxNode, of: Curves, literals: Literals): [string, Curve][] {
  const inputs = node.inputs.filter((name, at) => at === 0 || name !== "");
  const value = formula(node, literals);
  const variable = inputs.filter((name) => !literals.has(name));
  const [first] = variable;
  if (value === null || first === undefined) return [];
  const numbers = inputs.map((name) => literals.scalar(name));
  if (inputs.some((name, at) => literals.has(name) && numbers[at] === undefined)) return [];
  return [...of(first)].flatMap(([base, { length }]): [string, Curve][] => {
    const parts = inputs.map((name) => of(name).get(base));
    const isOwn = inputs.every((_, at) => numbers[at] !== undefined || parts[at] !== undefined);
    if (!isOwn || length >= LONGEST) return [];
    const values = POINTS.map((_, at) =>
      value(...inputs.map((__, input) => numbers[input] ?? parts[input]?.values[at] ?? Number.NaN)),
    );
    const longest = Math.max(...parts.map((part) => part?.length ?? 0));
    return [[base, { values, length: longest + 1 }]];
  });
}

type Formula = (...inputs: readonly number[]) => number;

const FORMULAS: Readonly<Record<string, (a: number, b: number) => number>> = {
  Abs: Math.abs,
  Add: (a, b) => a + b,
  Cast: (a) => a,
  Div: (a, b) => a / b,
  Erf: errorFunction,
  Exp: Math.exp,
  Identity: (a) => a,
  Log: Math.log,
  Max: (a, b) => Math.max(a, b),
  Min: (a, b) => Math.min(a, b),
  Mul: (a, b) => a * b,
  Neg: (a) => -a,
  Pow: (a, b) => a ** b,
  Reciprocal: (a) => 1 / a,
  Relu: (a) => Math.max(a, 0),
  Sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  Softplus: (a) => Math.log1p(Math.exp(a)),
  Sqrt: Math.sqrt,
  Sub: (a, b) => a - b,
  Tanh: Math.tanh,
};
const TWO: ReadonlySet<string> = new Set(["Add", "Div", "Max", "Min", "Mul", "Pow", "Sub"]);

function formula(node: OnnxNode, literals: Literals): Formula | null {
  const { op, domain, inputs, outputs } = node;
  if (domain !== "" || outputs.length !== 1) return null;
  if (op === "Cast") return [1, 10, 11, 16].includes(whole(node, "to", 1)) ? (a = 0) => a : null;
  if (op === "Clip") return clip(node, literals);
  if (op === "HardSigmoid") {
    const [alpha, beta] = [real(node, "alpha", 0.2), real(node, "beta", 0.5)];
    return (a = 0) => Math.min(Math.max(alpha * a + beta, 0), 1);
  }
  const known = Object.hasOwn(FORMULAS, op) ? FORMULAS[op] : undefined;
  if (known === undefined || inputs.length !== (TWO.has(op) ? 2 : 1)) return null;
  return (a = 0, b = 0) => known(a, b);
}

function clip(node: OnnxNode, literals: Literals): Formula | null {
  const bound = (name: string, at: number, otherwise: number): number | undefined => {
    const input = node.inputs[at] ?? "";
    return input === "" ? (node.attributes.get(name)?.float ?? otherwise) : literals.scalar(input);
  };
  const [low, high] = [bound("min", 1, -Infinity), bound("max", 2, Infinity)];
  if (low === undefined || high === undefined) return null;
  return (a = 0) => Math.min(Math.max(a, low), high);
}
