/**
 * `x.view(-1, 400)` and its relatives: understood where they flatten, make a picture of features,
 * or change nothing.
 */
import { size } from "../../core/shape";
import { OtherInput, sizes } from "./input";
import type { Host } from "./host";
import type { Settings } from "./meaning";
import { problemAt } from "./tokens";
import { type GivenValues, type TensorValue, unknown, type Value, written } from "./values";

export function reshaped(host: Host, given: GivenValues, x: TensorValue): Value {
  const [, first, ...more] = given.positional;
  const parts =
    first?.value.kind === "list" && more.length === 0
      ? first.value.items
      : [first, ...more].flatMap((one) => (one === undefined ? [] : [one.value]));
  const lost = parts.find((one) => one.kind === "unknown");
  if (lost !== undefined) return lost;
  const [batch, ...rest] = parts;
  const said = `${given.callee}(${parts.map(written).join(", ")})`;
  const total = size(x.shape);
  const sides = rest.map((one) => (one.kind === "number" && !one.isFloat ? one.value : Number.NaN));
  if (batch === undefined || rest.length === 0 || sides.some(Number.isNaN))
    throw problemAt(
      host.source,
      given.at,
      `${said} is not understood; x.view(-1, ${total}) flattens`,
    );
  const open = sides.indexOf(-1);
  const product = sides.reduce((all, side) => (side === -1 ? all : all * side), 1);
  const full = sides.map((side, at) => (at === open ? total / product : side));
  const isBatch = batch.kind === "batch" || (batch.kind === "number" && batch.value !== 0);
  if (isBatch && size(full) === total && full.every(Number.isInteger)) {
    if (full.join() === x.shape.join()) return x;
    const layer = layerFor(x, full);
    if (layer !== null) return x.graph.add(layer, [x], { at: given.at });
  }
  if (x.layer === "input" && !x.graph.isGiven && open === -1)
    throw new OtherInput(inputOf(full, total));
  if (isBatch && size(full) === total)
    return unknown(
      `${said} makes ${sizes(full)} of ${sizes(x.shape)}; only flattening is understood`,
      given.at,
    );
  throw problemAt(
    host.source,
    given.at,
    `${said} does not flatten: ${sizes(x.shape)} come in for each picture, and that is ${total} numbers, not ${product}`,
  );
}

function layerFor(x: TensorValue, shape: readonly number[]): Settings | null {
  const isPicture = shape.length === 3 && x.shape.length === 1 && x.layer !== "input";
  if (isPicture) return { op: "unflatten", unflattened_size: shape };
  return shape.length === 1 ? { op: "flatten" } : null;
}

/** A picture that has so many numbers: 784 is 1×28×28, 3072 is 3×32×32. */
function inputOf(shape: readonly number[], total: number): readonly number[] {
  if (shape.length !== 1) return shape;
  const [features = total] = shape;
  for (const channels of [1, 3]) {
    const side = Math.sqrt(features / channels);
    if (Number.isInteger(side)) return [channels, side, side];
  }
  return [features];
}
