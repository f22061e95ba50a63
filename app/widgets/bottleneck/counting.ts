/**
 * A 5×5 convolution straight, and the same through a 1×1 bottleneck, as two networks: counted from their specs alone, and run
 * on a backend. Multiplications = multiply-adds; biases are not counted.
 */
import type { Backend } from "../../../engine/backends/backend";
import { now } from "../../../engine/core/clock";
import { random } from "../../../engine/core/random";
import { size } from "../../../engine/core/shape";
import { compile } from "../../../engine/graph/compile";
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

export type Road = "straight" | "bottleneck";

export function specOf(road: Road, { side, channels, filters, kernel, reduced }: Sizes): NetworkSpec {
  const wide = { name: "wide", op: "conv2d", out_channels: filters, kernel_size: kernel, padding: (kernel - 1) / 2 };
  const narrow = { name: "narrow", op: "conv2d", out_channels: reduced, kernel_size: 1 };
  return { format: 1, name: road, input: [channels, side, side], layers: road === "straight" ? [wide] : [narrow, wide] };
}

export function countOf(road: Road, sizes: Sizes): Count {
  const network = networkShapes(specOf(road, sizes));
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

/** The shorter half of several runs, in ms each: what the machine can do when nothing else disturbs it. */
export async function timeOf(road: Road, sizes: Sizes, backend: Backend): Promise<number> {
  const spec = specOf(road, sizes);
  const executable = await backend.compile(compile(spec, { batch: 1 }).program);
  try {
    const source = random(1);
    for (const { name, kind, shape, integer } of executable.program.tensors) {
      if ((kind === "parameter" || kind === "input") && !integer && name !== "parameters")
        executable.write(
          name,
          Float32Array.from({ length: size(shape) }, () => source.normal() * 0.1),
        );
    }
    const times: number[] = [];
    for (let step = 1; step <= 7; step++) {
      const started = now();
      await executable.run("forward", { step, learningRate: 0, correction1: 1, correction2: 1, seed: 0 });
      await executable.read(["wide.y"]);
      times.push(now() - started);
    }
    return times.toSorted((a, b) => a - b)[2] ?? Number.NaN;
  } finally {
    executable.free();
  }
}
