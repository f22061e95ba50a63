/**
 * Resize, and Upsample before opset 10: pictures with a whole number of times as many rows and
 * columns.
 */
import { format } from "../core/shape";
import type { OnnxNode } from "../data/formats/onnx/model";
import type { Builder } from "./builder";
import { axisOf, refuse, word, wholes } from "./node";
import { hasOwnAxes } from "./values";

const HINT =
  "Enlarging rows and columns a whole number of times is read: nn.Upsample(scale_factor=2), nearest or bilinear.";

export function resize(builder: Builder, node: OnnxNode): void {
  const from = builder.activation(node);
  const { view, order, shape } = from;
  const scales = scalesOf(builder, node, view);
  const along = (axis: number): number => scales[1 + order.indexOf(axis)] ?? 1;
  const isPicture = shape.length === 3 && hasOwnAxes(from) && shape.join() === from.dims.join();
  const isWhole = scales.every((scale) => Number.isInteger(scale) && scale >= 1 && scale <= 64);
  if (!isPicture || !isWhole || scales[0] !== 1 || along(0) !== 1)
    refuse(
      node,
      `it makes ${format(view.slice(1))} ${scales.slice(1).join(", ")} times as long`,
      HINT,
    );
  if (scales.every((scale) => scale === 1)) return builder.set(node, from);
  const scale_factor = [along(1), along(2)];
  const settings = { scale_factor, ...kindOf(builder, node, scale_factor) };
  const made = builder.add(node, "upsample", settings, [from]);
  const longer = view.map((extent, axis) => extent * (scales[axis] ?? 1));
  builder.set(node, { ...made, order, view: longer, isPositive: from.isPositive === true });
}

/** How many times as long each axis becomes. */
function scalesOf(builder: Builder, node: OnnxNode, view: readonly number[]): readonly number[] {
  const isOld = node.op === "Upsample" || builder.model.opset < 11;
  const given = node.attributes.get("scales")?.floats ?? [];
  const factors = given.length > 0 ? given : builder.numbers(node, isOld ? 1 : 2);
  const sizes = isOld ? undefined : builder.numbers(node, 3);
  if (word(node, "keep_aspect_ratio_policy", "stretch") !== "stretch")
    refuse(node, "it keeps the ratio of rows to columns", HINT);
  const axes = wholes(node, "axes")?.map((axis) => axisOf(node, axis, view.length));
  const numbers = (factors?.length ?? 0) > 0 ? factors : sizes;
  const places = axes ?? view.map((_, axis) => axis);
  if (numbers === undefined || numbers.length !== places.length)
    refuse(node, "it does not say how large the picture becomes", "", "format");
  return view.map((extent, axis) => {
    const number = numbers[places.indexOf(axis)];
    if (number === undefined) return 1;
    return numbers === factors ? number : number / extent;
  });
}

type Kind = { readonly mode: string; readonly align_corners: boolean };

/** The kind of upsample that takes the same cells. */
function kindOf(builder: Builder, node: OnnxNode, scales: readonly number[]): Kind {
  const isOld = node.op === "Upsample" || builder.model.opset < 11;
  const mode = word(node, "mode", "nearest");
  const way = isOld ? "asymmetric" : word(node, "coordinate_transformation_mode", "half_pixel");
  const rounding = isOld ? "floor" : word(node, "nearest_mode", "round_prefer_floor");
  const isBilinear = mode === "linear" || mode === "bilinear";
  if (isBilinear && way.endsWith("half_pixel")) return { mode: "bilinear", align_corners: false };
  if (isBilinear && way === "align_corners") return { mode: "bilinear", align_corners: true };
  if (mode === "nearest" && scales.every((scale) => takesOwn(scale, way, rounding)))
    return { mode: "nearest", align_corners: false };
  return refuse(node, `its mode is ${mode}, ${way}, ${rounding}`, HINT);
}

const ROUNDED: Readonly<Record<string, (place: number) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round_prefer_floor: (place) => Math.ceil(place - 0.5),
  round_prefer_ceil: (place) => Math.floor(place + 0.5),
};

/** Where cell `at` lies in the picture before, by ONNX's names. */
const PLACES: Readonly<Record<string, (at: number, scale: number) => number>> = {
  asymmetric: (at, scale) => at / scale,
  half_pixel: (at, scale) => (at + 0.5) / scale - 0.5,
  pytorch_half_pixel: (at, scale) => (at + 0.5) / scale - 0.5,
  tf_half_pixel_for_nn: (at, scale) => (at + 0.5) / scale,
};

/** Whether each cell becomes a block of its own: cell `at` is taken from ⌊at/scale⌋. */
function takesOwn(scale: number, way: string, rounding: string): boolean {
  const place = Object.hasOwn(PLACES, way) ? PLACES[way] : undefined;
  const round = Object.hasOwn(ROUNDED, rounding) ? ROUNDED[rounding] : undefined;
  if (place === undefined || round === undefined) return false;
  // The second block: places that lie before the picture are moved into the first.
  return Array.from({ length: scale }, (_, at) => scale + at).every(
    (at) => round(place(at, scale)) === 1,
  );
}
