/**
 * What of a network's map stands in the address: the chosen layer, and what is open, as a level
 * (`open=layer`) or as the items' ids. What cannot be read is left out. Pure.
 */
import { layerNamed, type NetworkShapes } from "../../../engine/graph/shapes";
import { outline } from "../../figures/network-map/outline";
import {
  depths,
  type Opened,
  openedIn,
  openedText,
  revealed,
} from "../../figures/network-map/visible";
import { type Parameters, readValue, writeValue } from "../../shell/codec";

export interface MapState {
  /** A layer's name, or "input". */
  readonly chosen: string | null;
  /** Null: as the map opens by itself. */
  readonly opened: Opened | null;
}

/** A chosen layer is seen: what is around it is open unless the address says what is. */
export function readState(parameters: Parameters, network: NetworkShapes): MapState {
  const layer = parameters.get("layer") ?? null;
  const inside = layer === "input" || (layer !== null && layerNamed(network, layer) !== undefined);
  const chosen = inside ? layer : null;
  const parts = outline(network);
  const text = parameters.get("open");
  if (text === undefined)
    return { chosen, opened: chosen === null ? null : openFor(network, null, chosen) };
  const known = depths(parts).some(({ level }) => level === text);
  const ids = known ? text : readValue(text);
  return { chosen, opened: openedIn(parts, typeof ids === "string" ? ids : "") ?? new Set() };
}

/** What was open, and everything around a layer. */
export function openFor(network: NetworkShapes, opened: Opened | null, layer: string): Opened {
  const parts = outline(network);
  return revealed(parts, opened ?? depths(parts)[0]?.opened ?? new Set(), layer);
}

export function writeState({ chosen, opened }: MapState, network: NetworkShapes): Parameters {
  const parts = outline(network);
  const [first] = depths(parts);
  const text = openedText(parts, opened ?? first?.opened ?? new Set());
  const level = depths(parts).some((step) => step.level === text);
  return new Map([
    ...(chosen === null ? [] : [["layer", chosen] as const]),
    ...(text === first?.level ? [] : [["open", level ? text : writeValue(text)] as const]),
  ]);
}
