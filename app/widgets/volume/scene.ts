/** What the volume figure shows at its step: sheets, what is lit, the arithmetic. Pure; numbers from `layer.ts`. */
import { cellsOf, type Cell, type Expression } from "../../../engine/core/expression";
import { unravel } from "../../../engine/core/shape";
import { layOut, type Arithmetic, type Line } from "../../figures/describe/arithmetic";
import { spoken } from "../../figures/describe/number";
import type { Window } from "../../figures/marks/grid";
import { explainGradient, explainOutput, layerOf, sheetOf } from "./layer";
import { frontOf, type Front } from "./picking";
import { cursorOf, extentsOf, partsPerCell, type VolumeState } from "./volume-state";

/** [row][column]; null where the time line has not been. */
export type SheetSoFar = readonly (readonly (number | null)[])[];

export interface Scene {
  /** The sheets in front. */
  readonly front: Front;
  /** The cell that the step is about, in its own tensor; null at the start. */
  readonly target: { readonly tensor: string; readonly index: readonly number[] } | null;
  readonly arithmetic: Arithmetic | null;
  /** Every part of the number is in the arithmetic. */
  readonly complete: boolean;
  /** Lines of the arithmetic that belong to a channel or a filter, by its number; the others are the whole. */
  readonly groups: ReadonlyMap<number, Line>;
  readonly title: string;
  /** "x 0 2 1 3": the cells that take part. */
  readonly lit: ReadonlySet<string>;
  /** Where the filter stands on the input as drawn, padding included. */
  readonly window: Window | null;
  readonly outputs: readonly SheetSoFar[];
  readonly sentence: string;
}

export function keyOf(tensor: string, ...index: readonly number[]): string {
  return `${tensor} ${index.join(" ")}`;
}

export function sceneOf(state: VolumeState): Scene {
  return state.direction === "forward" ? forwardScene(state) : backwardScene(state);
}

function forwardScene(state: VolumeState): Scene {
  const { filters, kernel, rows, columns } = extentsOf(state);
  const { values } = layerOf(state);
  const cursor = cursorOf(state);
  const complete = cursor !== null && cursor.parts === partsPerCell(state);
  const done = cursor === null ? 0 : cursor.cell + (complete ? 1 : 0);
  const y = values["y"] ?? { shape: [0, 0, 0, 0], data: new Float64Array(0) };
  const outputs = Array.from({ length: filters }, (_, o) => soFar(sheetOf(y, 0, o), o * rows * columns, done));
  const front = frontOf(state);
  if (cursor === null)
    return { ...nothing(front, outputs), sentence: "Step forward: the filter stands on the first window of all channels at once." };
  const [filter = 0, row = 0, column = 0] = unravel([filters, rows, columns], cursor.cell);
  const expression = explainOutput(state, cursor.cell, complete ? "all" : cursor.parts);
  const value = complete ? (y.data[cursor.cell] ?? Number.NaN) : null;
  const arithmetic = withoutEcho(layOut(expression, { role: "output", ...(value === null ? {} : { value }) }));
  return {
    front,
    target: { tensor: "y", index: [0, filter, row, column] },
    arithmetic,
    complete,
    groups: groupsOf(arithmetic),
    title: `output ${filters > 1 ? `of filter ${filter}, ` : ""}row ${row}, column ${column}`,
    lit: litBy(expression),
    window: { row: row * state.stride, column: column * state.stride, rows: kernel, columns: kernel },
    outputs,
    sentence: forwardSentence(state, { filter, row, column }, value, cursor.parts),
  };
}

function backwardScene(state: VolumeState): Scene {
  const { values, loss } = layerOf(state);
  const { filters } = extentsOf(state);
  const y = values["y"] ?? { shape: [0, 0, 0, 0], data: new Float64Array(0) };
  const outputs = Array.from({ length: filters }, (_, o) => sheetOf(y, 0, o));
  const cursor = cursorOf(state);
  const front = frontOf(state);
  if (cursor === null)
    return {
      ...nothing(front, outputs),
      sentence: `The loss is ${spoken(loss)}. Step to ask each number of ${state.of} how the loss would move with it.`,
    };
  const index = unravel(values[state.of]?.shape ?? [], cursor.cell);
  const expression = explainGradient(state, state.of, cursor.cell);
  const value = values[`d${state.of}`]?.data[cursor.cell] ?? Number.NaN;
  const arithmetic = layOut(expression, { role: "gradient", value });
  return {
    front,
    target: { tensor: state.of, index },
    arithmetic,
    complete: true,
    groups: groupsOf(arithmetic),
    title: `the gradient of ${state.of} at ${index.slice(state.of === "x" ? 1 : 0).join(", ")}`,
    lit: new Set([...litBy(expression), keyOf(state.of, ...index)]),
    window: null,
    outputs,
    sentence: backwardSentence(state, index, value),
  };
}

function nothing(front: Front, outputs: Scene["outputs"]): Omit<Scene, "sentence"> {
  return {
    front,
    target: null,
    arithmetic: null,
    complete: false,
    groups: new Map(),
    title: "nothing yet",
    lit: new Set(),
    window: null,
    outputs,
  };
}

/** A sheet whose cells from `done` on are still to come; its first cell is number `first`. */
export function soFar(sheet: readonly (readonly number[])[], first: number, done: number): SheetSoFar {
  const columns = sheet[0]?.length ?? 0;
  return sheet.map((line, row) => line.map((value, column) => (first + row * columns + column < done ? value : null)));
}

/** Leaves out a last line that only says what the line before it says: "2 = 2" after the first channel. */
function withoutEcho(arithmetic: Arithmetic): Arithmetic {
  const { lines } = arithmetic;
  const whole = lines.at(-1);
  return lines.length > 1 && whole?.pieces.length === 1 ? { lines: lines.slice(0, -1) } : arithmetic;
}

function groupsOf({ lines }: Arithmetic): ReadonlyMap<number, Line> {
  return new Map(
    lines.flatMap((line) => {
      const [, at] = /^(?:channel|filter) (\d+)$/.exec(line.label) ?? [];
      return at === undefined ? [] : [[Number(at), line] as const];
    }),
  );
}

interface OutputPlace {
  readonly filter: number;
  readonly row: number;
  readonly column: number;
}

function forwardSentence(state: VolumeState, { filter, row, column }: OutputPlace, value: number | null, parts: number): string {
  const { channels, kernel, filters } = extentsOf(state);
  const products = channels * kernel * kernel;
  const which = filters > 1 ? ` of filter ${filter}` : "";
  if (value !== null)
    return `Output${which} at row ${row}, column ${column}: ${products} ${products === 1 ? "product" : "products"} and the bias${state.activation === "relu" ? ", then ReLU," : ""} make ${spoken(value)}.`;
  return `Output${which} at row ${row}, column ${column}: ${parts} of ${state.grain === "channel" ? channels : products} ${state.grain === "channel" ? "channels" : "products"} added so far.`;
}

function backwardSentence(state: VolumeState, index: readonly number[], value: number): string {
  const what =
    state.of === "x"
      ? `input channel ${index[1]}, row ${index[2]}, column ${index[3]}`
      : state.of === "w"
        ? `weight of filter ${index[0]}, channel ${index[1]}, row ${index[2]}, column ${index[3]}`
        : `bias of filter ${index[0]}`;
  return `The ${what} hears from every output that it touched: its gradient is ${spoken(value)}.`;
}

function litBy(expression: Expression): ReadonlySet<string> {
  return new Set([...cellsOf(expression)].map((cell: Cell) => keyOf(cell.tensor, ...cell.index)));
}
