/**
 * Everything that the next step depends on, on the host: with the recipe it resumes a run bit for
 * bit.
 *
 * Batches, dropout masks and the schedule follow from (seed, step), so the state is the weights,
 * the optimiser's memory, the running statistics, the step and the learning rates that somebody set
 * by hand.
 */
import { LabError } from "../core/errors";
import { readSafetensors, type StoredTensor, writeSafetensors } from "../data/formats/safetensors";

/** From step `from` on (inclusive) the base learning rate is `rate`. */
export interface RateChange {
  readonly from: number;
  readonly rate: number;
}

export interface Checkpoint {
  readonly step: number;
  readonly rates: readonly RateChange[];
  /** Tensors by name: parameters, running statistics, optimiser state. */
  readonly tensors: ReadonlyMap<string, Float32Array>;
}

export function writeCheckpoint({ step, rates, tensors }: Checkpoint): Uint8Array<ArrayBuffer> {
  const stored = new Map<string, StoredTensor>();
  stored.set("checkpoint.step", { shape: [1], data: Int32Array.of(step) });
  stored.set("checkpoint.rates.from", {
    shape: [rates.length],
    data: Int32Array.from(rates, ({ from }) => from),
  });
  stored.set("checkpoint.rates", {
    shape: [rates.length],
    data: Float32Array.from(rates, ({ rate }) => rate),
  });
  for (const [name, data] of tensors) stored.set(`tensor.${name}`, { shape: [data.length], data });
  return writeSafetensors(stored);
}

/**
 * Throws LabError "format" for bytes that are no checkpoint. Whether it fits the network is
 * `restore`'s question.
 */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const stored = readSafetensors(bytes);
  const step = stored.get("checkpoint.step")?.data[0];
  const from = stored.get("checkpoint.rates.from")?.data;
  const rates = stored.get("checkpoint.rates")?.data;
  if (step === undefined || step < 0 || from === undefined || rates === undefined)
    throw new LabError("format", "this is not a saved run");
  const tensors = new Map<string, Float32Array>();
  for (const [name, { data }] of stored)
    if (name.startsWith("tensor.") && data instanceof Float32Array)
      tensors.set(name.slice(7), data);
  return {
    step,
    rates: Array.from(from, (at, index) => ({ from: at, rate: rates[index] ?? Number.NaN })),
    tensors,
  };
}
