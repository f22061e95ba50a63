/** Sliding windows: padding round the input, the window, cells that no window visits, sizes. */
import { t } from "../../language/words";
import { cellsOf } from "../../../engine/core/expression";
import type { Attributes } from "../../../engine/core/op";
import { type Index, type Shape, size, unravel } from "../../../engine/core/shape";
import { plane, type WindowAttributes } from "../../../engine/core/window";
import { present } from "../../../engine/explain/numbers";
import { valueName } from "../../../engine/graph/layer-shapes";
import type { LayerShape } from "../../../engine/graph/shapes";
import { droppedText, type Sliding, windowAt } from "../../figures/conv-geometry/geometry";
import { cellText } from "../../figures/describe/fitted";
import type { CellStyle } from "../../figures/marks/number-grid/cell-style";
import { cellKey } from "../../figures/scene/scene";
import { panelsOf } from "../parts";
import type { Overlay, OverlayContext, OverlayFrame } from "./overlay";

export function slidingOverlay(context: OverlayContext): Overlay | null {
  const { layer, numbers, view } = context;
  const sliding = slidingOf(layer);
  const input = layer.inputs[0];
  if (sliding === null || input === undefined) return null;
  const choosing = Object.hasOwn(layer.saved, "argmax");
  const dropped = droppedText(sliding);
  const padding = sliding.rows.before + sliding.rows.after + sliding.columns.before;
  const isDrawn = panelsOf(numbers, view).includes(valueName(input));
  return {
    padded: new Map([[valueName(input), { sliding, padding: choosing ? null : 0 }]]),
    sliding,
    frames: framesOf(context, sliding, valueName(input)),
    cellStyles: weightsOn(context, sliding, valueName(input)),
    signs: signsOf(context),
    notes: !isDrawn
      ? []
      : [
          ...(padding + sliding.columns.after === 0
            ? []
            : [
                choosing
                  ? t("Dashed: padding. It counts as −∞ and never wins.")
                  : t("Dashed: padding. It counts as 0."),
              ]),
          ...(dropped === "" ? [] : [dropped]),
        ],
  };
}

/** The window's two directions; null for an op that does not slide over images. */
export function slidingOf(layer: LayerShape): Sliding | null {
  const [shape] = layer.inputShapes;
  const attributes = windowOf(layer.attributes);
  if (attributes === null || shape?.length !== 3) return null;
  const { rows, columns } = plane(layer.kind, [1, ...shape], attributes);
  return { rows, columns };
}

function windowOf(attributes: Attributes): WindowAttributes | null {
  const list = (name: string): readonly number[] | null => {
    const value = attributes[name];
    return Array.isArray(value) && value.every((one) => typeof one === "number") ? value : null;
  };
  const [kernel, stride, padding] = [list("kernel_size"), list("stride"), list("padding")];
  if (kernel === null || stride === null || padding === null) return null;
  return {
    kernel_size: kernel,
    stride,
    padding,
    dilation: list("dilation") ?? [1, 1],
    ceil_mode: attributes["ceil_mode"] === true,
  };
}

/** The window of the output that is explained, and of one that is pointed at. */
function framesOf(
  { layer, backward, index, expression, pointed, view }: OverlayContext,
  sliding: Sliding,
  tensor: string,
): OverlayFrame[] {
  if (backward) return [];
  const sheet = (prefix: Index): string => prefix.slice(0, 2).join(",");
  const read = new Set(
    expression === null
      ? []
      : [...cellsOf(expression)].flatMap((cell) =>
          cell.tensor === tensor ? [sheet(cell.index)] : [],
        ),
  );
  const frame = (
    [, , row = 0, column = 0]: Index,
    fits: OverlayFrame["fits"],
    hue: OverlayFrame["hue"],
  ): OverlayFrame => ({ tensor, fits, ...windowAt(sliding, row, column), hue });
  const hasWeights = Object.hasOwn(layer.parameters, "w");
  const now =
    index?.length === 4
      ? [frame(index, (prefix) => read.has(sheet(prefix)), hasWeights ? "weight" : "output")]
      : [];
  const other = pointed?.tensor === view.of && pointed.index.join() !== index?.join();
  return other ? [...now, frame(pointed.index, () => true, "output")] : now;
}

/** More weights than this are not written into the window. */
const MOST_WRITTEN = 200;

/** In the window: the weight that lies on each cell, on the padding, too. */
function weightsOn(
  { numbers, layer, backward, index }: OverlayContext,
  { rows, columns }: Sliding,
  tensor: string,
): ReadonlyMap<string, CellStyle> {
  const cellStyles = new Map<string, CellStyle>();
  const shape = layer.parameters["w"];
  if (backward || index?.length !== 4 || shape?.length !== 4) return cellStyles;
  const [filters = 1, channels = 1, high = 1, wide = 1] = shape;
  if (channels * high * wide > MOST_WRITTEN) return cellStyles;
  const [sample = 0, filter = 0, row = 0, column = 0] = index;
  const groups = (layer.inputShapes[0]?.[0] ?? channels) / channels;
  const first = Math.floor((filter * groups) / filters) * channels;
  const weights = present(numbers, `${layer.name}.w`);
  for (const [flat, taken] of indicesOf([channels, high, wide])) {
    const [channel = 0, u = 0, v = 0] = taken;
    const weight = weights.data[filter * channels * high * wide + flat] ?? 0;
    const at = [
      sample,
      first + channel,
      row * rows.stride + u * rows.dilation - rows.before,
      column * columns.stride + v * columns.dilation - columns.before,
    ];
    cellStyles.set(cellKey(tensor, at), { lit: "input", second: `×${cellText(weight, 3)}` });
  }
  return cellStyles;
}

function indicesOf(shape: Shape): (readonly [number, Index])[] {
  return Array.from({ length: size(shape) }, (_, flat) => [flat, unravel(shape, flat)]);
}

/** What is multiplied: input and filter, or forwards from the error. */
function signsOf({ layer, slot, backward }: OverlayContext): ReadonlyMap<string, string> {
  if (!Object.hasOwn(layer.parameters, "w")) return new Map();
  const weights = `${layer.name}.w`;
  if (!backward)
    return new Map([
      [weights, "∗"],
      [`${layer.name}.b`, "+"],
    ]);
  return new Map([[slot === "w" ? `${layer.name}.dy` : weights, "∗"]]);
}
