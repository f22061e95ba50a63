/**
 * Ops that are defined by the expression behind each number: normalisations, softmax, losses.
 *
 * The op gives, for `y`, every saved tensor, every new buffer and every gradient, a function from a
 * flat position to the tree behind that number. Explaining returns the tree, computing evaluates
 * it. An intermediate that many cells share (a mean, a total) is built once as a `Named` and
 * evaluated once, so whole tensors cost one visit per node.
 */
import { cell } from "../build";
import { check } from "../errors";
import { type Cell, evaluate, type Expression, type Role } from "../expression";
import type { Attributes, ForwardContext, OpDefinition, Reals, Shapes, Slot, Values } from "../op";
import { type Index, offset, type Shape } from "../shape";
import { type Tensor, zeros } from "../tensor";
import { describe, type Described } from "./described";

export type Formula = (at: number) => Expression;

/** Gives the tensors of an op by slot name, and their cells as leaves. */
export interface Reader {
  readonly shapes: Shapes;
  has(name: string): boolean;
  cell(name: string, at: number): Cell;
}

export interface ExpressedOp<A extends Attributes> extends Described<A> {
  readonly inputs: readonly Slot[];
  readonly saved?: readonly Slot[];
  readonly keeps: readonly string[];
  shapes(inputs: Shapes, attributes: A): Shapes & { readonly y: Shape };
  /**
   * Formulas of `y`, of the saved tensors and of buffers that change; shared intermediates are
   * built in here.
   */
  outputs(read: Reader, attributes: A, context: ForwardContext): Readonly<Record<string, Formula>>;
  /** Formulas of the gradients by slot name; `read` also knows `dy` and what the op keeps. */
  gradients(
    read: Reader,
    attributes: A,
    context: ForwardContext,
  ): Readonly<Record<string, Formula>>;
}

export function expressed<A extends Attributes>(op: ExpressedOp<A>): OpDefinition<A> {
  const slots = [...op.inputs, ...(op.saved ?? [])];
  const roles = new Map<string, Role>(slots.map(({ name, role }) => [name, role]));
  const toRead = (values: Values): Reader => reader(values, roles, cell);
  // Whole tensors are computed from trees that nobody sees: their leaves do without coordinates.
  const toCompute = (values: Values): Reader => reader(values, roles, nameless);
  const explainSaved: OpDefinition<A>["explainSaved"] & {} = (
    name,
    values,
    attributes,
    at,
    context = {},
  ) => {
    const given = shapesOf(values);
    const shape = op.shapes(given, attributes)[name] ?? given[name];
    const formula = op.outputs(toRead(values), attributes, context)[name];
    return treeAt(formula, shape, at, `${op.name} has no output ${name}`);
  };
  return {
    ...describe(op),
    inputs: op.inputs,
    ...(op.saved === undefined ? {} : { saved: op.saved }),
    keeps: op.keeps,
    shapes: op.shapes,
    forward(values, attributes, context) {
      const shapes = { ...shapesOf(values), ...op.shapes(shapesOf(values), attributes) };
      const formulas = op.outputs(toCompute(values), attributes, context ?? {});
      return compute(formulas, (name) => shapes[name]);
    },
    backward(values, attributes, context) {
      const formulas = op.gradients(toCompute(values), attributes, context ?? {});
      return gradients(compute(formulas, (name) => values[name]?.shape));
    },
    explain: (values, ...rest) => explainSaved("y", values, ...rest),
    explainSaved,
    explainGradient(values, attributes, of, at, context) {
      const formula = op.gradients(toRead(values), attributes, context ?? {})[of];
      return treeAt(formula, values[of]?.shape, at, `${op.name} has no gradient for ${of}`);
    },
  };
}

function gradients(computed: Reals): Reals {
  return Object.fromEntries(
    Object.entries(computed).map(([name, gradient]) => [`d${name}`, gradient]),
  );
}

/** The tree behind one number; `otherwise` is said where there is no such tensor. */
function treeAt(
  formula: Formula | undefined,
  shape: Shape | undefined,
  at: Index,
  otherwise: string,
): Expression {
  check(formula !== undefined && shape !== undefined, "unknown-name", otherwise);
  return formula(offset(shape, at));
}

/** Builds each key's value once. */
export function once<Value>(build: (key: number) => Value): (key: number) => Value {
  const built = new Map<number, Value>();
  return (key) => {
    const known = built.get(key);
    if (known !== undefined) return known;
    const value = build(key);
    built.set(key, value);
    return value;
  };
}

function compute(
  formulas: Readonly<Record<string, Formula>>,
  shapeOf: (name: string) => Shape | undefined,
): Reals {
  const results: Reals = {};
  for (const [name, formula] of Object.entries(formulas)) {
    const shape = shapeOf(name);
    if (shape === undefined) continue;
    const result = zeros(shape);
    for (let at = 0; at < result.data.length; at++) result.data[at] = evaluate(formula(at));
    results[name] = result;
  }
  return results;
}

const NOWHERE: Index = [];

function nameless(name: string, role: Role, of: Tensor, flat: number): Cell {
  return { kind: "cell", tensor: name, index: NOWHERE, role, value: of.data[flat] ?? Number.NaN };
}

function reader(values: Values, roles: ReadonlyMap<string, Role>, leaf: typeof cell): Reader {
  const read = (name: string): Tensor => {
    const found = values[name];
    check(found !== undefined, "unknown-name", `the tensor ${name} is missing`);
    return found;
  };
  const roleOf = (name: string): Role =>
    name === "y" ? "output" : name.startsWith("d") ? "gradient" : "input";
  return {
    shapes: shapesOf(values),
    has: (name) => values[name] !== undefined,
    cell: (name, at) => leaf(name, roles.get(name) ?? roleOf(name), read(name), at),
  };
}

function shapesOf(values: Values): Shapes {
  return Object.fromEntries(Object.entries(values).map(([name, { shape }]) => [name, shape]));
}
