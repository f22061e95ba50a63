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
