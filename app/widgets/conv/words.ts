/** The convolution figure in words: for a screen reader, the caption, and the menu entry "describe in words". */
import { layOut, lineText } from "../../figures/describe/arithmetic";
import { spoken } from "../../figures/describe/number";
import { convolve, explainGradient, explainOutput, gradientsOf } from "./compute";
import { presetOf, FILTERS, INPUTS } from "./presets";
import { type ConvState, outputSize, sizeOf, stepsOf } from "./state";

/** Row and column of the cell that the time line stands on; null at its start. */
export function currentCell(state: ConvState): readonly [number, number] | null {
  if (state.at === 0 || state.view === "layers") return null;
  const columns =
    state.view === "forward" ? outputSize(state)[1] : state.of === "b" ? 1 : sizeOf(state.of === "w" ? state.filter : state.input)[1];
  const at = Math.min(state.at, stepsOf(state)) - 1;
  return [Math.floor(at / columns), at % columns];
}

export const TENSOR_TITLES = { w: "filter", x: "input", b: "bias" } as const;

export function placeOf(state: ConvState): string {
  if (state.view === "layers") return `after ${state.at} layers`;
  const cell = currentCell(state);
  if (cell === null) return "nothing computed yet";
  const what = state.view === "forward" ? "output" : `gradient of the ${TENSOR_TITLES[state.of]}`;
  return state.view === "backward" && state.of === "b" ? what : `${what}, row ${cell[0]}, column ${cell[1]}`;
}

export function describe(state: ConvState): string {
  const [rows, columns] = sizeOf(state.input);
  const [kh, kw] = sizeOf(state.filter);
  const [height, width] = outputSize(state);
  const input = presetOf(INPUTS, state.input);
  const filter = presetOf(FILTERS, state.filter);
  const settings = [
    `stride ${both(state.stride)}`,
    `padding ${state.padding.every((side) => side === state.padding[0]) ? state.padding[0] : state.padding.join(", ")}`,
    ...(state.dilation[0] === 1 && state.dilation[1] === 1 ? [] : [`dilation ${both(state.dilation)}`]),
    ...(state.flip ? ["the filter turned by 180 degrees"] : []),
  ].join(", ");
  const shape = `An input of ${rows} by ${columns}${input === null ? "" : ` (${input.title.toLowerCase()})`}, a filter of ${kh} by ${kw}${filter === null ? "" : ` (${filter.title.toLowerCase()})`}, ${settings}: the output is ${height} by ${width}.`;
  if (state.view === "layers") return `A filter of ${kh} by ${kw}, ${settings}. ${layersText(state)}`;
  const cell = currentCell(state);
  if (cell === null) return `${shape} Nothing is computed yet. The filter is ${rowsText(state.filter)}.`;
  return `${shape} ${cellText(state, cell)}`;
}

function cellText(state: ConvState, [row, column]: readonly [number, number]): string {
  if (state.view === "forward") {
    const value = convolve(state).y[row]?.[column] ?? Number.NaN;
    const line = layOut(explainOutput(state, row, column), { value }).lines.map(lineText);
    return `The output in row ${row}, column ${column} is ${spoken(value)}: ${line.join("; ")}.`;
  }
  const gradients = gradientsOf(state);
  const value = state.of === "b" ? gradients.db : ((state.of === "w" ? gradients.dw : gradients.dx)[row]?.[column] ?? Number.NaN);
  const line = layOut(explainGradient(state, state.of, row, column), { value }).lines.map(lineText);
  const where = state.of === "b" ? "" : ` in row ${row}, column ${column}`;
  return `The gradient of the ${TENSOR_TITLES[state.of]}${where} is ${spoken(value)}: ${line.join("; ")}.`;
}

/** Sizes of a square picture through many such layers, until the filter no longer fits. */
export function layerSizes(state: ConvState): readonly (readonly [number, number])[] {
  const sizes: (readonly [number, number])[] = [[state.picture, state.picture]];
  for (let layer = 0; layer < state.layers; layer++) {
    const next = outputSize({ ...state, input: blank(sizes.at(-1) ?? [0, 0]) });
    if (next[0] < 1 || next[1] < 1) break;
    sizes.push(next);
  }
  return sizes;
}

function blank([rows, columns]: readonly [number, number]): number[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0));
}

export function layersText(state: ConvState): string {
  const sizes = layerSizes(state);
  const last = sizes.at(-1) ?? [0, 0];
  const end = sizes.length - 1 < state.layers ? ` After ${sizes.length - 1} layers the filter no longer fits.` : "";
  return `Layer after layer: ${sizes.map(([rows, columns]) => `${rows} by ${columns}`).join(", ")}. ${last[0] * last[1]} cells are left.${end}`;
}

function rowsText(matrix: readonly (readonly number[])[]): string {
  return matrix.map((row) => row.map(spoken).join(", ")).join("; ");
}

function both([down, across]: readonly [number, number]): string {
  return down === across ? String(down) : `${down} down and ${across} across`;
}

/** The step in one short sentence, for a live region. */
export function stepText(state: ConvState): string {
  const cell = currentCell(state);
  if (state.asked !== null) return `${state.asked.tensor} row ${state.asked.row}, column ${state.asked.column} asked`;
  return cell === null ? placeOf(state) : cellText(state, cell);
}
