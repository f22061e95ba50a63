/**
 * The keys of a lecture. A clicker sends Page Up, Page Down, `.` or B, and F5 or Escape: those are
 * taken whatever has the focus, except while somebody types. Arrows and Space belong to a figure
 * that has the focus.
 */
export type Action =
  | "next-step"
  | "previous-step"
  | "skip-on"
  | "skip-back"
  | "forward"
  | "backward"
  | "black"
  | "white"
  | "fullscreen"
  | "leave"
  | "reveal"
  | "list"
  | "notes"
  | "bigger"
  | "smaller"
  | "clicker"
  | "laser"
  | "tools"
  | "freeze"
  | "pen"
  | "wipe"
  | "spotlight"
  | "audience"
  | "join"
  | "collect"
  | "help";

export const KEYS: readonly {
  readonly keys: readonly string[];
  readonly action: Action;
  readonly words: string;
  readonly always?: true;
}[] = [
  {
    keys: ["PageDown", "n"],
    action: "next-step",
    words: "on: the rest of the text, an answer, the next step",
  },
  {
    keys: ["PageUp", "p"],
    action: "previous-step",
    words: "back: takes an answer back, up the text, the step before",
  },
  { keys: ["ArrowRight", " "], action: "forward", words: "figure forwards; at its end, next step" },
  {
    keys: ["ArrowLeft", "Shift+ "],
    action: "backward",
    words: "figure backwards; at its start, step before",
  },
  { keys: ["Shift+ArrowRight"], action: "skip-on", words: "next step, wherever the figure is" },
  { keys: ["Shift+ArrowLeft"], action: "skip-back", words: "step before, wherever the figure is" },
  { keys: ["r"], action: "reveal", words: "tell the next answer" },
  { keys: [".", "b"], action: "black", words: "black screen" },
  { keys: [",", "w"], action: "white", words: "white screen" },
  { keys: ["f", "F5"], action: "fullscreen", words: "full screen" },
  { keys: ["o", "g"], action: "list", words: "list of steps" },
  { keys: ["s"], action: "notes", words: "speaker notes in a second window" },
  {
    keys: ["t"],
    action: "tools",
    words: "the figure's own controls: shown, or hidden so that it is larger",
  },
  { keys: ["l"], action: "laser", words: "a red dot for the mouse pointer" },
  { keys: ["d"], action: "pen", words: "draw on the screen; a stroke goes with its step" },
  { keys: ["x"], action: "wipe", words: "wipe off what was drawn" },
  { keys: ["z"], action: "spotlight", words: "only what is round the pointer is bright" },
  {
    keys: ["h"],
    action: "freeze",
    words: "hold what the other windows of the audience show, or let it follow again",
  },
  { keys: ["a"], action: "audience", words: "a window for the audience that follows this one" },
  { keys: ["j"], action: "join", words: "a QR code that opens this very place on a phone" },
  { keys: ["c"], action: "collect", words: "the answers of the class, from their codes" },
  { keys: ["m"], action: "clicker", words: "clicker moves the figure first, or only the steps" },
  { keys: ["+", "="], action: "bigger", words: "bigger" },
  { keys: ["-"], action: "smaller", words: "smaller" },
  { keys: ["?"], action: "help", words: "this list" },
  { keys: ["Escape"], action: "leave", words: "back to the lesson" },
];

const TYPING =
  "input:not([type=radio]):not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]";
const OWNERS = "[data-figure], button, a, input, textarea, select, summary, [role=grid]";

/** What a key press asks for, or null. */
export function actionOf(event: KeyboardEvent): Action | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TYPING) !== null && target !== null) return null;
  if (target?.closest("dialog[open]") && event.key !== "F5") return null;
  const name =
    event.shiftKey && event.key.length > 1
      ? `Shift+${event.key}`
      : event.shiftKey && event.key === " "
        ? "Shift+ "
        : event.key;
  const found = KEYS.find(({ keys }) => keys.includes(name) || keys.includes(name.toLowerCase()));
  if (found === undefined) return null;
  const moves = found.action === "forward" || found.action === "backward";
  if (moves && target !== null && target.closest(OWNERS) !== null) return null;
  return found.action;
}
