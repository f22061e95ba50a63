/** How a lecture is shown at the moment, and what the actions change of it. */
import { t } from "../../language/words";
import type { Blank } from "./channel";
import type { Picture } from "./picture";
import type { Action } from "./present-keys";

export interface View {
  readonly blank: Blank;
  readonly dialog: "none" | "help" | "list" | "join" | "collect";
  /** "figure": the clicker moves along the figure's time line before it goes on. */
  readonly clicker: "steps" | "figure";
  readonly zoom: number;
  /** A red dot stands in for the mouse pointer. */
  readonly laser: boolean;
  /** The figures' own controls are shown; they take room that the numbers could have. */
  readonly tools: boolean;
  readonly pen: boolean;
  readonly spot: boolean;
  readonly strokes: Picture["strokes"];
  /** The other windows of the audience keep what they show. */
  readonly frozen: boolean;
}

export const FIRST: View = {
  blank: "none",
  dialog: "none",
  clicker: "steps",
  zoom: 1,
  laser: false,
  tools: false,
  pen: false,
  spot: false,
  strokes: [],
  frozen: false,
};

const ZOOM = { least: 0.6, most: 2, step: 1.1 };

const CHANGES = {
  black: ({ blank }) => ({ blank: blank === "black" ? "none" : "black" }),
  white: ({ blank }) => ({ blank: blank === "white" ? "none" : "white" }),
  laser: ({ laser }) => ({ laser: !laser }),
  tools: ({ tools }) => ({ tools: !tools }),
  help: () => ({ dialog: "help" }),
  list: () => ({ dialog: "list" }),
  join: () => ({ dialog: "join" }),
  collect: () => ({ dialog: "collect" }),
  clicker: ({ clicker }) => ({ clicker: clicker === "steps" ? "figure" : "steps" }),
  bigger: ({ zoom }) => ({ zoom: Math.min(ZOOM.most, zoom * ZOOM.step) }),
  smaller: ({ zoom }) => ({ zoom: Math.max(ZOOM.least, zoom / ZOOM.step) }),
  pen: ({ pen }) => ({ pen: !pen, spot: false }),
  wipe: () => ({ strokes: [] }),
  spotlight: ({ spot }) => ({ spot: !spot, pen: false }),
  freeze: ({ frozen }) => ({ frozen: !frozen }),
} satisfies { readonly [Name in Action]?: (view: View) => Partial<View> };

export type ViewAction = keyof typeof CHANGES;

export function isOfView(action: Action): action is ViewAction {
  return Object.hasOwn(CHANGES, action);
}

export function changeOf(view: View, action: ViewAction): Partial<View> {
  return CHANGES[action](view);
}

/** What is said of a change that is not plain to see, or "". */
export function wordsOf({ tools, pen, frozen }: Partial<View>, action: ViewAction): string {
  if (action === "tools") return tools === true ? t("Controls shown") : t("Controls hidden");
  if (action === "pen") return pen === true ? t("The pointer draws") : t("The pen is put down");
  if (action !== "freeze") return "";
  return frozen === true ? t("The audience's windows are held") : t("The audience follows again");
}
