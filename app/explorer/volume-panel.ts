/** A tensor's panel with chosen sheets, for volumes. */
import { t } from "../language/words";
import type { Index } from "../../engine/core/shape";
import type { Numbers } from "../../engine/explain/numbers";
import type { CellAt, Panel, Sheet } from "../figures/scene/scene";
import type { Overlay } from "./overlays/overlay";
import { panelOf } from "./panel";
import { sheetsOf } from "./sheets";
import type { Looking, View } from "./view";
import { walkPlace } from "./walk";

export interface Now {
  readonly at: number;
  readonly index: Index | null;
  readonly looking: Looking;
  readonly overlay: Overlay;
  readonly cursor: CellAt | null;
}

interface PanelOptions {
  readonly title: string | null;
  readonly prefixes: readonly Index[];
}

/** A tensor's panel with just these sheets, "channel 0" over each. */
export function volumePanel(
  numbers: Numbers,
  view: View,
  now: Now,
  of: string,
  { title, prefixes }: PanelOptions,
): Panel {
  const panel = panelOf(numbers, view, { ...now, tensor: of, wanted: [] });
  const shape = numbers.shape(of);
  const [rows = 1, columns = 1] = shape.slice(-2);
  const walked = of === view.of && !view.all;
  return {
    ...panel,
    title: title ?? panel.title,
    sheets: named(
      sheetsOf(
        of,
        numbers.peek(of),
        shape,
        { prefixes, axes: 2, suffix: [], rows, columns, all: prefixes.length },
        {
          titleOf: ([, channel = 0]) => t("channel {channel}", { channel }),
          shown: (index) => !walked || walkPlace(numbers, view, index) <= now.at,
          turned: false,
        },
      ),
    ),
    note: "",
  };
}

/** A single sheet has a name, too: what it is read by does not depend on how many there are. */
function named(sheets: readonly Sheet[]): Sheet[] {
  return sheets.map((sheet) => ({
    ...sheet,
    title: t("channel {channel}", { channel: sheet.prefix[1] ?? 0 }),
  }));
}

export function counted<Item>(count: number, make: (at: number) => Item): Item[] {
  return Array.from({ length: count }, (_, at) => make(at));
}
