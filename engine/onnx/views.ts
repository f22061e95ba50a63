/**
 * Nodes that move cells without computing: reshapes, transposes, slices with steps, pads. Most need
 * no layer; the next layer's weights take the order of the cells.
 */
import { broadcast, format, sameShape, type Shape } from "../core/shape";
import type { OnnxNode } from "../data/formats/onnx/model";
import type { Builder } from "./builder";
import { axisOf, refuse, whole, wholes, word } from "./node";
import { type Activation, hasOwnAxes, isInOrder, type Padding, withoutPadding } from "./values";
import { sum } from "./windows";
import { flattened, reshaped, sliceAxes, squeezed, transposition, unsqueezed } from "./layout";

export function identity(builder: Builder, node: OnnxNode): void {
  builder.set(node, builder.value(node, 0));
}

export function cast(builder: Builder, node: OnnxNode): void {
  const type = whole(node, "to", 1);
  if (![1, 10, 11, 16].includes(type))
    refuse(node, "it turns what is computed from the picture into whole numbers");
  builder.set(node, builder.value(node, 0));
}

export function reshape(builder: Builder, node: OnnxNode): void {
  const from = builder.activation(node);
  const target = builder.numbers(node, 1) ?? refuse(node, "it has no shape", "", "format");
  viewed(builder, node, from, reshaped(node, from.view, target));
}

export function flatten(builder: Builder, node: OnnxNode): void {
  const from = builder.activation(node);
  viewed(builder, node, from, flattened(node, from.view));
}

export function squeeze(builder: Builder, node: OnnxNode): void {
  const from = builder.activation(node);
  const axes = wholes(node, "axes") ?? builder.numbers(node, 1);
  viewed(builder, node, from, squeezed(node, from.view, axes));
}

export function unsqueeze(builder: Builder, node: OnnxNode): void {
  const from = builder.activation(node);
  const axes = wholes(node, "axes") ?? builder.numbers(node, 1) ?? [];
  viewed(builder, node, from, unsqueezed(node, from.view, axes));
}

/** A shape that repeats axes of length 1; the Mul or Add behind it repeats them by itself. */
export function expand(builder: Builder, node: OnnxNode): void {
  const from = builder.activation(node);
  const target = builder.numbers(node, 1) ?? refuse(node, "it has no shape", "", "format");
  const view = broadcast(from.view, target);
  if (view === null || view.length !== from.view.length || view[0] !== builder.batch)
    refuse(node, `${format(from.view)} cannot become ${target.join("×")}`, "", "shape");
  builder.set(node, sameShape(view, from.view) ? from : { ...from, expanded: view });
}

function viewed(builder: Builder, node: OnnxNode, from: Activation, view: Shape): void {
  if (view[0] !== builder.batch)
    refuse(
      node,
      `it makes ${format(view)} of ${format(from.view)}: the first axis must stay the batch`,
      "In PyTorch write torch.flatten(x, 1) or x.view(x.size(0), -1).",
      "shape",
    );
  builder.set(node, { ...from, view, reshapedBy: node });
}

export function transpose(builder: Builder, node: OnnxNode): void {
  const given = builder.padded(node);
  const moved = transposition(node, given.view.length);
  if (moved[0] !== 0) refuse(node, "it moves the batch axis");
  const isOwn = hasOwnAxes(withoutPadding(given));
  if (!isOwn && (!isInOrder(given) || given.padding !== undefined))
    refuse(node, "it moves axes that a reshape has made of others", "Take one of them out.");
  const dims = given.view.slice(1);
  const from = isOwn ? given : { ...given, dims, order: dims.map((_, axis) => axis) };
  builder.set(node, {
    ...from,
    order: moved.slice(1).map((axis) => from.order[axis - 1] ?? 0),
    view: moved.map((axis) => from.view[axis] ?? 1),
  });
}

/** Every n-th row and column: a max pool of single cells. */
export function slice(builder: Builder, node: OnnxNode): void {
  const from = builder.activation(node);
  const { view } = from;
  const stride = [1, 1];
  for (const { axis, start, end, step } of sliceAxes(builder, node, view)) {
    const extent = view[axis] ?? 0;
    if (start === 0 && end >= extent && step === 1) continue;
    if (start !== 0 || end < extent || step < 1 || axis < 2 || axis > 3)
      refuse(
        node,
        `it cuts axis ${axis} from ${start} to ${Math.min(end, extent)} in steps of ${step}`,
        "Every n-th row or column of the whole picture is read.",
      );
    stride[axis - 2] = step;
  }
  if (stride.every((step) => step === 1)) return builder.set(node, from);
  const settings = { kernel_size: [1, 1], stride };
  const made = builder.add(node, "maxpool2d", settings, [builder.picture(node, from)]);
  builder.set(node, { ...made, isPositive: from.isPositive === true });
}

/** Zeros around the picture wait for the next layer; zero channels are a layer of their own. */
export function pad(builder: Builder, node: OnnxNode): void {
  const from = builder.padded(node);
  const rank = from.view.length;
  const pads = wholes(node, "pads") ?? builder.numbers(node, 1) ?? [];
  const axes = builder.numbers(node, 3)?.map((axis) => axisOf(node, axis, rank));
  const value = node.attributes.get("value")?.float ?? builder.numbers(node, 2)?.[0] ?? 0;
  const around = new Map(
    (axes ?? from.view.map((_, axis) => axis)).map((axis, at, all) => [
      axis,
      [pads[at] ?? 0, pads[at + all.length] ?? 0] as const,
    ]),
  );
  if ([...around.values()].flat().every((count) => count === 0)) return builder.set(node, from);
  const mode = word(node, "mode", "constant");
  if (mode !== "constant" || value !== 0)
    refuse(node, `it pads with ${mode === "constant" ? value : mode}`, "Padding with 0 is read.");
  const engine = (axis: number): readonly [number, number] => {
    const at = from.order.indexOf(axis);
    return around.get(at + 1) ?? [0, 0];
  };
  const [[front, back], [top, bottom], [left, right]] = [engine(0), engine(1), engine(2)];
  const all = [front, back, top, bottom, left, right];
  const isBatch = around.get(0)?.some((count) => count !== 0) === true;
  if (from.shape.length !== 3 || from.dims.length !== 3 || isBatch || all.some((n) => n < 0))
    refuse(node, "it pads or cuts something else than channels, rows and columns of a picture");
  const wide = front + back === 0 ? from : moreChannels(builder, node, from, front, back);
  const more: Padding = [top, left, bottom, right];
  if (more.every((count) => count === 0)) return builder.set(node, wide);
  const view = wide.view.map((extent, axis) => {
    const side = axis === 0 ? undefined : from.order[axis - 1];
    return extent + (side === 1 ? top + bottom : side === 2 ? left + right : 0);
  });
  builder.set(node, { ...wide, view, padding: sum(more, wide.padding) });
}

function moreChannels(
  builder: Builder,
  node: OnnxNode,
  from: Activation,
  front: number,
  back: number,
): Activation {
  if (back - front > 1 || back < front || from.padding !== undefined)
    refuse(
      node,
      `it puts ${front} channels of zeros before and ${back} behind`,
      "As many before as behind are read.",
    );
  const out_channels = (from.shape[0] ?? 0) + front + back;
  const picture = builder.picture(node, from);
  const made = builder.add(node, "pad_channels", { out_channels }, [picture]);
  return { ...made, isPositive: from.isPositive === true };
}
