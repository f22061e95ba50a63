/** First weights in PyTorch. What PyTorch does by itself is not written. */
import { networkShapes } from "../../graph/shapes";
import type { InitialiserSpec, NetworkSpec } from "../../graph/spec";

/**
 * `nn.init.…` for every layer whose spec names an initialiser; biases start at 0. Of a
 * normalisation only zeros and a constant mean something, for its scale.
 */
export function initialLines(
  network: NetworkSpec,
  attributes: ReadonlyMap<string, string>,
): readonly string[] {
  return networkShapes(network).layers.flatMap(({ name, init, parameters }) => {
    if (init === undefined || init.kind === "pytorch") return [];
    const isScale = parameters["gamma"] !== undefined && /^(zeros|constant)$/.test(init.kind);
    if (parameters["w"] === undefined && !isScale) return [];
    const layer = `net.${attributes.get(name) ?? name}`;
    return [
      weightText(init, `${layer}.weight`),
      ...(parameters["b"] === undefined ? [] : [`nn.init.zeros_(${layer}.bias)`]),
    ];
  });
}

function weightText(init: InitialiserSpec, weight: string): string {
  switch (init.kind) {
    case "constant":
      return `nn.init.constant_(${weight}, ${init.value})`;
    case "normal":
      return `nn.init.normal_(${weight}, ${init.mean}, ${init.std})`;
    case "uniform":
      return `nn.init.uniform_(${weight}, ${init.low}, ${init.high})`;
    case "he_normal":
      return `nn.init.kaiming_normal_(${weight}, nonlinearity="relu")`;
    case "he_uniform":
      return `nn.init.kaiming_uniform_(${weight}, nonlinearity="relu")`;
    default:
      return `nn.init.${init.kind}_(${weight})`;
  }
}
