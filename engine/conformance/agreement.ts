/**
 * Any op, any backend: random uses of the op are run there and on the reference, and every number
 * of the output and of the gradients must be as near as single precision allows. How near follows
 * from the number's own explanation (core/rounding.ts), so there is no tolerance to choose, and a
 * new op is covered by being in the index.
 */
import type { Backend, Executable } from "../backends/backend";
import { createReference } from "../backends/reference/index";
import type { Cell } from "../core/expression";
import type { Values } from "../core/op";
import { roundingBound } from "../core/rounding";
import { check } from "../core/errors";
import { size, unravel } from "../core/shape";
import type { Tensor } from "../core/tensor";
import type { Program, TensorId, TensorPlan } from "../graph/program";
import { example, type Example, spread } from "../ops/examples";
import { random } from "../core/random";
import { Tape } from "./tape";
import { FIRST_STEP } from "./trial";

/** Room for another order of operations, and for denormals, which a GPU takes for 0. */
const SLACK = 4;
const SMALLEST = 1.2e-38;
/** Units in the last place that a saved tensor may be off before the gradient reads it. */
const SAVED_UNITS = 64;

interface Prepared {
  readonly one: Example;
  readonly tape: Tape;
  readonly y: TensorId;
  /** Gradient tensors by slot. */
  readonly gradients: ReadonlyMap<string, TensorId>;
}

/**
 * Null when the backend agrees on example number `seed` of an op; otherwise the first number that
 * is off, in words.
 */
export async function disagreement(
  backend: Backend,
  op: string,
  seed: number,
): Promise<string | null> {
  const prepared = prepare(op, seed);
  const got = await compute(backend, prepared);
  const want = await compute(createReference(), prepared);
  const values = valuesOf(prepared, want);
  const off = offOutput(prepared, got, values) ?? offArgmax(got, want);
  return off === null && !onKink(prepared) ? offGradients(prepared, got, want, values) : off;
}

/**
 * Does a number that a fused relu gets round to 0? Then single precision may take either side, and
 * so may its gradient.
 */
function onKink({ one: { op, attributes, inputs, context } }: Prepared): boolean {
  if (attributes["activation"] !== "relu") return false;
  const linear = { ...attributes, activation: "none" };
  const { shape, data } = op.forward(inputs, linear, context)["y"] ?? { shape: [], data: [] };
  return [...data].some(
    (z, at) =>
      Math.abs(z) <= SLACK * roundingBound(op.explain(inputs, linear, unravel(shape, at), context)),
  );
}

/**
 * The example, rounded to what single precision holds, as a program. Every third is rounded to
 * halves: zeros, ties, equal neighbours.
 */
function prepare(op: string, seed: number): Prepared {
  const given = example(op, seed);
  const rounded = seed % 3 === 0 ? toHalves : Math.fround;
  const inputs = Object.fromEntries(
    Object.entries(given.inputs).map(([slot, { shape, data }]) => [
      slot,
      { shape, data: Float64Array.from(data, rounded) },
    ]),
  );
  const one = { ...given, inputs };
  const tape = new Tape();
  const ids: Record<string, TensorId> = {};
  for (const { name, integer } of one.op.inputs) {
    const input = one.inputs[name];
    if (input !== undefined) ids[name] = tape.tensor(name, input.shape, "input", integer === true);
  }
  const y = tape.apply(op, "op", ids, one.attributes);
  const slots = one.op.inputs
    .filter((slot) => slot.constant !== true && ids[slot.name] !== undefined)
    .map((slot) => slot.name);
  const dy = tape.tensor("dy", tape.shape(y), "gradient");
  const found = tape.differentiate(
    y,
    dy,
    slots.map((slot) => ids[slot] ?? -1),
  );
  return {
    one,
    tape,
    y,
    gradients: new Map(slots.map((slot) => [slot, found.get(ids[slot] ?? -1) ?? -1])),
  };
}

function toHalves(value: number): number {
  return Math.round(2 * value) / 2;
}

type Numbers = ReadonlyMap<string, Float32Array | Int32Array>;

async function compute(backend: Backend, { one, tape, y }: Prepared): Promise<Numbers> {
  const { program, guards } = guarded(tape.program(one.op.name));
  const executable = await backend.compile(program);
  try {
    for (const { name, shape, kind } of guards)
      write(executable, name, new Float64Array(size(shape)).fill(GUARD[kind]));
    for (const [slot, { data }] of Object.entries(one.inputs)) write(executable, slot, data);
    write(executable, "dy", arriving(tape.shape(y)).data);
    await executable.run("train", { ...FIRST_STEP, seed: one.context.seed ?? 0 });
    const read = await executable.read(executable.program.tensors.map((plan) => plan.name));
    const broken = guards.find(
      ({ name, kind }) => !read.get(name)?.every((value) => Object.is(value, GUARD[kind])),
    );
    check(
      broken === undefined,
      "shape",
      `${one.op.name} writes past the end of ${broken?.name ?? ""}`,
    );
    return read;
  } finally {
    executable.free();
  }
}

/** What stands behind the end of a tensor that is given, and of one that is computed. */
const GUARD = { input: Number.NaN, result: 7 } as const;

type Guard = TensorPlan & { readonly kind: keyof typeof GUARD };

/**
 * The words between a tensor's end and the next tensor, as tensors of their own: nothing may be
 * written there, nor read into a result.
 */
function guarded(program: Program): {
  readonly program: Program;
  readonly guards: readonly Guard[];
} {
  const guards = program.tensors.flatMap(({ name, shape, offset, kind: given }, at): Guard[] => {
    const kind = given === "input" || name === "dy" ? "input" : "result";
    const end = offset + size(shape);
    const gap = (program.tensors[at + 1]?.offset ?? program.words) - end;
    return gap === 0
      ? []
      : [
          {
            id: program.tensors.length + at,
            name: `${name}'s end`,
            shape: [gap],
            kind,
            offset: end,
            integer: false,
          },
        ];
  });
  return { program: { ...program, tensors: [...program.tensors, ...guards] }, guards };
}

function write(executable: Executable, name: string, data: Float64Array): void {
  const isInteger = executable.program.tensors.find((plan) => plan.name === name)?.integer === true;
  executable.write(name, isInteger ? Int32Array.from(data) : Float32Array.from(data));
}

function arriving(shape: readonly number[]): Tensor<Float64Array> {
  const from = random(11);
  const count = shape.reduce((product, extent) => product * extent, 1);
  return {
    shape,
    data: spread(count, (low, high) => low + from.below(high - low + 1)).map(Math.fround),
  };
}

/** What a backward pass reads, in double precision. */
function valuesOf({ one, tape, y }: Prepared, want: Numbers): Values {
  const { op, attributes, inputs, context } = one;
  const results = op.forward(inputs, attributes, context);
  const saved = Object.fromEntries(
    [...(op.saved ?? []).map(({ name }) => name), "y"].flatMap((name) =>
      results[name] ? [[name, results[name]]] : [],
    ),
  );
  return want.size === 0 ? inputs : { ...inputs, ...saved, dy: arriving(tape.shape(y)) };
}

function offOutput({ one, tape, y }: Prepared, got: Numbers, values: Values): string | null {
  const { op, attributes, inputs, context } = one;
  return firstOff("y", got.get(tape.nameOf(y)), values["y"], (at) =>
    roundingBound(op.explain(inputs, attributes, at, context)),
  );
}

/** Choices are the same or wrong. */
function offArgmax(got: Numbers, want: Numbers): string | null {
  const [ours, theirs] = [got.get("op.argmax"), want.get("op.argmax")];
  return theirs === undefined || theirs.every((position, at) => position === ours?.[at])
    ? null
    : "argmax differs";
}

function offGradients(
  { one, tape, gradients }: Prepared,
  got: Numbers,
  want: Numbers,
  values: Values,
): string | null {
  const { op, attributes, context } = one;
  const leafError = ({ tensor, value }: Cell): number =>
    one.inputs[tensor] !== undefined || tensor === "dy"
      ? 0
      : SAVED_UNITS * 2 ** -24 * (1 + Math.abs(value));
  for (const [slot, id] of gradients) {
    const wanted = want.get(tape.nameOf(id));
    const exact = wanted === undefined ? undefined : { shape: tape.shape(id), data: wanted };
    const bound = (at: number[]): number =>
      roundingBound(op.explainGradient(values, attributes, slot, at, context), leafError);
    const problem = firstOff(`d${slot}`, got.get(tape.nameOf(id)), exact, bound);
    if (problem !== null) return problem;
  }
  return null;
}

function firstOff(
  name: string,
  got: ArrayLike<number> | undefined,
  want: Tensor | undefined,
  bound: (at: number[]) => number,
): string | null {
  if (got === undefined || want === undefined) return `${name} was not computed`;
  for (let at = 0; at < want.data.length; at++) {
    const [value, exact] = [got[at] ?? Number.NaN, want.data[at] ?? Number.NaN];
    const off = Math.abs(value - exact);
    if (off === 0 || value === exact || (Number.isNaN(value) && Number.isNaN(exact))) continue;
    const index = unravel(want.shape, at);
    const allowed = SLACK * (bound(index) + Math.abs(exact) * 2 ** -24) + SMALLEST;
    if (!(off <= allowed))
      return `${name}[${index.join(",")}] is ${value}, the reference says ${exact} (allowed ${allowed.toPrecision(3)})`;
  }
  return null;
}
