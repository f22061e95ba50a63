/** The state of one figure as an address gives it, whatever version of the lab wrote it. Pure. */
import {
  laidOver,
  type Parameters,
  readState,
  readValue,
  readVersion,
  same,
} from "../../shell/codec";
import type { WidgetDefinition } from "../../widgets/widget";

export interface Linked {
  readonly state: object;
  /** Keys of the address that could not be used. */
  readonly refused: readonly string[];
}

/**
 * `base` with the entries of figure `id` laid over it, repaired by the widget. Entries of an older
 * version go through its migrations; those of a newer one cannot be read.
 */
export function linkedState(
  id: string,
  parameters: Parameters,
  base: object,
  definition: WidgetDefinition,
): Linked {
  const refused = [...parameters]
    .filter(([key, text]) => key.startsWith(`${id}.`) && readValue(text) === undefined)
    .map(([key]) => key);
  const current = definition.version ?? 1;
  const version = readVersion(id, parameters);
  if (!(version <= current)) return { state: base, refused: [...refused, `${id}.version`] };
  const patched =
    version === current
      ? readState(id, parameters, base)
      : older(readState(id, parameters, {}), version, base, definition);
  if (patched === null) return { state: base, refused };
  const state = definition.restore(patched, base);
  return { state, refused: same(state, patched) ? refused : [...refused, id] };
}

function older(
  patch: unknown,
  version: number,
  base: object,
  { migrate }: WidgetDefinition,
): unknown {
  if (patch === null || typeof patch !== "object") return null;
  const fields = { ...patch };
  return laidOver(base, migrate?.(fields, version) ?? fields);
}
