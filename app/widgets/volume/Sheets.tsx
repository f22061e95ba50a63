/** The single sheets of the volume figure as grids: of the input, of a filter, of shares, of the output; and the bias. */
import type { Role } from "../../../engine/core/expression";
import type { Tensor } from "../../../engine/core/tensor";
import { cellText } from "../../figures/describe/number";
import type { CellLook, Colouring } from "../../figures/marks/number-grid/looks";
import { NumberGrid } from "../../figures/marks/number-grid/NumberGrid";
import { pastedInput, pastedWeights, withBias, withInput, withWeight } from "./editing";
import { layerOf, sheetOf } from "./layer";
import { soFar } from "./scene";
import type { ViewProps } from "./views";
import { extentsOf, LIMITS, type VolumeState } from "./volume-state";

export interface SheetProps extends ViewProps {
  /** Side of a cell, and the smallest type for a digit, in px. */
  readonly size: number;
  readonly digit: number;
}

/** A sheet of the input with its padding, or of its gradient. */
export function InputSheet(props: SheetProps & { readonly channel: number }) {
  const { state, change, scene, lit, point, ask, locked, channel, size, digit } = props;
  const { padding } = state;
  const gradient = gradientOf(state, "x");
  const { height, width } = extentsOf(state);
  const values =
    gradient === undefined ? (state.x[channel] ?? []) : soFar(sheetOf(gradient, 0, channel), channel * height * width, state.at);
  const fixed = locked.has("x") || gradient !== undefined;
  const inside = (row: number, column: number): boolean =>
    row >= padding && row < padding + height && column >= padding && column < padding + width;
  return (
    <NumberGrid
      label={`${gradient === undefined ? "Input" : "Gradient of the input"}, channel ${channel}`}
      hue={gradient === undefined ? "input" : "gradient"}
      values={padded(values, padding)}
      write={gradient === undefined ? undefined : fitting(size, digit)}
      origin={{ row: padding, column: padding }}
      size={size}
      magnitude={LIMITS.magnitude}
      colouring={gradient === undefined ? (size < LEGIBLE ? signed(state.x.flat(2)) : undefined) : signed([...gradient.data])}
      rings={scene.window === null ? [] : [{ ...scene.window, hue: "weight" }]}
      look={(row, column) =>
        inside(row, column)
          ? look(lit("x", 0, channel, row - padding, column - padding), gradient === undefined ? "input" : "gradient")
          : { ghost: true, note: "padding" }
      }
      onPoint={(place) => point("x", place === null ? null : [0, channel, place.row - padding, place.column - padding])}
      onAsk={({ row, column }) => (inside(row, column) ? ask("x", [0, channel, row - padding, column - padding]) : undefined)}
      editable={({ row, column }) => inside(row, column)}
      onEdit={
        fixed
          ? undefined
          : ({ row, column }, value) => change(withInput(state, channel, { row: row - padding, column: column - padding }, value))
      }
      onPaste={fixed ? undefined : (matrix) => taken(change, pastedInput(state, channel, matrix))}
    />
  );
}

/** The numbers of one channel that lie under the filter; empty before the first step. */
export function WindowSheet(props: SheetProps & { readonly channel: number; readonly colours?: Colouring }) {
  const { state, change, scene, lit, point, ask, locked, channel, size, digit, colours } = props;
  const { kernel, height, width } = extentsOf(state);
  const { padding } = state;
  const [top, left] = [(scene.window?.row ?? 0) - padding, (scene.window?.column ?? 0) - padding];
  const sides = Array.from({ length: kernel }, (_, at) => at);
  const inside = (row: number, column: number): boolean =>
    row + top >= 0 && row + top < height && column + left >= 0 && column + left < width;
  const values = sides.map((row) =>
    sides.map((column) => (scene.window === null ? null : (state.x[channel]?.[row + top]?.[column + left] ?? 0))),
  );
  return (
    <NumberGrid
      label={`Under the filter, channel ${channel}`}
      colouring={colours}
      write={state.source === "own" ? undefined : fitting(size, digit)}
      hue="input"
      values={values}
      origin={{ row: -top, column: -left }}
      size={size}
      magnitude={LIMITS.magnitude}
      look={(row, column) =>
        inside(row, column) ? look(lit("x", 0, channel, row + top, column + left), "input") : { ghost: true, note: "padding" }
      }
      onPoint={(place) => point("x", place === null ? null : [0, channel, place.row + top, place.column + left])}
      onAsk={({ row, column }) => (inside(row, column) ? ask("x", [0, channel, row + top, column + left]) : undefined)}
      editable={({ row, column }) => scene.window !== null && inside(row, column)}
      onEdit={
        locked.has("x")
          ? undefined
          : ({ row, column }, value) => change(withInput(state, channel, { row: row + top, column: column + left }, value))
      }
    />
  );
}

/** A sheet of a filter, or of its gradient. */
export function FilterSheet(props: SheetProps & { readonly filter: number; readonly channel: number; readonly colours?: Colouring }) {
  const { state, change, lit, point, ask, locked, filter, channel, size, digit, colours } = props;
  const gradient = gradientOf(state, "w");
  const { channels, kernel } = extentsOf(state);
  const values =
    gradient === undefined
      ? (state.w[filter]?.[channel] ?? [])
      : soFar(sheetOf(gradient, filter, channel), (filter * channels + channel) * kernel * kernel, state.at);
  const fixed = locked.has("w") || gradient !== undefined;
  return (
    <NumberGrid
      label={`${gradient === undefined ? "Filter" : "Gradient of filter"} ${filter}, channel ${channel}`}
      hue={gradient === undefined ? "weight" : "gradient"}
      values={values}
      size={size}
      magnitude={LIMITS.magnitude}
      colouring={gradient === undefined ? colours : signed([...gradient.data])}
      write={state.source === "own" && gradient === undefined ? undefined : fitting(size, digit)}
      look={(row, column) => look(lit("w", filter, channel, row, column), gradient === undefined ? "weight" : "gradient")}
      onPoint={(place) => point("w", place === null ? null : [filter, channel, place.row, place.column])}
      onAsk={({ row, column }) => ask("w", [filter, channel, row, column])}
      onEdit={fixed ? undefined : (place, value) => change(withWeight(state, filter, channel, place, value))}
      onPaste={fixed ? undefined : (matrix) => taken(change, pastedWeights(state, filter, channel, matrix))}
    />
  );
}

/** What one channel adds to every output of the filter in front; it fills as the outputs do. */
export function ShareSheet({
  scene,
  share,
  channel,
  size,
}: SheetProps & { readonly channel: number; readonly share: readonly (readonly number[])[] }) {
  const outputs = scene.outputs[scene.front.filter] ?? [];
  const target = scene.target?.tensor === "y" ? scene.target.index : null;
  return (
    <NumberGrid
      label={`What channel ${channel} adds`}
      hue="constant"
      values={share.map((row, i) => row.map((value, j) => ((outputs[i]?.[j] ?? null) === null ? null : value)))}
      size={size}
      look={(row, column) => (target?.[2] === row && target[3] === column ? { lit: "output", strong: true } : {})}
    />
  );
}

/** A sheet of the output; backwards, of the gradient that arrives at the sums. */
export function OutputSheet(props: SheetProps & { readonly filter: number }) {
  const { state, scene, lit, point, ask, filter, size, digit } = props;
  const backward = state.direction === "backward";
  const dz = backward ? layerOf(state).values["dz"] : undefined;
  const values = dz === undefined ? (scene.outputs[filter] ?? []) : sheetOf(dz, 0, filter);
  const hue = backward ? "gradient" : "output";
  const target = scene.target;
  const isTarget = (row: number, column: number): boolean =>
    target?.tensor === "y" && target.index[1] === filter && target.index[2] === row && target.index[3] === column;
  return (
    <NumberGrid
      label={`${backward ? "Gradient of the sums" : "Output"}, filter ${filter}`}
      hue={hue}
      values={values}
      size={size}
      colouring={outputColours(props)}
      write={backward ? fitting(size, digit) : undefined}
      look={(row, column) => {
        if (isTarget(row, column)) return { lit: "output", strong: true };
        return look(lit(backward ? "dz" : "y", 0, filter, row, column), hue);
      }}
      onPoint={(place) => point(backward ? "dz" : "y", place === null ? null : [0, filter, place.row, place.column])}
      onAsk={({ row, column }) => ask("y", [0, filter, row, column])}
    />
  );
}

export function BiasCell(props: SheetProps) {
  const { state, change, scene, lit, point, ask, locked, size, digit } = props;
  const { filter } = scene.front;
  const gradient = gradientOf(state, "b");
  const value = gradient === undefined ? (state.b[filter] ?? 0) : filter < state.at ? (gradient.data[filter] ?? 0) : null;
  const hue = gradient === undefined ? "bias" : "gradient";
  return (
    <NumberGrid
      label={gradient === undefined ? `Bias of filter ${filter}` : `Gradient of bias ${filter}`}
      hue={hue}
      values={[[value]]}
      write={gradient === undefined ? undefined : fitting(size, digit)}
      size={size}
      magnitude={LIMITS.magnitude}
      look={() => look(lit("b", filter), hue)}
      onPoint={(place) => point("b", place === null ? null : [filter])}
      onAsk={() => ask("b", [filter])}
      onEdit={locked.has("b") || gradient !== undefined ? undefined : (_, next) => change(withBias(state, filter, next))}
    />
  );
}

/** One range for all sheets of the output, so that they can be compared. */
export function outputColours({ state }: Pick<ViewProps, "state">): Colouring {
  const { values } = layerOf(state);
  return signed([...(values[state.direction === "backward" ? "dz" : "y"]?.data ?? [])]);
}

export function signed(values: readonly (number | null)[]): Colouring {
  const high = Math.max(1e-9, ...values.map((value) => Math.abs(value ?? 0)));
  return { palette: "diverging", low: -high, high };
}

/** Width of a digit, in ems, and what its cell leaves free. */
const WIDE = 0.59;
const FREE = 3;

/** Writes fractions in cells of `size` px; what does not fit is told by its sign, its colour and the arithmetic. */
function fitting(size: number, digit: number): (value: number) => string {
  const room = Math.max(1, Math.min(5, Math.floor((size - FREE) / (digit * WIDE))));
  return (value) => {
    const text = cellText(value, value < 0 || room < 5 ? room : room - 1);
    return text.length <= room ? text : value < 0 ? "−" : "+";
  };
}

/** Narrowest cell whose digits can be read. */
const LEGIBLE = 24;

/** The gradient that stands in place of the numbers themselves, where the time line walks through it. */
function gradientOf(state: VolumeState, of: VolumeState["of"]): Tensor | undefined {
  return state.direction === "backward" && state.of === of ? layerOf(state).values[`d${of}`] : undefined;
}

export function padded(values: readonly (readonly (number | null)[])[], by: number): readonly (readonly (number | null)[])[] {
  if (by === 0) return values;
  const width = (values[0]?.length ?? 0) + 2 * by;
  const edge = Array.from({ length: by }, () => Array.from({ length: width }, () => 0));
  const side = Array.from({ length: by }, () => 0);
  return [...edge, ...values.map((row) => [...side, ...row, ...side]), ...edge];
}

export function look(how: "none" | "lit" | "strong", role: Role): CellLook {
  return how === "none" ? {} : { lit: role, strong: how === "strong" };
}

function taken(change: ViewProps["change"], next: VolumeState | string): string | null {
  if (typeof next === "string") return next;
  change(next);
  return null;
}
