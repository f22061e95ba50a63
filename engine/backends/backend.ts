/**
 * The whole of what a backend is: it compiles programs and runs them. Everything else is its own
 * business.
 */
import type { PhaseName, Program, StepScalars } from "../graph/program";

export type BackendName = "reference" | "wasm" | "webgpu";

export interface Backend {
  readonly name: BackendName;
  /** What computes, for the reader: "SwiftShader (software)", "2 threads, relaxed SIMD". */
  readonly description: string;
  /** Resolves when the device is gone; every later call on it rejects with LabError "lost". */
  readonly lost: Promise<{ readonly reason: string }>;
  /**
   * Allocates and prepares. Rejects with LabError "unsupported" (an op), "budget" (memory) or
   * "lost".
   */
  compile(program: Program): Promise<Executable>;
  /** Bytes held by live executables; 0 once all are freed. */
  bytesInUse(): number;
  dispose(): void;
}

export type Progressed = (done: number, of: number) => void;

export interface Executable {
  readonly program: Program;
  /**
   * Copies `data` into a tensor; Int32Array where the plan says integer. Throws "unknown-name" or
   * "shape".
   */
  write(tensor: string, data: Float32Array | Int32Array): void;
  /**
   * Runs one phase. Resolves when the next call may be made, not when the device is done: nothing
   * is read back. `progress` hears how many pieces of work are handed over or done.
   */
  run(phase: PhaseName, scalars: StepScalars, progress?: Progressed): Promise<void>;
  /**
   * Waits for the runs so far and copies tensors out. Rejects with "lost" when the device died or
   * the step canary is not that of the last run: no number from a step that did not happen is ever
   * returned.
   */
  read(tensors: readonly string[]): Promise<ReadonlyMap<string, Float32Array | Int32Array>>;
  free(): void;
}
