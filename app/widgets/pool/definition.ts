/** The pooling figure: windows that keep the largest or the mean, where the gradient goes, and what survives a shift. */
import { fromNested, type Tensor } from "../../../engine/core/tensor";
import { layOut, lineText } from "../../figures/describe/arithmetic";
import { spoken } from "../../figures/describe/number";
import { INPUTS, presetNamed, sameMatrix } from "../conv/presets";
import { matrixFrom, sizeOf } from "../conv/state";
import { PATTERNS, PHOTOS } from "../../pictures/photos";
import type { PropertyValues, WidgetDefinition } from "../widget";
import { explainGradient, explainOutput, gradientOf, pool, tiesAt, torchLayer } from "./compute";
import { errorsOf, KINDS, LIMITS, outputSize, PICTURES, restore, seek, START, stepOf, stepsOf, used, VIEWS, type PoolState } from "./state";

export const pooling: WidgetDefinition<PoolState> = {
  name: "pool",
  title: "Pooling, step by step",
  summary: "Windows that keep the largest number or the mean: values, routes of the gradient, and a shift test on a photo.",
  properties: {
    input_preset: {
      type: "choice",
      options: ["own", ...INPUTS.map((preset) => preset.name)],
      default: "own",
      description: "A ready-made input. `own`: the numbers of `input`, or the lecture's.",
    },
    input: {
      type: "matrix",
      rank: 2,
      maxExtent: LIMITS.input,
      maxValue: LIMITS.value,
      default: "",
      description: "The input's numbers, up to 16×16.",
    },
    pooling: { type: "choice", options: KINDS, default: "max", description: "Keep the largest, or the mean." },
    global: { type: "boolean", default: false, description: "One window over the whole input." },
    window: { type: "integer", min: 1, max: LIMITS.window, default: 2, description: "Side of the window." },
    stride: {
      type: "integer",
      min: 1,
      max: LIMITS.stride,
      default: 2,
      description: "How far the window moves; less than the window: they overlap.",
    },
    padding: {
      type: "integer",
      min: 0,
      max: LIMITS.window / 2,
      default: 0,
      description: "Padding on every side, at most half the window.",
    },
    view: {
      type: "choice",
      options: VIEWS,
      default: "forward",
      description: "The value, the gradient of the input, or the shift test on a photo.",
    },
    at: { type: "integer", min: 0, max: 4096, default: 0, description: "Where on the time line it opens." },
    all: { type: "boolean", default: false, description: "Show every number at once." },
    routes: { type: "boolean", default: false, description: "Arrows between every winner and its output." },
    errors: {
      type: "matrix",
      rank: 2,
      maxExtent: LIMITS.input + LIMITS.window,
      maxValue: LIMITS.value,
      default: "",
      description: "The gradient that arrives at the outputs.",
    },
    picture: { type: "choice", options: PICTURES, default: "chelsea", description: "The picture of the shift test." },
    shift_down: { type: "integer", min: 0, max: LIMITS.shift, default: 0, description: "By how many pixels it moves down." },
    shift_right: { type: "integer", min: 0, max: LIMITS.shift, default: 1, description: "By how many pixels it moves to the right." },
  },
  kernels: ["maxpool2d", "avgpool2d"],
  controls: [
    "view",
    "input",
    "input-size",
    "pooling",
    "global",
    "window",
    "stride",
    "padding",
    "all",
    "routes",
    "errors",
    "picture",
    "formula",
    "transport",
  ],
  initial,
  restore,
  steps: stepsOf,
  step: stepOf,
  seek,
  unit: "cell",
  place: placeOf,
  values,
  describe,
  torch,
  toProperties,
};

function initial(given: PropertyValues): PoolState {
  return restore(
    {
      ...given,
      input: presetNamed(INPUTS, given["input_preset"])?.matrix ?? matrixFrom(given["input"], LIMITS.input) ?? START.input,
      kind: given["pooling"],
      shift: [given["shift_down"] ?? START.shift[0], given["shift_right"] ?? START.shift[1]],
    },
    START,
  );
}

function toProperties(state: PoolState): PropertyValues {
  return {
    input: sameMatrix(state.input, START.input) ? "" : state.input,
    pooling: state.kind,
    global: state.global,
    window: state.window[0],
    stride: state.stride[0],
    padding: state.padding[0],
    view: state.view,
    at: state.at,
    all: state.all,
    routes: state.routes,
    errors: state.errors === START.errors ? "" : state.errors,
    picture: state.picture,
    shift_down: state.shift[0],
    shift_right: state.shift[1],
  };
}

function values(state: PoolState): Readonly<Record<string, Tensor>> {
  const { y, winners } = pool(state);
  const flat = winners.map((line) => line.map(({ row, column }) => row * sizeOf(state.input)[1] + column));
  return {
    x: fromNested(state.input),
    y: fromNested(y),
    dy: fromNested(errorsOf(state)),
    dx: fromNested(gradientOf(state)),
    ...(flat.length === 0 ? {} : { argmax: fromNested(flat) }),
  };
}

/** Row and column of the cell that the time line stands on; null at its start. */
export function currentCell(state: PoolState): readonly [number, number] | null {
  if (state.at === 0 || state.view === "shift") return null;
  const columns = state.view === "forward" ? outputSize(state)[1] : sizeOf(state.input)[1];
  return [Math.floor((state.at - 1) / columns), (state.at - 1) % columns];
}

function placeOf(state: PoolState): string {
  if (state.view === "shift") return `${state.shift[1]} pixels to the right`;
  const cell = currentCell(state);
  if (cell === null) return "nothing computed yet";
  return `${state.view === "forward" ? "output" : "gradient of the input"}, row ${cell[0]}, column ${cell[1]}`;
}

export function stepText(state: PoolState): string {
  const cell = currentCell(state);
  if (cell === null) return placeOf(state);
  const [row, column] = cell;
  if (state.view === "forward") {
    const value = pool(state).y[row]?.[column] ?? Number.NaN;
    const ties = tiesAt(state, row, column);
    const tie = ties > 1 ? ` ${ties} cells are equally large; the first in reading order counts as the winner.` : "";
    return `The output in row ${row}, column ${column} is ${spoken(value)}: ${layOut(explainOutput(state, row, column), { value })
      .lines.map(lineText)
      .join("; ")}.${tie}`;
  }
  const value = gradientOf(state)[row]?.[column] ?? Number.NaN;
  return `The gradient of the input in row ${row}, column ${column} is ${spoken(value)}: ${layOut(explainGradient(state, row, column), {
    value,
  })
    .lines.map(lineText)
    .join("; ")}.`;
}

function describe(state: PoolState): string {
  const [rows, columns] = sizeOf(state.input);
  const { window, stride, padding } = used(state);
  const [height, width] = outputSize(state);
  const what = state.kind === "max" ? "the largest number" : "the mean";
  if (state.view === "shift")
    return `The picture “${nameOf(state.picture)}” moved ${state.shift[0]} pixels down and ${state.shift[1]} to the right, before and after keeping ${what} of every ${state.global ? "picture" : `${window[0]} by ${window[1]} window`}.`;
  return `An input of ${rows} by ${columns}; of every window of ${window[0]} by ${window[1]}${state.global ? " (the whole input)" : `, stride ${stride[0]} down and ${stride[1]} across, padding ${padding[0]} and ${padding[1]},`} ${what} is kept. The output is ${height} by ${width}. No parameters. ${stepText(state)}`;
}

function torch(state: PoolState): string {
  const list = (matrix: readonly (readonly number[])[]): string => `[${matrix.map((row) => `[${row.join(", ")}]`).join(",\n    ")}]`;
  const { y } = pool(state);
  const lines = [
    "import torch",
    "from torch import nn",
    "",
    `x = torch.tensor(${list(state.input)}, dtype=torch.float64, requires_grad=True)`,
    `layer = ${torchLayer(state)}`,
    "y = layer(x[None, None])[0, 0]",
    `assert torch.allclose(y, torch.tensor(${list(y)}, dtype=torch.float64))`,
    `y.backward(torch.tensor(${list(errorsOf(state))}, dtype=torch.float64))`,
    `assert torch.allclose(x.grad, torch.tensor(${list(gradientOf(state))}, dtype=torch.float64))`,
    "print(y, sum(p.numel() for p in layer.parameters()), 'parameters')",
  ];
  return `${lines.join("\n")}\n`;
}

function nameOf(picture: string): string {
  return [...PHOTOS, ...PATTERNS].find((one) => one.name === picture)?.title ?? picture;
}
