/** Every call that is neither a layer nor an optimiser, one line each. */
import type { KernelDefinition } from "../kernel";
import { accumulate } from "./accumulate/accumulate";
import { accuracy } from "./accuracy/accuracy";
import { clipNorm } from "./clip-norm/clip-norm";
import { clipValue } from "./clip-value/clip-value";
import { copy } from "./copy/copy";
import { difference } from "./difference/difference";
import { draw } from "./draw/draw";
import { fill } from "./fill/fill";
import { gather } from "./gather/gather";
import { ring } from "./ring/ring";
import { statistics } from "./statistics/statistics";

export const kernels: Readonly<Record<string, KernelDefinition>> = {
  accumulate,
  accuracy,
  clip_norm: clipNorm,
  clip_value: clipValue,
  copy,
  difference,
  draw,
  fill,
  gather,
  ring,
  statistics,
};
