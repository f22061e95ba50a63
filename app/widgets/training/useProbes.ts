/** What the figure wants to see of its runs with every snapshot, by what it shows. */
import { useEffect } from "react";
import type { NetworkSpec } from "../../../engine/graph/spec";
import type { Watched } from "../../../engine/worker/protocol";
import type { RunHandle } from "../../runs/runs";
import { layersIn } from "./measures";
import type { Show } from "./shows";

/** What needs the statistics of every layer. */
const MEASURED = ["layers", "gradient", "sentence", "warnings"] as const;

/** "act3[0]", or the last hidden layer's first channel. */
export function watchedOf(text: string, network: NetworkSpec): Watched | null {
  const match = /^([\w.]{1,60})\[(\d{1,4})\]$/.exec(text.trim());
  const layer = match?.[1] ?? layersIn(network).activations.at(-1);
  return layer === undefined ? null : { tensor: `${layer}.y`, channel: Number(match?.[2] ?? 0) };
}

export function useProbes(
  handle: RunHandle | null,
  network: NetworkSpec | null,
  shows: ReadonlySet<Show>,
  watched: string,
): void {
  const probes = MEASURED.some((show) => shows.has(show));
  const [filters] = network !== null && shows.has("filters") ? layersIn(network).weights : [];
  const channel = network !== null && shows.has("percentiles") ? watchedOf(watched, network) : null;
  const ideal = shows.has("ideal");
  const outputs =
    network !== null && shows.has("distributions") ? layersIn(network).activations : [];
  const quantiles: readonly Watched[] = [
    ...(channel === null ? [] : [channel]),
    ...outputs.map((name) => ({ tensor: `${name}.y`, channel: null })),
  ];
  const key = JSON.stringify([probes, filters ?? null, quantiles, ideal]);
  useEffect(() => {
    const [all, layer, watching, whole]: [boolean, string | null, readonly Watched[], boolean] =
      JSON.parse(key);
    if (handle === null || (!all && layer === null && watching.length === 0 && !whole))
      return undefined;
    return handle.look({
      probes: all,
      ideal: whole,
      tensors: layer === null ? [] : [`${layer}.w`],
      quantiles: watching,
    });
  }, [handle, key]);
}
