/** Every op, one line each. */
import type { OpDefinition } from "../core/op";
import { conv2d } from "./conv2d/conv2d";
import { crossEntropy } from "./cross-entropy/cross-entropy";
import { flatten } from "./flatten/flatten";
import { linear } from "./linear/linear";
import { maxpool2d } from "./maxpool2d/maxpool2d";
import { relu } from "./relu/relu";
import { softmax } from "./softmax/softmax";

export const ops: Readonly<Record<string, OpDefinition>> = {
  conv2d,
  cross_entropy: crossEntropy,
  flatten,
  linear,
  maxpool2d,
  relu,
  softmax,
};
