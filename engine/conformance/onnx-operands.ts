/** The operands of an ONNX node as those of our ops: by name, weights the other way round. */
import { LabError } from "../core/errors";
import type { Shape } from "../core/shape";
import type { Case, StoredCell } from "./cases";
import { inputOf, numberOf, onlyKnownSettings } from "./trial";

/** The node's operand number `at`. */
export function operand(one: Case, at: number): StoredCell {
  return inputOf(one, one.order.inputs[at] ?? `number ${at}`);
}

export function isOn(one: Case, name: string): boolean {
  const value = one.settings[name] ?? false;
  return value === true || value === 1;
}

/** The axis, counted from 0. */
export function axisOf(one: Case, shape: Shape, otherwise: number): number {
  const axis = numberOf(one.settings, "axis", otherwise);
  return axis < 0 ? axis + shape.length : axis;
}

/**
 * One slope, or one per channel: in opset 6 a list of them, later a shape that broadcasts along the
 * channels alone.
 */
export function slope(one: Case): StoredCell {
  const { shape, data } = operand(one, 1);
  const x = operand(one, 0).shape;
  const aligned =
    one.opset < 7 && shape.length === 1
      ? [1, data.length, 1]
      : [...x.map(() => 1), ...shape].slice(-x.length);
  if (data.length !== 1 && (aligned[1] !== data.length || data.length !== x[1]))
    throw new LabError(
      "unsupported",
      "slopes other than one, or one per channel, are not supported",
    );
  return { shape: [data.length], data };
}

/**
 * A·B + C as our linear layer: B transposed to [outputs, inputs], alpha and beta multiplied in, a
 * row C spelled out.
 */
export function matrices(one: Case): Readonly<Record<string, StoredCell>> {
  const settings = onlyKnownSettings(one, ["alpha", "beta", "transA", "transB", "broadcast"]);
  const x = isOn(one, "transA") ? transpose(operand(one, 0)) : operand(one, 0);
  const given = isOn(one, "transB") ? operand(one, 1) : transpose(operand(one, 1));
  const w = { shape: given.shape, data: scale(given.data, numberOf(settings, "alpha", 1)) };
  const bias = biasOf(one);
  if (bias === undefined || matrixBias(one) !== undefined) return { x, w };
  const outputs = w.shape[0] ?? 0;
  const row = Float32Array.from(
    { length: outputs },
    (_, o) => bias.data[bias.data.length === 1 ? 0 : o] ?? Number.NaN,
  );
  return { x, w, b: { shape: [outputs], data: row } };
}

/** C times beta, when there is one. */
function biasOf(one: Case): StoredCell | undefined {
  if (one.order.inputs.length < 3) return undefined;
  const { shape, data } = operand(one, 2);
  return { shape, data: scale(data, numberOf(one.settings, "beta", 1)) };
}

/** The same when it differs from row to row. */
export function matrixBias(one: Case): StoredCell | undefined {
  const bias = biasOf(one);
  return bias === undefined || bias.data.length === (bias.shape.at(-1) ?? 1) ? undefined : bias;
}

function transpose({ shape, data }: StoredCell): StoredCell {
  const [rows = 0, columns = 0] = shape;
  const turned = new Float32Array(data.length);
  for (let at = 0; at < data.length; at++)
    turned[(at % columns) * rows + Math.floor(at / columns)] = data[at] ?? Number.NaN;
  return { shape: [columns, rows], data: turned };
}

function scale(data: Float32Array | Int32Array, factor: number): Float32Array {
  return Float32Array.from(data, (value) => value * factor);
}
