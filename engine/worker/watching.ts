/** What is looked at in a run: tensors, measures of every layer, percentiles of a channel. */
import { LabError } from "../core/errors";
import { didYouMean } from "../graph/suggest";
import type { Watched } from "./protocol";

export interface Watching {
  readonly tensors: readonly string[];
  readonly probes: boolean;
  readonly quantiles: readonly Watched[];
  /** Held-out scores with batch norm's statistics of many training pictures, too. */
  readonly ideal: boolean;
}

export const UNSEEN: Watching = { tensors: [], probes: false, quantiles: [], ideal: false };

/** Throws "unknown-name" for a tensor that the network does not have. */
export function checkWatching(
  { tensors, quantiles }: Watching,
  names: ReadonlySet<string>,
  network: string,
): void {
  for (const name of [...tensors, ...quantiles.map(({ tensor }) => tensor)])
    if (!names.has(name))
      throw new LabError(
        "unknown-name",
        `${network} has no tensor "${name.slice(0, 60)}"`,
        didYouMean(name, names),
      );
}

/** What is looked at and is there in another network, too. */
export function watchingIn(
  { tensors, probes, quantiles, ideal }: Watching,
  names: ReadonlySet<string>,
): Watching {
  return {
    probes,
    ideal,
    tensors: tensors.filter((name) => names.has(name)),
    quantiles: quantiles.filter(({ tensor }) => names.has(tensor)),
  };
}
