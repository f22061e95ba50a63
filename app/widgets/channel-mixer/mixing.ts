/** The photo as a tensor [1, 3, side, side] from 0 to 1, mixed by the engine's conv2d with 1×1 filters. */
import type { Expression } from "../../../engine/core/expression";
import { fromNested, tensor, type Tensor, zeros } from "../../../engine/core/tensor";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import { CHANNELS, type MixerState } from "./definition";

const ATTRIBUTES = conv2d.normalise({ out_channels: 3, kernel_size: 1 });

export function mixed(photo: Tensor, state: Pick<MixerState, "w" | "b">): Tensor {
  return conv2d.forward(inputs(photo, state), ATTRIBUTES)["y"] ?? zeros(photo.shape);
}

/** Where one channel of one pixel comes from, its terms named by their colours. */
export function explainPixel(photo: Tensor, state: Pick<MixerState, "w" | "b" | "row" | "column">, channel: number): Expression {
  return coloured(conv2d.explain(inputs(photo, state), ATTRIBUTES, [0, channel, state.row, state.column]));
}

function coloured(expression: Expression): Expression {
  if (expression.kind === "named") return { ...expression, expression: coloured(expression.expression) };
  if (expression.kind !== "sum") return expression;
  const terms = expression.terms.map(coloured);
  const colour = CHANNELS[Number(/^channel (\d)$/.exec(expression.label ?? "")?.[1])];
  return colour === undefined ? { ...expression, terms } : { ...expression, terms, label: colour };
}

/** RGBA bytes to channels; transparency is ignored, as the photos have none. */
export function tensorOf(rgba: Uint8ClampedArray, side: number): Tensor<Float64Array> {
  const data = new Float64Array(3 * side * side);
  for (let at = 0; at < side * side; at++) for (let c = 0; c < 3; c++) data[c * side * side + at] = (rgba[4 * at + c] ?? 0) / 255;
  return tensor([1, 3, side, side], data);
}

/** Channels to RGBA bytes; what lies outside 0 … 1 is shown as the nearest that a screen can. */
export function bytesOf({ data, shape }: Tensor): Uint8ClampedArray<ArrayBuffer> {
  const side = shape[3] ?? 0;
  const bytes = new Uint8ClampedArray(4 * side * side);
  for (let at = 0; at < side * side; at++) {
    for (let c = 0; c < 3; c++) bytes[4 * at + c] = Math.round(255 * (data[c * side * side + at] ?? 0));
    bytes[4 * at + 3] = 255;
  }
  return bytes;
}

function inputs(photo: Tensor, { w, b }: Pick<MixerState, "w" | "b">): Readonly<Record<string, Tensor>> {
  return { x: photo, w: fromNested(w.map((row) => row.map((weight) => [[weight]]))), b: tensor([3], Float64Array.from(b)) };
}
