/** What a case becomes: a program, and how to run it so that every expected tensor has a value. */
import type { Backend, Executable } from "../backends/backend";
import { LabError } from "../core/errors";
import type { Program, StepScalars } from "../graph/program";
import type { Case, Settings, StoredCell } from "./cases";

export type Results = ReadonlyMap<string, ArrayLike<number>>;

export interface Trial {
  readonly program: Program;
  run(executable: Executable): Promise<Results>;
}

export const FIRST_STEP: StepScalars = {
  step: 1,
  learningRate: 0,
  correction1: 1,
  correction2: 1,
  seed: 0,
};

export async function runTrial(backend: Backend, trial: Trial): Promise<Results> {
  const executable = await backend.compile(trial.program);
  try {
    return await trial.run(executable);
  } finally {
    executable.free();
  }
}

/** Reads one tensor. */
export async function readOne(
  executable: Executable,
  name: string,
): Promise<Float32Array | Int32Array> {
  const found = (await executable.read([name])).get(name);
  if (found === undefined) throw new LabError("unknown-name", `${name} was not read`);
  return found;
}

/** The case's input, which it must have. */
export function inputOf(one: Case, name: string): StoredCell {
  const found = one.inputs.get(name);
  if (found === undefined) throw new LabError("format", `the case has no input ${name}`);
  return found;
}

/**
 * Refuses settings and tensors that nobody would look at: a case that is not understood must fail.
 */
export function onlyKnown(what: string, given: Iterable<string>, known: readonly string[]): void {
  for (const name of given)
    if (!known.includes(name))
      throw new LabError("unsupported", `${what} "${name}" is not understood`);
}

export function onlyKnownSettings(one: Case, known: readonly string[]): Settings {
  onlyKnown("the setting", Object.keys(one.settings), known);
  return one.settings;
}

export function numberOf(settings: Settings, name: string, otherwise: number): number {
  const value = settings[name] ?? otherwise;
  if (typeof value === "number") return value;
  throw new LabError("format", `${name} is not a number`);
}
