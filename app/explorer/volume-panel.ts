/** A tensor's panel with chosen sheets, for volumes. */
import { t } from "../language/words";
import type { Index } from "../../engine/core/shape";
import type { Numbers } from "../../engine/explain/numbers";
import type { CellAt, Panel } from "../figures/scene/scene";
import type { Overlay } from "./overlays/overlay";
import { panelOf } from "./panel";
import { type Cut, sheetsOf } from "./sheets";
import type { Looking, View } from "./view";
import { walkPlace } from "./walk";

/** What is drawn, and where its walk stands. */
export interface Now {
  readonly numbers: Numbers;
  readonly view: View;
  readonly at: number;
  readonly index: Index | null;
  readonly looking: Looking;
  readonly overlay: Overlay;
  readonly cursor: CellAt | null;
}

/** A tensor's panel as it stands by itself. */
export function ownPanel(now: Now, of: string): Panel {
  return panelOf(now.numbers, now.view, { ...now, tensor: of, wanted: [] });
}

/** Whether the walk has reached a cell, or does not go through its tensor. */
export function isReached({ numbers, view, at }: Now, of: string, index: Index): boolean {
  return of !== view.of || view.all || walkPlace(numbers, view, index) <= at;
}

/** A tensor's panel with just these sheets, "channel 0" over each. */
export function volumePanel(now: Now, of: string, prefixes: readonly Index[]): Panel {
  const shape = now.numbers.shape(of);
  const [rows = 1, columns = 1] = shape.slice(-2);
  const cut: Cut = { prefixes, axes: 2, suffix: [], rows, columns, all: prefixes.length };
  const sheets = sheetsOf(of, now.numbers.peek(of), shape, cut, {
    titleOf: () => "",
    shown: (index) => isReached(now, of, index),
    turned: false,
  });
  // A single sheet has a name, too: what it is read by does not depend on how many there are.
  const titled = sheets.map((sheet) => ({
    ...sheet,
    title: t("channel {channel}", { channel: sheet.prefix[1] ?? 0 }),
  }));
  return { ...ownPanel(now, of), sheets: titled, note: "" };
}

export function counted<Item>(count: number, make: (at: number) => Item): Item[] {
  return Array.from({ length: count }, (_, at) => make(at));
}
