/** Every op, one line each. Whoever imports this file has them all by name, in `knownOps`, too. */
import type { OpDefinition } from "../core/op";
import { adaptiveAvgpool2d } from "./adaptive-avgpool2d/adaptive-avgpool2d";
import { add } from "./add/add";
import { arctan } from "./arctan/arctan";
import { avgpool2d } from "./avgpool2d/avgpool2d";
import { batchnorm } from "./batchnorm/batchnorm";
import { binaryStep } from "./binary-step/binary-step";
import { concat } from "./concat/concat";
import { conv2d } from "./conv2d/conv2d";
import { crossEntropy } from "./cross-entropy/cross-entropy";
import { dropout } from "./dropout/dropout";
import { elu } from "./elu/elu";
import { flatten } from "./flatten/flatten";
import { gelu } from "./gelu/gelu";
import { globalAvgpool2d } from "./global-avgpool2d/global-avgpool2d";
import { globalMaxpool2d } from "./global-maxpool2d/global-maxpool2d";
import { groupnorm } from "./groupnorm/groupnorm";
import { hardsigmoid } from "./hardsigmoid/hardsigmoid";
import { hardswish } from "./hardswish/hardswish";
import { identity } from "./identity/identity";
import { knownOps } from "./known";
import { layernorm } from "./layernorm/layernorm";
import { leakyRelu } from "./leaky-relu/leaky-relu";
import { linear } from "./linear/linear";
import { localResponseNorm } from "./local-response-norm/local-response-norm";
import { logSoftmax } from "./log-softmax/log-softmax";
import { maxpool2d } from "./maxpool2d/maxpool2d";
import { mse } from "./mse/mse";
import { mul } from "./mul/mul";
import { noise } from "./noise/noise";
import { padChannels } from "./pad-channels/pad-channels";
import { prelu } from "./prelu/prelu";
import { relu } from "./relu/relu";
import { relu6 } from "./relu6/relu6";
import { sigmoid } from "./sigmoid/sigmoid";
import { silu } from "./silu/silu";
import { softmax } from "./softmax/softmax";
import { softplus } from "./softplus/softplus";
import { tanh } from "./tanh/tanh";
import { unflatten } from "./unflatten/unflatten";
import { upsample } from "./upsample/upsample";

export const ops: Readonly<Record<string, OpDefinition>> = {
  adaptive_avgpool2d: adaptiveAvgpool2d,
  add,
  arctan,
  avgpool2d,
  batchnorm,
  binary_step: binaryStep,
  concat,
  conv2d,
  cross_entropy: crossEntropy,
  dropout,
  elu,
  flatten,
  gelu,
  global_avgpool2d: globalAvgpool2d,
  global_maxpool2d: globalMaxpool2d,
  groupnorm,
  hardsigmoid,
  hardswish,
  identity,
  layernorm,
  leaky_relu: leakyRelu,
  linear,
  local_response_norm: localResponseNorm,
  log_softmax: logSoftmax,
  maxpool2d,
  mse,
  mul,
  noise,
  pad_channels: padChannels,
  prelu,
  relu,
  relu6,
  sigmoid,
  silu,
  softmax,
  softplus,
  tanh,
  unflatten,
  upsample,
};

Object.assign(knownOps, ops);
