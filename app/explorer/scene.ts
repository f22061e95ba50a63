/**
 * What is on the screen for one view of a network's numbers at one place of its walk. Pure: no DOM,
 * no measures, no store. What is lit are the leaves of the explanation, and nothing else.
 */
import type { Index } from "../../engine/core/shape";
import { explain } from "../../engine/explain/explain";
import type { Numbers } from "../../engine/explain/numbers";
import { usesOf } from "../../engine/explain/uses";
import type { CellStyle } from "../figures/marks/number-grid/cell-style";
import { type CellAt, type Frame, type Panel, type Scene } from "../figures/scene/scene";
import { askedOf } from "./asked";
import { type Written, writtenAt } from "./grain";
import { grouped } from "./grouping";
import { type Highlight, highlightsOf, partnersOf, valueOfGradient } from "./highlights";
import { cellName, hueOf, placeName } from "./names";
import { nudge, nudgeWords } from "./nudge";
import type { Overlay, OverlayContext } from "./overlays/overlay";
import { knownOverlays } from "./overlays/known";
import { panelOf } from "./panel";
import { panelsOf, partsOf } from "./parts";
import { isTurned, laidOn, turnedIndex } from "./turned";
import { type Looking, NOT_LOOKING, type View } from "./view";
import { walkCell } from "./walk";

export function sceneOf(
  numbers: Numbers,
  view: View,
  at: number,
  looking: Looking = NOT_LOOKING,
): Scene {
  const { asked, pointed } = looking;
  const index = asked === null ? walkCell(numbers, view, at) : null;
  const explained = index === null ? null : writtenAt(numbers, view, index, at);
  const expression = explained?.expression ?? null;
  const cursor = index === null ? asked : { tensor: view.of, index };
  const overlay = merged(numbers, view, { at, index, expression, pointed });
  const uses = asked === null ? [] : usesOf(numbers, asked.tensor, asked.index);
  const partners = partnersOf(expression, pointed);
  const highlights = highlightsOf(numbers, view, { pointed, cursor, expression, partners, uses });
  const wanted = [...highlights.values()].map((one) => one.at);
  const now = { numbers, view, at, index, looking, overlay, cursor };
  const panels = panelsOf(numbers, view).flatMap((tensor) =>
    withLaidOn(view, panelOf(numbers, view, { ...now, tensor, wanted })),
  );
  const name = cursor === null ? "" : nameOf(numbers, view, cursor);
  const inVolumes = asked === null ? overlay.volumes : undefined;
  const volumes = inVolumes?.drawn(inVolumes, now) ?? null;
  const apart = volumes === null ? new Set(panels.map(({ key }) => key)) : null;
  return {
    panels,
    volumes,
    cellStyles: withOverlay(highlights, volumes === null ? overlay : {}),
    cursor,
    pointed,
    partners,
    asked: asked === null ? null : askedOf(numbers, asked, name, uses),
    frames: framesOf(panels, overlay),
    arrows: overlay.arrows ?? [],
    sliding: view.formula ? (overlay.sliding ?? null) : null,
    notes: [...(overlay.notes ?? []), ...(view.notes ?? [])],
    worked: index === null ? null : workedOf(numbers, view, { index, name, explained, apart }),
    remarks: asked === null ? remarksOf(numbers, view, cursor, overlay) : [],
  };
}

/** A turned filter, and beside it how it is laid on. */
function withLaidOn(view: View, panel: Panel): Panel[] {
  const isBoth = isTurned(view, panel.key) && panel.key !== view.of;
  return isBoth ? [panel, laidOn(panel)] : [panel];
}

interface WorkedOptions {
  readonly index: Index;
  readonly name: string;
  readonly explained: Written | null;
  /** Tensors that have a panel; null where volumes stand in their place. */
  readonly apart: ReadonlySet<string> | null;
}

/** The arithmetic; its sums are grouped by what is drawn. */
function workedOf(
  numbers: Numbers,
  view: View,
  { index, name, explained, apart }: WorkedOptions,
): Scene["worked"] {
  if (explained === null) return null;
  const { expression, value, isWhole } = explained;
  return {
    title: name,
    expression:
      apart === null
        ? expression
        : grouped(expression, apart, {
            channels: view.channels ?? [],
            indexOf: (cell) => writtenIndex(numbers, view, cell),
          }),
    value,
    role: hueOf(numbers, view.of, view.of),
    at: { tensor: view.of, index },
    isWhole,
  };
}

/** A cell in words, counted as it is written. */
export function nameOf(numbers: Numbers, view: View, cell: CellAt): string {
  const index = writtenIndex(numbers, view, cell);
  const title = view.titles?.[cell.tensor]?.toLowerCase();
  if (title === undefined) return cellName(numbers, cell.tensor, index, view.channels);
  const place = placeName(numbers, cell.tensor, index, view.channels);
  // "filter 0", not "filter filter 0".
  return place.startsWith(title) ? place : `${title} ${place}`.trim();
}

function writtenIndex(numbers: Numbers, view: View, { tensor, index }: CellAt): Index {
  const turned = turnedIndex(view, tensor, numbers.shape(tensor), index);
  const from = view.from?.[tensor];
  if (from === undefined) return turned;
  return turned.map((at, axis) => at + (from[axis - turned.length + 2] ?? 0));
}

function withOverlay(
  highlights: ReadonlyMap<string, Highlight>,
  overlay: Overlay,
): ReadonlyMap<string, CellStyle> {
  const all = new Map<string, CellStyle>(overlay.cellStyles);
  for (const [key, { style }] of highlights) all.set(key, { ...all.get(key), ...style });
  return all;
}

function remarksOf(
  numbers: Numbers,
  view: View,
  cursor: CellAt | null,
  { remarks = [] }: Overlay,
): readonly string[] {
  const moved = cursor === null ? null : valueOfGradient(numbers, cursor);
  if (view.nudge !== true || cursor === null || moved === null) return remarks;
  const found = nudge(numbers, moved);
  if (found === null) return remarks;
  const { value } = explain(numbers, cursor.tensor, cursor.index);
  return [...remarks, nudgeWords(found, nameOf(numbers, view, moved), value)];
}

function merged(
  numbers: Numbers,
  view: View,
  now: Pick<OverlayContext, "at" | "index" | "expression" | "pointed">,
): Overlay {
  const tensors = [view.of, ...(view.of.endsWith(".y") ? (view.opened ?? []) : [])];
  const parts = tensors.flatMap((tensor) => partsOf(numbers, tensor));
  const made = parts.flatMap((part) =>
    knownOverlays.flatMap((make) => {
      const overlay = make({ numbers, view, ...part, ...now });
      return overlay === null ? [] : [overlay];
    }),
  );
  const volumes = made.flatMap((one) => one.volumes ?? []);
  const sliding = made.find((one) => one.sliding !== undefined)?.sliding;
  return {
    padded: new Map(made.flatMap(({ padded }) => [...(padded ?? [])])),
    ...(sliding === undefined ? {} : { sliding }),
    // Two branches make no single volume.
    ...(volumes.length === 1 && volumes[0] !== undefined ? { volumes: volumes[0] } : {}),
    frames: made.flatMap(({ frames }) => frames ?? []),
    cellStyles: new Map(made.flatMap(({ cellStyles }) => [...(cellStyles ?? [])])),
    arrows: made.flatMap(({ arrows }) => arrows ?? []),
    notes: [...new Set(made.flatMap(({ notes }) => notes ?? []))],
    remarks: [...new Set(made.flatMap(({ remarks }) => remarks ?? []))],
    signs: new Map(made.flatMap(({ signs }) => [...(signs ?? [])])),
  };
}

function framesOf(panels: readonly Panel[], { frames = [] }: Overlay): Frame[] {
  return frames.flatMap(({ tensor, fits, ...window }) =>
    panels
      .filter(({ key }) => key === tensor)
      .flatMap(({ sheets }) => sheets)
      .filter(({ prefix }) => fits(prefix))
      .map((sheet): Frame => ({ sheet: sheet.key, ...window })),
  );
}
