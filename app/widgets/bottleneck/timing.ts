/**
 * How long both paths take on a backend, in milliseconds, run by run. They take turns, so that
 * whatever else the machine does meanwhile hits both alike; the first runs of each, which warm up
 * caches and compilers, are not counted.
 */
import type { Backend, Executable } from "../../../engine/backends/backend";
import { now } from "../../../engine/core/clock";
import { random } from "../../../engine/core/random";
import { size } from "../../../engine/core/shape";
import { compile } from "../../../engine/graph/compile";
import { type Path, type Sizes, specOf } from "./counting";

export const PATHS = ["straight", "bottleneck"] as const satisfies readonly Path[];
const WARM_UP = 2;
const MOST_RUNS = 11;
const LEAST_RUNS = 3;
/** After this many ms no further round is begun. */
const PATIENCE = 6000;

export type Times = Readonly<Record<Path, readonly number[]>>;

export interface Progress {
  readonly done: number;
  readonly of: number;
}

export async function timePaths(
  sizes: Sizes,
  backend: Backend,
  onProgress: (progress: Progress) => void,
): Promise<Times> {
  const paths: { path: Path; executable: Executable }[] = [];
  try {
    for (const path of PATHS)
      paths.push({ path, executable: await prepared(path, sizes, backend) });
    const times = { straight: [] as number[], bottleneck: [] as number[] };
    const begun = now();
    for (let round = 0; round < WARM_UP + MOST_RUNS; round++) {
      const enough = round >= WARM_UP + LEAST_RUNS && now() - begun > PATIENCE;
      if (enough) break;
      for (const { path, executable } of paths) {
        const taken = await once(executable, round + 1);
        if (round >= WARM_UP) times[path].push(taken);
      }
      onProgress({ done: round + 1, of: WARM_UP + MOST_RUNS });
    }
    return times;
  } finally {
    for (const { executable } of paths) executable.free();
  }
}

/** The middle one: half of the runs were faster, half slower. */
export function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [below = Number.NaN, above = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? above : (below + above) / 2;
}

async function prepared(path: Path, sizes: Sizes, backend: Backend): Promise<Executable> {
  const executable = await backend.compile(compile(specOf(path, sizes), { batch: 1 }).program);
  const source = random(1);
  for (const { name, kind, shape, integer } of executable.program.tensors) {
    if ((kind === "parameter" || kind === "input") && !integer && name !== "parameters")
      executable.write(
        name,
        Float32Array.from({ length: size(shape) }, () => source.normal() * 0.1),
      );
  }
  return executable;
}

/** One picture, forwards, until the result can be read. */
async function once(executable: Executable, step: number): Promise<number> {
  const started = now();
  await executable.run("forward", {
    step,
    learningRate: 0,
    correction1: 1,
    correction2: 1,
    seed: 0,
  });
  await executable.read(["wide.y"]);
  return now() - started;
}
