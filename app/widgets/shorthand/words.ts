/** What a layer does, in the lecture's letters: f filter size, s stride, p padding. */
import type { LayerShape } from "../../../engine/graph/shapes";

export function madeBy({ kind, attributes }: LayerShape): readonly string[] {
  const get = (name: string): string => square(attributes[name]);
  switch (kind) {
    case "conv2d":
      return [`${get("out_channels")} filters`, `f=${get("kernel_size")}, s=${get("stride")},`, `p=${get("padding")}`];
    case "maxpool2d":
    case "avgpool2d":
      return [kind === "maxpool2d" ? "max pool" : "average pool", `f=${get("kernel_size")}, s=${get("stride")}`];
    case "linear":
      return ["dense"];
    case "batchnorm":
      return ["batch norm"];
    default:
      return [kind];
  }
}

function square(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.every((one) => one === value[0]) ? String(value[0]) : value.join(",");
}

/** Layers that change numbers and not the shape: the drawing writes them on the arrow of the volume before. */
const POINTWISE: ReadonlySet<string> = new Set(["relu", "sigmoid", "tanh", "batchnorm", "dropout", "softmax"]);

export interface DrawnVolume {
  readonly layer: string;
  readonly shape: readonly number[];
  readonly made: readonly string[];
}

/** One volume for every layer that changes the shape. */
export function drawn(layers: readonly LayerShape[]): readonly DrawnVolume[] {
  const volumes: DrawnVolume[] = [];
  for (const layer of layers) {
    const last = volumes.at(-1);
    if (last === undefined || !POINTWISE.has(layer.kind)) volumes.push({ layer: layer.name, shape: layer.shape, made: madeBy(layer) });
    else
      volumes[volumes.length - 1] = {
        ...last,
        made: [...last.made, `then ${layer.kind === "relu" ? "ReLU" : (madeBy(layer)[0] ?? layer.kind)}`],
      };
  }
  return volumes;
}
