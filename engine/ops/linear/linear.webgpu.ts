/**
 * linear on the GPU: tiles of a matrix product in workgroup memory on real GPUs; on software
 * adapters, where workgroup memory is no faster than any other, one text for all three products
 * where subgroups have four lanes (linear.quads.ts), else 8 × 8 sums in registers. Formulas in the
 * .wgsl files.
 */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  linear,
  type Operand,
  partsOf,
} from "../../backends/webgpu/kernel";
import { masked } from "../../backends/webgpu/mask";
import { tiled } from "../../backends/webgpu/tiles";
import { size } from "../../core/shape";
import eight from "./eight.wgsl?raw";
import tilesInput from "./linear.backward.wgsl?raw";
import { COLUMNS, productSource, ROWS } from "./linear.quads";
import registersBackward from "./linear.registers.backward.wgsl?raw";
import registersForward from "./linear.registers.wgsl?raw";
import tilesWeights from "./linear.weights.wgsl?raw";
import tilesForward from "./linear.wgsl?raw";

/** Examples, features in, features out; leading axes of x count as examples. */
interface Extents {
  readonly N: number;
  readonly F: number;
  readonly O: number;
}

function extents(call: CallContext, x: string, y: string): Extents {
  return {
    N: size(call.shape(x).slice(0, -1)),
    F: call.shape(x).at(-1) ?? 1,
    O: call.shape(y).at(-1) ?? 1,
  };
}

function relu(call: CallContext): number {
  return call.attributes["activation"] === "relu" ? 1 : 0;
}

const eighths = (count: number): number => Math.ceil(count / 8);

function forward(call: CallContext): readonly Dispatch[] {
  const { N, F, O } = extents(call, "x", "y");
  if (N * O === 0) return [];
  const parts = partsOf(call.shape("w"), call.largest);
  if (parts.length === 1) return [outputs(call, { N, F, O, ROW: O }, ["w", "b", "y"])];
  return parts.map(({ from, count }) =>
    outputs(call, { N, F, O: count, ROW: O }, [
      { slot: "w", from: from * F, words: count * F },
      { slot: "b", from, words: count },
      { slot: "y", from, words: N * O - from },
    ]),
  );
}

/** `shape.O` outputs, whose weights, biases and first example's cells are these operands. */
function outputs(
  call: CallContext,
  shape: Extents & { readonly ROW: number },
  [w, b, y]: readonly [Operand, Operand, Operand],
): Dispatch {
  const { N, F, O, ROW } = shape;
  const BIAS = call.has("b") ? 1 : 0;
  const constants = { BIAS, RELU: relu(call) };
  const operands = ["x", w, BIAS === 1 ? b : null, y];
  if (call.quads) {
    const strides = { AM: F, AK: 1, BK: 1, BN: F, CM: ROW } as const;
    return inQuads({ M: N, K: F, N: O, ...strides, ONES: 0, ...constants }, [...operands, null]);
  }
  const tiles = tiledUnlessSoftware(call, {
    name: "linear.tiles",
    source: tilesForward,
    rows: N,
    columns: O,
    depth: F,
    constants,
    shape: { ...shape },
    operands,
  });
  const source = `${registersForward}\n${eight}`;
  const registers = {
    name: "linear.forward",
    source,
    entry: "main",
    constants,
    shape: { ...shape },
    operands,
  } as const;
  return tiles ?? { ...registers, groups: linear(eighths(N) * eighths(O)), work: 2 * N * F * O };
}

type Wanted = Omit<Parameters<typeof tiled>[0], "layers">;

function tiledUnlessSoftware(call: CallContext, product: Wanted): Dispatch | null {
  return call.software || product.depth === 0 ? null : tiled({ ...product, layers: 1 });
}

function backward(call: CallContext): readonly Dispatch[] {
  const shape = extents(call, call.has("x") ? "x" : "dx", "dy");
  const wantsInput = call.has("dx") && shape.N * shape.F > 0;
  const wantsWeights = (call.has("dw") || call.has("db")) && shape.O > 0;
  if (call.quads) return backwardInQuads(call, shape, wantsInput, wantsWeights);
  return [
    ...(wantsInput ? [inputGradient(call, shape)] : []),
    ...(wantsWeights ? [weightsGradient(call, shape)] : []),
  ];
}

/** In the order of the kernel's struct Shape. */
type Product = Readonly<
  Record<"M" | "K" | "N" | "AM" | "AK" | "BK" | "BN" | "CM" | "ONES" | "BIAS" | "RELU", number>
>;

function inQuads(product: Product, operands: readonly Operand[]): Dispatch {
  const { M, K, N, ONES } = product;
  return {
    name: "linear.quads",
    source: productSource,
    entry: "main",
    constants: {},
    shape: product,
    operands,
    groups: linear(4 * Math.ceil(M / ROWS) * Math.ceil((N + ONES) / (4 * COLUMNS))),
    work: 2 * M * N * K,
  };
}

function backwardInQuads(
  call: CallContext,
  { N, F, O }: Extents,
  wantsInput: boolean,
  wantsWeights: boolean,
): readonly Dispatch[] {
  const { first, dy } = relu(call) === 1 ? masked(N * O) : { first: [], dy: "dy" };
  const ONES = call.has("db") ? 1 : 0;
  const plain = { BIAS: 0, RELU: 0 };
  const input = (): Dispatch =>
    inQuads({ M: N, K: O, N: F, AM: O, AK: 1, BK: F, BN: 1, CM: F, ONES: 0, ...plain }, [
      dy,
      "w",
      null,
      "dx",
      null,
    ]);
  const weights = (): Dispatch =>
    inQuads({ M: O, K: N, N: F, AM: 1, AK: O, BK: F, BN: 1, CM: F, ONES, ...plain }, [
      dy,
      "x",
      null,
      call.has("dw") ? "dw" : null,
      ONES === 1 ? "db" : null,
    ]);
  return [...first, ...(wantsInput ? [input()] : []), ...(wantsWeights ? [weights()] : [])];
}

function inputGradient(call: CallContext, shape: Extents): Dispatch {
  const { N, F, O } = shape;
  const RELU = relu(call);
  const operands = ["dy", RELU === 1 ? "y" : null, "w", "dx"];
  const product = {
    name: "linear.tiles.backward",
    source: tilesInput,
    rows: N,
    columns: F,
    depth: O,
    constants: { RELU },
    shape: { ...shape },
    operands,
  };
  return (
    tiledUnlessSoftware(call, product) ?? {
      name: "linear.backward",
      source: `${registersBackward}\n${eight}`,
      entry: "input",
      constants: { BIAS: 0, RELU },
      shape: { ...shape },
      operands: [...operands, null],
      groups: linear(eighths(N) * eighths(F)),
      work: 2 * N * F * O,
    }
  );
}

function weightsGradient(call: CallContext, shape: Extents): Dispatch {
  const { N, F, O } = shape;
  const RELU = relu(call);
  const BIAS = call.has("db") ? 1 : 0;
  const constants = { BIAS, RELU };
  const operands = [
    "dy",
    RELU === 1 ? "y" : null,
    "x",
    call.has("dw") ? "dw" : null,
    BIAS === 1 ? "db" : null,
  ];
  const columns = F + BIAS;
  const product = {
    name: "linear.tiles.weights",
    source: tilesWeights,
    rows: O,
    columns,
    depth: N,
    constants,
    shape: { ...shape },
    operands,
  };
  return (
    tiledUnlessSoftware(call, product) ?? {
      name: "linear.backward",
      source: `${registersBackward}\n${eight}`,
      entry: "weights",
      constants,
      shape: { ...shape },
      operands,
      groups: linear(eighths(O) * eighths(columns)),
      work: 2 * N * F * O,
    }
  );
}

export const kernels: Kernels = { forward, backward };
