/** Which function reads which op of ONNX. */
import type { OnnxNode } from "../data/formats/onnx/model";
import type { Builder } from "./builder";
import * as cellwise from "./cellwise";
import { gemm, matMul } from "./dense";
import { arithmetic, concat, sumOfAll } from "./join";
import { groupNorm, instanceNorm, layerNorm } from "./norms";
import { resize } from "./resize";
import * as views from "./views";
import { averagePool, convolution, globalPool, maxPool, reduced } from "./windows";

type Handler = (builder: Builder, node: OnnxNode) => void;

export const HANDLERS: ReadonlyMap<string, Handler> = new Map([
  ["Add", arithmetic],
  ["Atan", cellwise.simple("arctan")],
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
  ["HardSwish", cellwise.simple("hardswish")],
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
  ["Relu", cellwise.simple("relu")],
  ["Reshape", views.reshape],
  ["Resize", resize],
  ["Sigmoid", cellwise.simple("sigmoid")],
  ["Slice", views.slice],
  ["Softmax", cellwise.softmax],
  ["Softplus", cellwise.simple("softplus")],
  ["Squeeze", views.squeeze],
  ["Sub", arithmetic],
  ["Sum", sumOfAll],
  ["Tanh", cellwise.simple("tanh")],
  ["Transpose", views.transpose],
  ["Upsample", resize],
  ["Unsqueeze", views.unsqueeze],
]);
