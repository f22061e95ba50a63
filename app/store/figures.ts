/**
 * The state of every figure on the page, by key (`<lesson>/<figure>`), with its own undo history. A
 * widget's state is plain JSON and replaced whole. `base` is what Reset returns to and what an
 * address leaves out.
 *
 * A stream of changes (a drag, playing) is one undo step: `change(…, "merge")` opens it, `settle`
 * closes it.
 */
import type { StateCreator } from "zustand";
import { same } from "../shell/codec";
import type { LabState } from "./store";

const HISTORY = 200;

interface FigureRecord {
  readonly widget: string;
  readonly state: object;
  readonly base: object;
  readonly past: readonly object[];
  readonly future: readonly object[];
  /** True while a stream of merged changes is open. */
  readonly merging: boolean;
}

export interface FiguresSlice {
  readonly figures: Readonly<Record<string, FigureRecord>>;
  /** The role or quantity that the reader points at in the text. */
  readonly highlight: string | null;
  /** Puts a figure in a state without history: a step opened, a link was followed. */
  placeFigure(key: string, widget: string, state: object, base: object): void;
  changeFigure(key: string, next: object, history?: "step" | "merge"): void;
  settleFigure(key: string): void;
  undoFigure(key: string): void;
  redoFigure(key: string): void;
  resetFigure(key: string): void;
  removeFigures(prefix: string): void;
  setHighlight(term: string | null): void;
}

export const figuresSlice: StateCreator<LabState, [], [], FiguresSlice> = (set) => {
  const update = (key: string, change: (record: FigureRecord) => FigureRecord): void =>
    set(({ figures }) => {
      const record = figures[key];
      if (record === undefined) return {};
      const next = change(record);
      return next === record ? {} : { figures: { ...figures, [key]: next } };
    });
  return {
    figures: {},
    highlight: null,
    placeFigure: (key, widget, state, base) =>
      set(({ figures }) => ({
        figures: {
          ...figures,
          [key]: { widget, state, base, past: [], future: [], merging: false },
        },
      })),
    changeFigure: (key, next, history = "step") =>
      update(key, (record) => changed(record, next, history === "merge")),
    settleFigure: (key) =>
      update(key, (record) => (record.merging ? { ...record, merging: false } : record)),
    undoFigure: (key) => update(key, undone),
    redoFigure: (key) => update(key, redone),
    resetFigure: (key) => update(key, (record) => changed(record, record.base, false)),
    removeFigures: (prefix) =>
      set(({ figures }) => ({
        figures: Object.fromEntries(
          Object.entries(figures).filter(([key]) => !key.startsWith(prefix)),
        ),
      })),
    setHighlight: (highlight) => set({ highlight }),
  };
};

function changed(record: FigureRecord, next: object, merge: boolean): FigureRecord {
  if (same(next, record.state)) return record;
  const past =
    merge && record.merging ? record.past : [...record.past, record.state].slice(-HISTORY);
  return { ...record, state: next, past, future: [], merging: merge };
}

function undone(record: FigureRecord): FigureRecord {
  const previous = record.past.at(-1);
  if (previous === undefined) return record;
  return {
    ...record,
    state: previous,
    past: record.past.slice(0, -1),
    future: [record.state, ...record.future],
    merging: false,
  };
}

function redone(record: FigureRecord): FigureRecord {
  const next = record.future[0];
  if (next === undefined) return record;
  return {
    ...record,
    state: next,
    past: [...record.past, record.state],
    future: record.future.slice(1),
    merging: false,
  };
}
