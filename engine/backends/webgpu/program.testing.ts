/** For tests: small programs, and the same numbers for them on every backend. */
import type { Attributes } from "../../core/op";
import { random } from "../../core/random";
import { type Shape, size } from "../../core/shape";
import { compile } from "../../graph/compile";
import { networks } from "../../graph/networks/index";
import type { Pass, Program, StepScalars, TensorPlan } from "../../graph/program";
import type { Backend, Executable } from "../backend";

export type Numbers = ReadonlyMap<string, Float32Array | Int32Array>;

export function scalars(step: number): StepScalars {
  return { step, learningRate: 0.05, correction1: 1, correction2: 1, seed: step };
}

/** One of the course's networks with everything that a training run has. */
export function trained(network: string, batch: number, resident = 64): Program {
  const spec = networks[network]?.();
  if (spec === undefined) throw new Error(`there is no network ${network}`);
  const training = { loss: "cross_entropy", optimiser: { kind: "sgd", momentum: 0.9 } } as const;
  return compile(spec, { batch, resident, training, budget: 2 ** 34 }).program;
}

export interface Sample {
  readonly op: string;
  readonly pass: Pass;
  readonly slots: Readonly<Record<string, Shape>>;
  readonly integer?: readonly string[];
  readonly attributes?: Attributes;
}

/** One call as a program; every tensor has words of its own. */
export function single({ op, pass, slots, integer = [], attributes = {} }: Sample): Program {
  let words = 0;
  const tensors = Object.entries(slots).map(([name, shape], id): TensorPlan => {
    const offset = words;
    words += Math.ceil(Math.max(1, size(shape)) / 64) * 64;
    return { id, name, shape, kind: "input", offset, integer: integer.includes(name) };
  });
  const call = {
    op,
    pass,
    node: op,
    tensors: Object.fromEntries(tensors.map(({ name, id }) => [name, id])),
    attributes,
  };
  const none = { offset: 0, words: 0 };
  return {
    name: op,
    batch: 1,
    tensors,
    phases: { train: [call] },
    words,
    parameters: none,
    gradients: none,
  };
}

/**
 * Seeded numbers for every tensor; weights small, running variances and squares positive, labels
 * below ten.
 */
export function numbersFor(program: Program, seed: number): Numbers {
  // a mean of squares is never below the square of a mean, which 40 keeps for any normal number
  // that is drawn
  const shift = (name: string): number => (/second|square/.test(name) ? 40 : 1);
  const positive = /second|square|running_var|gamma/;
  return new Map(
    program.tensors.map(({ name, shape, integer, kind }): [string, Float32Array | Int32Array] => {
      const from = random(seed).split(name);
      const length = size(shape);
      if (integer) return [name, Int32Array.from({ length }, () => from.below(10))];
      const scale = kind === "parameter" ? 0.1 : 1;
      return [
        name,
        Float32Array.from({ length }, () =>
          positive.test(name) ? shift(name) + Math.abs(from.normal()) : scale * from.normal(),
        ),
      ];
    }),
  );
}

/**
 * Writes what a run starts from: the data, the weights, their statistics; not what the run itself
 * computes.
 */
export function fill(executable: Executable, numbers: Numbers): void {
  for (const { name, kind } of executable.program.tensors) {
    const data = numbers.get(name);
    if (data !== undefined && ["input", "parameter", "buffer"].includes(kind))
      executable.write(name, data);
  }
}

export async function run(
  backend: Backend,
  program: Program,
  numbers: Numbers,
  step = 5,
): Promise<Numbers> {
  const executable = await backend.compile(program);
  try {
    for (const [name, data] of numbers) executable.write(name, data);
    await executable.run("train", {
      ...scalars(step),
      learningRate: 0.1,
      correction1: 0.4,
      correction2: 0.01,
    });
    return await executable.read(program.tensors.map(({ name }) => name));
  } finally {
    executable.free();
  }
}

export function parameterNames(program: Program): string[] {
  return program.tensors.filter(({ kind }) => kind === "parameter").map(({ name }) => name);
}

/** The `code` of the LabError that `attempt` ends with; null when it succeeds. */
export async function codeOf(attempt: () => unknown): Promise<unknown> {
  try {
    await attempt();
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
}
