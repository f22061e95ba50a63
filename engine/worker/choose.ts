/**
 * Which backend computes a run. `auto` measures: it compiles the real program on the candidates,
 * times a few real steps and takes the faster, with the reason in the reader's words. Where there
 * is only one candidate for a long step nothing is timed.
 */
import type { Backend, BackendName } from "../backends/backend";
import { now } from "../core/clock";
import { LabError } from "../core/errors";
import { size } from "../core/shape";
import { compile } from "../graph/compile";
import { networkShapes } from "../graph/shapes";
import type { Recipe } from "../train/recipe";
import { stepGuess } from "./guess";
import type { BackendPool } from "./pool";
import type { BackendChoice } from "./protocol";

export interface ChosenBackend {
  readonly backend: Backend;
  readonly reason: string;
}

export type Timings = Map<BackendName, number>;

const LABELS: Readonly<Record<BackendName, string>> = {
  webgpu: "WebGPU",
  wasm: "WebAssembly",
  reference: "the reference in TypeScript",
};
/** A step this short is over before a graphics card would have answered. */
const SHORT_STEP = 3;
const TIMED_STEPS = 3;
/**
 * A step guessed to be shorter is timed before anybody asks for a graphics card, which takes longer
 * than that.
 */
const SMALL_GUESS = 20;
/** Milliseconds after which no further step is timed: the reader waits. */
const ENOUGH = 150;

export async function chooseBackend(
  pool: BackendPool,
  choice: BackendChoice,
  recipe: Recipe,
  timings: Timings,
): Promise<ChosenBackend> {
  if (choice !== "auto") return chosenByHand(pool, choice);
  const wasm = await attempt(pool, "wasm");
  if (wasm === null) return withoutWasm(pool);
  const small = stepGuess(networkShapes(recipe.network), recipe.batch, "wasm") <= SMALL_GUESS;
  const before = small ? await measured(wasm, recipe, timings) : null;
  if (before !== null && before <= SHORT_STEP)
    return { backend: wasm, reason: shortReason(before) };
  const gpu = await attempt(pool, "webgpu");
  if (gpu === null)
    return {
      backend: wasm,
      reason: `no usable WebGPU: ${pool.refusal("webgpu") ?? "the browser gives no reason"}`,
    };
  if ("software" in gpu && gpu.software === true) {
    return {
      backend: wasm,
      reason: "the only WebGPU here is computed by the processor; WebAssembly does that faster",
    };
  }
  const onProcessor = before ?? (await measured(wasm, recipe, timings));
  if (onProcessor <= SHORT_STEP) return { backend: wasm, reason: shortReason(onProcessor) };
  const onGpu = await measure(gpu, recipe).catch(() => Number.POSITIVE_INFINITY);
  timings.set("webgpu", onGpu);
  const figures = `a training step takes ${tell(onGpu)} with WebGPU, ${tell(onProcessor)} with WebAssembly`;
  return onGpu < onProcessor
    ? { backend: gpu, reason: figures }
    : { backend: wasm, reason: figures };
}

/** For single pictures: the processor answers them soonest. */
export async function backendInUse(
  pool: BackendPool,
  choice: BackendChoice,
): Promise<ChosenBackend> {
  if (choice !== "auto") return chosenByHand(pool, choice);
  const wasm = await attempt(pool, "wasm");
  return wasm === null
    ? withoutWasm(pool)
    : { backend: wasm, reason: "single pictures are answered soonest by the processor" };
}

async function measured(backend: Backend, recipe: Recipe, timings: Timings): Promise<number> {
  const milliseconds = await measure(backend, recipe);
  timings.set(backend.name, milliseconds);
  return milliseconds;
}

function shortReason(milliseconds: number): string {
  return `a training step takes ${tell(milliseconds)} on the processor; a graphics card would spend longer answering`;
}

async function chosenByHand(pool: BackendPool, choice: BackendName): Promise<ChosenBackend> {
  const wanted = await attempt(pool, choice);
  if (wanted !== null) return { backend: wanted, reason: `${LABELS[choice]} was asked for` };
  const why = pool.refusal(choice) ?? "it is not available";
  const other = (await attempt(pool, "wasm")) ?? (await pool.get("reference"));
  return { backend: other, reason: `${LABELS[choice]} was asked for, but ${why}` };
}

async function withoutWasm(pool: BackendPool): Promise<ChosenBackend> {
  const why = pool.refusal("wasm") ?? "it is not available";
  const gpu = await attempt(pool, "webgpu");
  const backend = gpu ?? (await pool.get("reference"));
  return { backend, reason: `no WebAssembly (${why}), so ${LABELS[backend.name]}` };
}

/** Milliseconds before each attempt to get the same kind of backend again. */
const RETRY_AFTER = [0, 200, 500];

/** For a backend that was lost: the same kind again, three times; then what always works. */
export async function replacement(pool: BackendPool, had: BackendName): Promise<Backend | null> {
  for (const delay of RETRY_AFTER) {
    await new Promise((resolve) => setTimeout(resolve, delay));
    const again = await attempt(pool, had);
    if (again !== null) return again;
  }
  for (const other of ["wasm", "reference"] as const) {
    const backend = other === had ? null : await attempt(pool, other);
    if (backend !== null) return backend;
  }
  return null;
}

export async function attempt(pool: BackendPool, name: BackendName): Promise<Backend | null> {
  return pool.get(name).catch(() => null);
}

/**
 * Milliseconds of one training step of this recipe, the fastest of three after one to warm up;
 * where that takes long, of fewer.
 */
export async function measure(backend: Backend, recipe: Recipe): Promise<number> {
  const { program } = compile(recipe.network, {
    batch: recipe.batch,
    forward: false,
    training: { loss: recipe.loss, optimiser: recipe.optimiser },
  });
  const executable = await backend.compile(program);
  try {
    executable.write(
      "input",
      new Float32Array(recipe.batch * size(recipe.network.input)).fill(0.5),
    );
    let [best, spent] = [Number.POSITIVE_INFINITY, 0];
    // The first step on a graphics card tells nothing of the others.
    const least = backend.name === "webgpu" ? 2 : 1;
    for (let step = 1; step <= TIMED_STEPS + 1 && (step <= least || spent < ENOUGH); step++) {
      const started = now();
      await executable.run("train", {
        step,
        learningRate: 0,
        correction1: 1,
        correction2: 1,
        seed: 1,
      });
      await executable.read(["loss"]);
      const took = now() - started;
      spent += took;
      if (step > 1 || (least === 1 && took >= ENOUGH)) best = Math.min(best, took);
    }
    return best;
  } catch (error) {
    throw error instanceof LabError ? error : new LabError("unsupported", String(error));
  } finally {
    executable.free();
  }
}

function tell(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return "no end";
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}
