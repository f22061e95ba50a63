/** Cells of a map that differ in their seed alone, together. Pure. */
import type { MapResult } from "../../runs/map-run";
import type { MapCell } from "./axes";
import { lossAt } from "./sentences";

interface Means extends Pick<MapCell, "across" | "down"> {
  /** At the end of those runs that are over. */
  readonly losses: readonly number[];
  /** Runs whose numbers ended. */
  readonly dead: number;
}

/** One for each pair of settings, in the order of the cells. */
export function meansOf(
  cells: readonly MapCell[],
  results: Readonly<Record<string, MapResult>>,
): readonly Means[] {
  const pairs = new Map<string, { cell: MapCell; ids: string[] }>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.across, cell.down]);
    const pair = pairs.get(key) ?? { cell, ids: [] };
    pair.ids.push(cell.id);
    pairs.set(key, pair);
  }
  return [...pairs.values()].map(({ cell: { across, down }, ids }) => {
    const found = ids.flatMap((id) => results[id] ?? []);
    const done = found.filter(({ phase }) => phase === "done");
    return {
      across,
      down,
      losses: done.map((result) => lossAt(result, Number.POSITIVE_INFINITY)),
      dead: found.filter(({ phase }) => phase === "dead").length,
    };
  });
}
