/**
 * Why a layer has its shape, its parameters, its multiply-adds, its memory and its receptive field:
 * each number with the arithmetic that it follows from. Pure.
 */
import { t } from "../../language/words";
import { size, WORD } from "../../../engine/core/shape";
import { plane, type Axis } from "../../../engine/core/window";
import { layerNamed, type LayerShape, type NetworkShapes } from "../../../engine/graph/shapes";
import { bytes } from "../layer-table/rows";
import { exact } from "../network-map/counts";

export interface Reason {
  readonly what: string;
  /** "⌊(39 + 2×0 − 3) / 1⌋ + 1", or why there is nothing to compute; empty: nothing to add. */
  readonly why: string;
  readonly value: string;
}

/** What a pixel sees: itself. */
const PIXEL = { size: [1, 1], jump: [1, 1] } as const;

export function reasonsFor(network: NetworkShapes, layer: LayerShape): readonly Reason[] {
  return [
    ...shapeReasons(layer),
    { what: "parameters", ...parameterReason(layer) },
    { what: "multiply-adds", ...workReason(layer) },
    {
      what: "memory",
      why: t("{shape} × {each} bytes", { shape: layer.shape.map(exact).join("×"), each: WORD }),
      value: bytes(size(layer.shape) * WORD),
    },
    { what: "sees", ...fieldReason(network, layer) },
  ];
}

/** The windows of a layer over what it reads; null where no window slides. */
function windowsOf({ definition, attributes, inputShapes }: LayerShape) {
  const window = definition.window?.(attributes);
  const [input] = inputShapes;
  if (window === undefined || input?.length !== 3) return null;
  return plane(definition.name, [1, ...input], {
    kernel_size: window.kernel,
    stride: window.stride,
    padding: window.padding,
    dilation: window.dilation,
    ceil_mode: attributes["ceil_mode"] === true,
  });
}

function shapeReasons(layer: LayerShape): readonly Reason[] {
  const { kind, shape, inputShapes } = layer;
  const windows = windowsOf(layer);
  if (kind === "flatten") {
    const [input = []] = inputShapes;
    return [{ what: "numbers", why: input.map(exact).join("×"), value: exact(size(shape)) }];
  }
  if (kind === "linear")
    return [{ what: "numbers", why: t("one for each unit"), value: exact(size(shape)) }];
  if (windows === null)
    return [{ what: "size", why: t("as what it reads"), value: shape.join("×") }];
  const { rows, columns } = windows;
  const isEven = sizeText(rows) === sizeText(columns);
  const ceil = layer.attributes["ceil_mode"] === true;
  const side = (what: string, axis: Axis): Reason => ({
    what,
    why: sizeText(axis, ceil),
    value: exact(axis.count),
  });
  return [
    ...(isEven ? [side("rows, columns", rows)] : [side("rows", rows), side("columns", columns)]),
    {
      what: "channels",
      why: kind === "conv2d" ? t("one for each filter") : t("as many as it reads"),
      value: exact(shape[0] ?? 1),
    },
  ];
}

/** "⌊(39 + 2×0 − 3) / 1⌋ + 1": the formula of the lecture with its numbers. */
function sizeText({ size: n, kernel, stride, before, after, dilation, count }: Axis, ceil = false) {
  const padding = before === after ? `2×${before}` : `${before} + ${after}`;
  const filter = dilation === 1 ? String(kernel) : `(${dilation}×(${kernel} − 1) + 1)`;
  const [open, close] = ceil ? ["⌈", "⌉"] : ["⌊", "⌋"];
  const most = Math.ceil((n + before + after - dilation * (kernel - 1) - 1) / stride) + 1;
  // A last window that would start outside of what is read is left out.
  const left = ceil && count < most ? " − 1" : "";
  return `${open}(${n} + ${padding} − ${filter}) / ${stride}${close} + 1${left}`;
}

function parameterReason(layer: LayerShape): Omit<Reason, "what"> {
  const { parameters, parameterCount } = layer;
  const value = exact(parameterCount);
  const w = parameters["w"];
  if (parameterCount === 0) return { why: t("nothing is learned"), value: "0" };
  const isWeighted = w !== undefined && (layer.kind === "conv2d" || layer.kind === "linear");
  if (!isWeighted)
    return {
      why: Object.values(parameters)
        .map((shape) => shape.join("×"))
        .join(" + "),
      value,
    };
  const [out = 1, ...each] = w;
  const one = each.toReversed().map(exact).join("×");
  const why = Object.hasOwn(parameters, "b") ? `(${one} + 1) × ${out}` : `${one} × ${out}`;
  return { why, value };
}

function workReason({ kind, parameters, shape, multiplyAdds }: LayerShape): Omit<Reason, "what"> {
  const w = parameters["w"];
  if (multiplyAdds === 0 || w === undefined)
    return { why: t("only a weight's are counted"), value: "0" };
  const each = w.slice(1).toReversed().map(exact).join("×");
  const places = kind === "conv2d" ? shape.toReversed() : shape;
  return { why: `${each} × ${places.map(exact).join("×")}`, value: exact(multiplyAdds) };
}

function fieldReason(network: NetworkShapes, layer: LayerShape): Omit<Reason, "what"> {
  const value = t("{size} pixels", { size: layer.field.size.join("×") });
  const windows = layer.definition.window?.(layer.attributes);
  const [source = "input"] = layer.inputs;
  const before: Pick<LayerShape["field"], "size" | "jump"> =
    layerNamed(network, source)?.field ?? PIXEL;
  const isWhole = layer.field.jump[0] === 0 && layer.field.size[0] > 1;
  if (isWhole) return { why: t("every number of all maps"), value };
  if (windows === undefined) return { why: t("what the number sees that it reads"), value };
  const along = (axis: 0 | 1): string => {
    const dilation = windows.dilation[axis] ?? 1;
    const steps = `(${windows.kernel[axis] ?? 1} − 1)${dilation === 1 ? "" : `×${dilation}`}`;
    return `${before.size[axis]} + ${steps}×${before.jump[axis]}`;
  };
  const [rows, columns] = [along(0), along(1)];
  return { why: rows === columns ? rows : t("{rows} by {columns}", { rows, columns }), value };
}
