/** The extents of a conv2d call, as its GPU kernels take them. */
import type { CallContext, Operand } from "../../backends/webgpu/kernel";
import { image, real, windowConstants } from "../../backends/webgpu/settings";

/** Extents in the order of the kernels' struct Shape. */
export interface Geometry {
  readonly N: number;
  readonly C: number;
  readonly H: number;
  readonly W: number;
  readonly O: number;
  readonly I: number;
  readonly J: number;
  readonly G: number;
  readonly KH: number;
  readonly KW: number;
  readonly SH: number;
  readonly SW: number;
  readonly PT: number;
  readonly PL: number;
  readonly DH: number;
  readonly DW: number;
}

export function geometry(call: CallContext, result: string): Geometry {
  const [N, C, H, W] = image(call, call.has("x") ? "x" : "dx");
  const [, O, I, J] = image(call, result);
  const {
    KH = 1,
    KW = 1,
    SH = 1,
    SW = 1,
    PT = 0,
    PL = 0,
    DH = 1,
    DW = 1,
  } = windowConstants(call.attributes);
  return {
    N,
    C,
    H,
    W,
    O,
    I,
    J,
    G: real(call.attributes, "groups", 1),
    KH,
    KW,
    SH,
    SW,
    PT,
    PL,
    DH,
    DW,
  };
}

/** Weights of one filter. */
export function taps({ C, G, KH, KW }: Geometry): number {
  return (C / G) * KH * KW;
}

/** Floating-point operations of the forward pass; each gradient takes as many. */
export function work(shape: Geometry): number {
  return 2 * shape.N * shape.O * shape.I * shape.J * taps(shape);
}

export function isFused(call: CallContext): boolean {
  return call.attributes["activation"] === "relu";
}

/**
 * dy as the gradients' kernels read it: with y beside it when they have to mask it, and where free
 * scratch memory begins.
 */
export interface Slope {
  readonly dy: Operand;
  readonly y: Operand;
  readonly RELU: number;
  readonly free: number;
}
