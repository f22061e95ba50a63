/** Which function reads which op of ONNX. */
import type { OnnxNode } from "../data/formats/onnx/model";
import type { Builder } from "./builder";
import * as cellwise from "./cellwise";
import { gemm, matMul } from "./dense";
import { arithmetic, concat, sumOfAll } from "./join";
import { groupNorm, instanceNorm, layerNorm } from "./norms";
import { PLAIN_NODES } from "./plain-nodes";
import { resize } from "./resize";
import * as views from "./views";
import { averagePool, convolution, globalPool, maxPool, reduced } from "./windows";

type Handler = (builder: Builder, node: OnnxNode) => void;

export const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...PLAIN_NODES.map(([node, op]) => [node, cellwise.simple(op)] as const),
  ["Add", arithmetic],
  ["AveragePool", averagePool],
  ["BatchNormalization", cellwise.batchNorm],
  ["Cast", views.cast],
  ["Clip", cellwise.clip],
  ["Concat", concat],
  ["Conv", convolution],
  ["Div", arithmetic],
  ["Dropout", cellwise.dropout],
  ["Elu", cellwise.elu],
  ["Expand", views.expand],
  ["Flatten", views.flatten],
  ["Gemm", gemm],
  ["Gelu", cellwise.gelu],
  ["GlobalAveragePool", globalPool],
  ["GlobalMaxPool", globalPool],
  ["GreaterOrEqual", cellwise.binaryStep],
  ["GroupNormalization", groupNorm],
  ["HardSigmoid", cellwise.hardSigmoid],
  ["Identity", views.identity],
  ["InstanceNormalization", instanceNorm],
  ["LRN", cellwise.lrn],
  ["LayerNormalization", layerNorm],
  ["LeakyRelu", cellwise.leakyRelu],
  ["LogSoftmax", cellwise.softmax],
  ["MatMul", matMul],
  ["MaxPool", maxPool],
  ["Mul", arithmetic],
  ["PRelu", cellwise.prelu],
  ["Pad", views.pad],
  ["ReduceMax", reduced],
  ["ReduceMean", reduced],
  ["Reshape", views.reshape],
  ["Resize", resize],
  ["Slice", views.slice],
  ["Softmax", cellwise.softmax],
  ["Squeeze", views.squeeze],
  ["Sub", arithmetic],
  ["Sum", sumOfAll],
  ["Transpose", views.transpose],
  ["Upsample", resize],
  ["Unsqueeze", views.unsqueeze],
]);
