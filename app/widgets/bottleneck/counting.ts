/**
 * A 5×5 convolution straight, and the same through a 1×1 bottleneck, as two networks: counted from
 * their specs alone. Multiplications = multiply-adds; biases are not counted.
 */
import { networkShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";

export interface Sizes {
  /** Side of the picture, channels in and out, filter size, channels of the bottleneck. */
  readonly side: number;
  readonly channels: number;
  readonly filters: number;
  readonly kernel: number;
  readonly reduced: number;
}

export interface Count {
  readonly layers: readonly {
    readonly name: string;
    readonly multiplications: number;
    readonly parameters: number;
    readonly shape: readonly number[];
  }[];
  readonly multiplications: number;
  readonly parameters: number;
}

export type Path = "straight" | "bottleneck";

export function specOf(
  path: Path,
  { side, channels, filters, kernel, reduced }: Sizes,
): NetworkSpec {
  const wide = {
    name: "wide",
    op: "conv2d",
    out_channels: filters,
    kernel_size: kernel,
    padding: (kernel - 1) / 2,
  };
  const narrow = { name: "narrow", op: "conv2d", out_channels: reduced, kernel_size: 1 };
  return {
    format: 1,
    name: path,
    input: [channels, side, side],
    layers: path === "straight" ? [wide] : [narrow, wide],
  };
}

export function countOf(path: Path, sizes: Sizes): Count {
  const network = networkShapes(specOf(path, sizes));
  return {
    layers: network.layers.map(({ name, multiplyAdds, parameterCount, shape }) => ({
      name,
      multiplications: multiplyAdds,
      parameters: parameterCount,
      shape,
    })),
    multiplications: network.multiplyAdds,
    parameters: network.parameterCount,
  };
}
