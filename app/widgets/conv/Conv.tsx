/** The convolution figure: its controls, and the explorer or the sizes of many layers. */
import { t } from "../../language/words";
import { useState } from "react";
import { later } from "../../later/later";
import { Explorer, withCell } from "../../explorer/Explorer";
import { FigureFrame } from "../../explorer/FigureFrame";
import { reversed } from "../../explorer/turned";
import type { CellAt, Sheet } from "../../figures/scene/scene";
import type { Painting } from "../../figures/scene/SceneView";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import { conv, stepText } from "./definition";
import { askedCell, askedFor, setupOf, writtenPlace } from "./setup";
import { type ConvState, errorsOf, fields } from "./state";

const ConvControls = later(async () => (await import("./ConvControls")).ConvControls);
const LayersView = later(async () => (await import("./LayersView")).LayersView);

export interface ConvProps extends WidgetProps<ConvState> {
  /** The number that dragging paints, or null. */
  readonly brush: number | null;
  readonly onBrush: (value: number | null) => void;
}

export function Conv(props: WidgetProps<ConvState>) {
  const [brush, setBrush] = useState<number | null>(null);
  useAnnounced(props.state, stepText);
  return (
    <FigureFrame>
      {hasControls(props) && <ConvControls {...props} brush={brush} onBrush={setBrush} />}
      {props.state.view === "layers" ? (
        <LayersView state={props.state} />
      ) : (
        <Windows {...props} brush={brush} />
      )}
    </FigureFrame>
  );
}

/** Nothing, or controls of other views. */
const NOT_FORWARD: ReadonlySet<string> = new Set([
  "of",
  "errors",
  "layers",
  "input",
  "filter",
  "formula",
]);

/** Many steps of a lesson show none: the figure is usable before they are there. */
function hasControls({ mode, state, hidden }: WidgetProps<ConvState>): boolean {
  if (mode === "print" || state.view !== "forward") return mode !== "print";
  return conv.controls.some((name) => !hidden.has(name) && !NOT_FORWARD.has(name));
}

/** The field that holds each leaf, which is also what an author locks it by. */
const LEAVES = {
  input: "input",
  "conv.w": "filter",
  "conv.b": "bias",
  "conv.dy": "errors",
} as const;

/** Forwards or backwards: the grids, the size formula, the arithmetic. */
function Windows({ id, state, change, hidden, locked, mode, brush }: Omit<ConvProps, "onBrush">) {
  const setup = setupOf(state);
  const view = { ...setup.view, formula: setup.view.formula && !hidden.has("formula") };
  const free = Object.entries(LEAVES).flatMap(([tensor, field]) =>
    locked.has(field) ? [] : [tensor],
  );
  const painting: Painting = {
    tensor: "input",
    onStroke: (cells, phase) =>
      change(
        cells.reduce((next, cell) => edited(next, cell, brush ?? 0), state),
        phase === "start" ? undefined : { history: "merge" },
      ),
  };
  return (
    <Explorer
      id={id}
      print={mode === "print"}
      setup={{ ...setup, view }}
      hint={
        state.view === "forward"
          ? t(
              "Press play or step forward to lay the filter on the input. Or click any number to ask where it comes from or where it goes.",
            )
          : t(
              "Step forward, or click a cell of the gradient: which errors does that number depend on?",
            )
      }
      asked={askedCell(state)}
      onBack={() => change({ ...state, asked: null })}
      onSeek={(at) => change(conv.seek(state, at))}
      onOpen={(cell) => {
        const asked = askedFor(state, cell);
        if (asked !== null) change({ ...state, asked });
      }}
      editable={new Set(free)}
      onEdit={(cell, value) => change(edited(state, cell, value))}
      onPaste={(sheet, matrix) => {
        const next = pasted(state, sheet, matrix);
        if (typeof next === "string") return next;
        change(next);
        return null;
      }}
      painting={brush === null || state.view !== "forward" ? undefined : painting}
    />
  );
}

function edited(state: ConvState, cell: CellAt, value: number): ConvState {
  const { tensor, index } = cell;
  const place = index.slice(-2);
  if (tensor === "conv.b") return { ...state, bias: value };
  if (tensor === "conv.dy") return { ...state, errors: withCell(errorsOf(state), place, value) };
  if (tensor === "input") return { ...state, input: withCell(state.input, place, value) };
  return { ...state, filter: withCell(state.filter, writtenPlace(state, cell), value) };
}

/** The state with a whole matrix, or why it cannot be taken. */
function pasted(state: ConvState, sheet: Sheet, matrix: ConvState["input"]): ConvState | string {
  if (sheet.tensor === "conv.b") return t("The bias is one number.");
  if (sheet.tensor === "conv.dy") {
    const [rows, columns] = [sheet.values.length, sheet.values[0]?.length ?? 0];
    return matrix.length === rows && matrix[0]?.length === columns
      ? { ...state, errors: matrix }
      : t("The errors have the size of the output, {rows} × {columns}.", { rows, columns });
  }
  const laid = state.flip && sheet.turned !== true;
  const changed =
    sheet.tensor === "input" ? { input: matrix } : { filter: laid ? reversed(matrix) : matrix };
  return fields.whyNot(state, changed) ?? fields.changed(state, changed);
}
