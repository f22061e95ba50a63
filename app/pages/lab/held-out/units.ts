/** Which held-out pictures the units of a layer answer to most. */
import { size } from "../../../../engine/core/shape";
import { type Patch, patchAt } from "../../../../engine/graph/receptive";
import { layerNamed, type NetworkShapes } from "../../../../engine/graph/shapes";
import { type AskedPictures, type Subject, throughAll } from "./subject";

export interface UnitAnswers extends AskedPictures {
  readonly units: number;
  /** [pictures, units]: the largest number that the unit gives anywhere in the picture. */
  readonly largest: Float32Array;
  /** [pictures, units]: where that is, counted along rows. */
  readonly places: Int32Array;
}

export async function unitAnswers(
  network: NetworkShapes,
  subject: Subject,
  layer: string,
): Promise<UnitAnswers> {
  const [units = 1, ...rest] = layerNamed(network, layer)?.shape ?? [];
  const area = size(rest);
  const { held, batch } = subject;
  const count = Math.floor(held / batch) * batch;
  const largest = new Float32Array(count * units);
  const places = new Int32Array(count * units);
  const name = `${layer}.y`;
  const asked = await throughAll(network.spec, subject, [name], (found, first) => {
    const data = found.get(name)?.data ?? [];
    for (let at = 0; at < batch * units; at++) {
      let best = at * area;
      for (let cell = best + 1; cell < (at + 1) * area; cell++)
        if ((data[cell] ?? 0) > (data[best] ?? 0)) best = cell;
      largest[first * units + at] = data[best] ?? Number.NaN;
      places[first * units + at] = best - at * area;
    }
  });
  return { ...asked, units, largest, places };
}

/**
 * The part of a picture that a layer's number at this place depends on; null for an unknown layer.
 */
export function seenAt(
  network: NetworkShapes,
  layer: string,
  place: number,
  [rows, columns]: readonly [rows: number, columns: number],
): Patch | null {
  const found = layerNamed(network, layer);
  if (found === undefined) return null;
  const across = found.shape[2] ?? 1;
  return patchAt(found.field, Math.floor(place / across), place % across, rows, columns);
}

/** The pictures to which a unit answers most, the first of them most. */
export function favourites({ units, largest }: UnitAnswers, unit: number, count: number): number[] {
  const at = (picture: number): number => largest[picture * units + unit] ?? Number.NaN;
  return Array.from({ length: largest.length / units }, (_, picture) => picture)
    .toSorted((a, b) => at(b) - at(a))
    .slice(0, count);
}
