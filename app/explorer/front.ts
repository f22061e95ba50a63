/** Choosing the sheet in front moves the walk to the same place of that sheet, where it can. */
import type { Numbers } from "../../engine/explain/numbers";
import type { Front } from "../figures/scene/scene";
import { partsAt, partsPerCell, partsPerChannel } from "./grain";
import type { View } from "./view";
import { walkCell, walkPlace } from "./walk";

export function placeInFront(
  numbers: Numbers,
  view: View,
  at: number,
  { channel, filter }: Partial<Front>,
): number {
  const index = walkCell(numbers, view, at);
  if (index === null) return at;
  const each = partsPerCell(numbers, view);
  const parts = partsAt(numbers, view, at);
  const to = (axis: number, value: number, part = parts): number =>
    walkPlace(
      numbers,
      view,
      index.map((old, of) => (of === axis ? value : old)),
    ) -
    each +
    part;
  if (view.of.endsWith(".y")) {
    if (filter !== undefined) return to(1, filter);
    if (channel === undefined || each === 1) return at;
    return to(1, index[1] ?? 0, channel * partsPerChannel(numbers, view) + 1);
  }
  if (view.of.endsWith(".dy")) return channel === undefined ? at : to(1, channel);
  if (filter !== undefined) return to(0, filter);
  return channel === undefined || index.length < 4 ? at : to(1, channel);
}
