/** conv2d on the GPU: which kernel for which shape, and how its work is cut. Formulas in the .wgsl files. */
import { type CallContext, type Dispatch, type Kernels, linear } from "../../backends/webgpu/kernel";
import { image, real, windowConstants } from "../../backends/webgpu/settings";
import backwardSource from "./conv2d.backward.wgsl?raw";
import filterSource from "./conv2d.filter.wgsl?raw";
import forwardSource from "./conv2d.wgsl?raw";

interface Geometry {
  readonly constants: Readonly<Record<string, number>>;
  readonly images: number;
  readonly groups: number;
  /** Multiply-adds of the forward pass; each gradient takes as many. */
  readonly work: number;
  readonly outputs: readonly [channels: number, height: number, width: number];
  readonly inputs: readonly [channels: number, height: number, width: number];
  readonly taps: number;
}

function geometry(call: CallContext, result: string): Geometry {
  const [N, C, H, W] = image(call, call.has("x") ? "x" : "dx");
  const [, O, I, J] = image(call, result);
  const window = windowConstants(call.attributes);
  const G = real(call.attributes, "groups", 1);
  const taps = (C / G) * (window["KH"] ?? 1) * (window["KW"] ?? 1);
  const RELU = call.attributes["activation"] === "relu" ? 1 : 0;
  return {
    constants: { N, C, H, W, O, I, J, G, RELU, ...window },
    images: N,
    groups: G,
    work: N * O * I * J * taps * 2,
    outputs: [O, I, J],
    inputs: [C, H, W],
    taps,
  };
}

function forward(call: CallContext): readonly Dispatch[] {
  const { constants, images, groups, work, outputs } = geometry(call, "y");
  const [O, I, J] = outputs;
  if (images * O * I * J === 0) return [];
  const bias = call.has("b");
  const threads = images * groups * Math.ceil(O / groups / 4) * I * Math.ceil(J / 4);
  return [
    {
      name: "conv2d.forward",
      source: forwardSource,
      entry: "main",
      constants: { ...constants, BIAS: bias ? 1 : 0 },
      operands: ["x", "w", bias ? "b" : null, "y"],
      groups: linear(threads),
      work,
    },
  ];
}

function backward(call: CallContext): readonly Dispatch[] {
  const shape = geometry(call, "dy");
  return [...(call.has("dx") ? inputGradient(call, shape) : []), ...(call.has("dw") || call.has("db") ? filterGradient(call, shape) : [])];
}

function inputGradient(call: CallContext, { constants, images, groups, work, inputs }: Geometry): readonly Dispatch[] {
  const [C, H, W] = inputs;
  if (images * C * H * W === 0) return [];
  return [
    {
      name: "conv2d.backward",
      source: backwardSource,
      entry: "main",
      constants,
      operands: ["dy", "w", constants["RELU"] === 1 ? "y" : null, "dx"],
      groups: linear(images * groups * Math.ceil(C / groups / 4) * H * Math.ceil(W / 4)),
      work,
    },
  ];
}

/** Enough parts to keep a device busy, few enough that adding them stays cheap. */
function partsFor(images: number, tiles: number, software: boolean): number {
  const wanted = Math.ceil((software ? 64 : 16384) / Math.max(1, tiles));
  return Math.max(1, Math.min(images, wanted));
}

function filterGradient(call: CallContext, { constants, images, groups, work, outputs, taps }: Geometry): readonly Dispatch[] {
  const [O] = outputs;
  const BIAS = call.has("db") ? 1 : 0;
  const columns = taps + BIAS;
  const tiles = groups * Math.ceil(O / groups / 4) * Math.ceil(columns / 4);
  const PARTS = partsFor(images, tiles, call.software);
  const words = PARTS * O * columns;
  if (O * columns === 0) return [];
  const common = {
    name: "conv2d.filter",
    source: filterSource,
    constants: { ...constants, BIAS, PARTS },
    operands: ["dy", "x", constants["RELU"] === 1 ? "y" : null, { scratch: 0, words }, "dw", BIAS === 1 ? "db" : null],
  } as const;
  return [
    { ...common, entry: "parts", groups: linear(PARTS * tiles), work },
    { ...common, entry: "total", groups: linear(O * columns), work: words },
  ];
}

export const kernels: Kernels = { forward, backward };
