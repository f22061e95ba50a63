/**
 * For tests: one op as a program with its forward and backward call, run on any backend with seeded
 * numbers.
 */
import type { Attributes, OpDefinition, RawAttributes } from "../../core/op";
import type { Random } from "../../core/random";
import { type Shape, size } from "../../core/shape";
import type { Call, Program, StepScalars, TensorPlan } from "../../graph/program";
import type { Backend } from "../backend";

export interface Trial {
  readonly definition: OpDefinition;
  readonly raw: RawAttributes;
  /** Shapes of the input slots. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Fused relu. */
  readonly relu?: boolean;
  /** Gradients that are left out. */
  readonly unwanted?: readonly string[];
}

export type Numbers = ReadonlyMap<string, Float32Array | Int32Array>;

export const SCALARS: StepScalars = {
  step: 1,
  learningRate: 0.1,
  correction1: 1,
  correction2: 1,
  seed: 12345,
};

/** The program, and which of its tensors are inputs and which are results. */
export interface OneCall {
  readonly program: Program;
  readonly inputs: readonly TensorPlan[];
  readonly results: readonly TensorPlan[];
  readonly attributes: Attributes;
}

export function oneCall({ definition, raw, shapes, relu = false, unwanted = [] }: Trial): OneCall {
  const fused: Attributes = relu ? { activation: "relu" } : {};
  const attributes: Attributes = { ...definition.normalise(raw), ...fused };
  const outputs = definition.shapes(shapes, attributes);
  const plans: TensorPlan[] = [];
  let words = 0;
  const add = (name: string, shape: Shape, integer = false): number => {
    plans.push({ id: plans.length, name, shape, kind: "input", offset: words, integer });
    words += Math.ceil(Math.max(1, size(shape)) / 64) * 64;
    return plans.length - 1;
  };
  const forward: Record<string, number> = {};
  const backward: Record<string, number> = {};
  const keeps = new Set([...definition.keeps, ...(relu ? ["y"] : [])]);
  for (const { name, integer } of definition.inputs)
    if (shapes[name] !== undefined) forward[name] = add(name, shapes[name], integer);
  for (const { name, integer } of definition.saved ?? [])
    if (outputs[name] !== undefined) forward[name] = add(name, outputs[name], integer);
  forward["y"] = add("y", outputs.y);
  const given = Object.keys(shapes).length;
  for (const name of keeps) if (forward[name] !== undefined) backward[name] = forward[name];
  backward["dy"] = add("dy", outputs.y);
  for (const { name, constant } of definition.inputs) {
    const shape = shapes[name];
    if (shape !== undefined && constant !== true && !unwanted.includes(name))
      backward[`d${name}`] = add(`d${name}`, shape);
  }
  const call = { op: definition.name, node: "op", attributes } as const;
  return {
    program: asProgram(definition.name, plans, words, [
      { ...call, pass: "forward", tensors: forward },
      { ...call, pass: "backward", tensors: backward },
    ]),
    inputs: [...plans.slice(0, given), ...plans.filter(({ name }) => name === "dy")],
    results: plans.slice(given).filter(({ name }) => name !== "dy"),
    attributes,
  };
}

/** A program of one phase, "train". */
export function asProgram(
  name: string,
  tensors: readonly TensorPlan[],
  words: number,
  calls: readonly Call[],
): Program {
  const none = { offset: 0, words: 0 };
  return {
    name,
    batch: 1,
    tensors,
    phases: { train: calls },
    words,
    parameters: none,
    gradients: none,
  };
}

/** Standard normal numbers for every input; `magnitude` makes them all positive. */
export function fillInputs({ inputs }: OneCall, from: Random, magnitude = false): Numbers {
  return new Map(
    inputs.map(({ name, shape, integer }): [string, Float32Array | Int32Array] => {
      const count = size(shape);
      if (integer) return [name, Int32Array.from({ length: count }, () => from.below(3))];
      return [
        name,
        Float32Array.from({ length: count }, () =>
          magnitude ? Math.abs(from.normal()) : from.normal(),
        ),
      ];
    }),
  );
}

export async function compute(
  backend: Backend,
  { program, results }: OneCall,
  inputs: Numbers,
): Promise<Numbers> {
  const executable = await backend.compile(program);
  try {
    for (const [name, data] of inputs) executable.write(name, data);
    await executable.run("train", SCALARS);
    return await executable.read(results.map(({ name }) => name));
  } finally {
    executable.free();
  }
}
