/** What the volume figure shows at its step: sheets, what is lit, the arithmetic. Pure; numbers from `layer.ts`. */
import { cellsOf, type Cell, type Expression, type Role } from "../../../engine/core/expression";
import { unravel } from "../../../engine/core/shape";
import { spoken } from "../../figures/describe/number";
import { explainGradient, explainOutput, layerOf, sheetOf } from "./layer";
import { cursorOf, extentsOf, partsPerCell, type VolumeState } from "./volume-state";

export interface Scene {
  /** The filter on show. */
  readonly filter: number;
  /** The cell that the step is about, in its own tensor; null at the start. */
  readonly target: { readonly tensor: string; readonly index: readonly number[] } | null;
  readonly expression: Expression | null;
  /** The engine's number, when the expression is complete. */
  readonly value: number | null;
  readonly role: Role;
  readonly title: string;
  /** "x 0 2 1 3": the cells that take part. */
  readonly lit: ReadonlySet<string>;
  /** [filter][row][column]; null where the time line has not been. */
  readonly outputs: readonly (readonly (readonly (number | null)[])[])[];
  readonly sentence: string;
}

export function keyOf(tensor: string, ...index: readonly number[]): string {
  return `${tensor} ${index.join(" ")}`;
}

export function sceneOf(state: VolumeState): Scene {
  return state.direction === "forward" ? forwardScene(state) : backwardScene(state);
}

function forwardScene(state: VolumeState): Scene {
  const { filters, rows, columns } = extentsOf(state);
  const { values } = layerOf(state);
  const cursor = cursorOf(state);
  const complete = cursor !== null && cursor.parts === partsPerCell(state);
  const done = cursor === null ? 0 : cursor.cell + (complete ? 1 : 0);
  const outputs = Array.from({ length: filters }, (_, o) =>
    sheetOf(values["y"] ?? { shape: [0, 0, 0, 0], data: new Float64Array(0) }, 0, o).map((row, i) =>
      row.map((value, j) => ((o * rows + i) * columns + j < done ? value : null)),
    ),
  );
  if (cursor === null)
    return {
      filter: 0,
      target: null,
      expression: null,
      value: null,
      role: "output",
      title: "nothing yet",
      lit: new Set(),
      outputs,
      sentence: "Step forward: the filter stands on the first window of all channels at once.",
    };
  const [filter = 0, row = 0, column = 0] = unravel([filters, rows, columns], cursor.cell);
  const expression = explainOutput(state, cursor.cell, complete ? "all" : cursor.parts);
  const value = complete ? (values["y"]?.data[cursor.cell] ?? null) : null;
  return {
    filter,
    target: { tensor: "y", index: [0, filter, row, column] },
    expression,
    value,
    role: "output",
    title: `output ${filters > 1 ? `of filter ${filter}, ` : ""}row ${row}, column ${column}`,
    lit: litBy(expression),
    outputs,
    sentence: forwardSentence(state, filter, row, column, value, cursor.parts),
  };
}

function backwardScene(state: VolumeState): Scene {
  const { values, loss } = layerOf(state);
  const { filters } = extentsOf(state);
  const y = values["y"] ?? { shape: [0, 0, 0, 0], data: new Float64Array(0) };
  const outputs = Array.from({ length: filters }, (_, o) => sheetOf(y, 0, o));
  const cursor = cursorOf(state);
  if (cursor === null)
    return {
      filter: 0,
      target: null,
      expression: null,
      value: null,
      role: "gradient",
      title: "nothing yet",
      lit: new Set(),
      outputs,
      sentence: `The loss is ${spoken(loss)}. Step to ask each number of ${state.of} how the loss would move with it.`,
    };
  const index = unravel(values[state.of]?.shape ?? [], cursor.cell);
  const expression = explainGradient(state, state.of, cursor.cell);
  const value = values[`d${state.of}`]?.data[cursor.cell] ?? null;
  const first = index[0] ?? 0;
  return {
    filter: state.of === "x" ? 0 : first,
    target: { tensor: state.of, index },
    expression,
    value,
    role: "gradient",
    title: `the gradient of ${state.of} at ${index.slice(state.of === "x" ? 1 : 0).join(", ")}`,
    lit: new Set([...litBy(expression), keyOf(state.of, ...index)]),
    outputs,
    sentence: backwardSentence(state, index, value),
  };
}

function forwardSentence(state: VolumeState, filter: number, row: number, column: number, value: number | null, parts: number): string {
  const { channels, kernel, filters } = extentsOf(state);
  const products = channels * kernel * kernel;
  const which = filters > 1 ? ` of filter ${filter}` : "";
  if (value !== null)
    return `Output${which} at row ${row}, column ${column}: ${products} ${products === 1 ? "product" : "products"} and the bias${state.activation === "relu" ? ", then ReLU," : ""} make ${spoken(value)}.`;
  return `Output${which} at row ${row}, column ${column}: ${parts} of ${state.grain === "channel" ? channels : products} ${state.grain === "channel" ? "channels" : "products"} added so far.`;
}

function backwardSentence(state: VolumeState, index: readonly number[], value: number | null): string {
  const what =
    state.of === "x"
      ? `input channel ${index[1]}, row ${index[2]}, column ${index[3]}`
      : state.of === "w"
        ? `weight of filter ${index[0]}, channel ${index[1]}, row ${index[2]}, column ${index[3]}`
        : `bias of filter ${index[0]}`;
  return `The ${what} hears from every output that it touched: its gradient is ${spoken(value ?? Number.NaN)}.`;
}

function litBy(expression: Expression): ReadonlySet<string> {
  return new Set([...cellsOf(expression)].map((cell: Cell) => keyOf(cell.tensor, ...cell.index)));
}
