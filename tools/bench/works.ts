/** The workloads, made from seeds so that every contestant gets the same numbers. */
import { random, type Random } from "../../engine/core/random";
import { size } from "../../engine/core/shape";
import type { NetworkSpec } from "../../engine/graph/spec";
import { parameterShapes } from "./parameters";
import { lenet5, narrow56, resnet18, resnet20, vgg16 } from "./specs";
import type { ConvWork, ForwardWork, Numbers, TrainWork, Work } from "./contract";

const DRAWS = 1_000_003;

export const WORKS: Readonly<Record<string, () => Work>> = {
  lenet: () => train(lenet5(), 64),
  resnet20: () => train(resnet20(), 32),
  "plain56-w4": () => train(narrow56(false, 4), 32),
  "residual56-w4": () => train(narrow56(true, 4), 32),
  "plain56-w8": () => train(narrow56(false, 8), 32),
  "residual56-w8": () => train(narrow56(true, 8), 32),
  "conv56-forward": () => conv([1, 32, 56, 56], 64, false),
  "conv56-backward": () => conv([1, 32, 56, 56], 64, true),
  "conv28-forward": () => conv([8, 64, 28, 28], 64, false),
  "conv28-backward": () => conv([8, 64, 28, 28], 64, true),
  small: () => small(),
  resnet18: () => forward(resnet18()),
  vgg16: () => forward(vgg16()),
  "vgg16-drawn": () => forwardDrawn(vgg16()),
};

function train(spec: NetworkSpec, batch: number): TrainWork {
  const source = random(7);
  const labels = Int32Array.from({ length: batch }, () => source.below(10));
  return {
    kind: "train",
    spec,
    batch,
    learningRate: 0.01,
    momentum: 0.9,
    parameters: parameters(spec),
    x: normal([batch, ...spec.input], 1, source),
    labels,
  };
}

function forward(spec: NetworkSpec): ForwardWork {
  return {
    kind: "forward",
    spec,
    batch: 1,
    parameters: parameters(spec),
    x: normal([1, ...spec.input], 1, random(7)),
  };
}

function forwardDrawn(spec: NetworkSpec): ForwardWork {
  return {
    kind: "forward",
    spec,
    batch: 1,
    seed: 7,
    parameters: {},
    x: normal([1, ...spec.input], 1, random(7)),
  };
}

function conv(shape: readonly number[], outChannels: number, gradients: boolean): ConvWork {
  const [n = 1, c = 1, h = 1, w = 1] = shape;
  const source = random(11);
  return {
    kind: "conv",
    readBack: false,
    gradients,
    padding: 1,
    x: normal(shape, 1, source),
    w: normal([outChannels, c, 3, 3], 0.1, source),
    dy: normal([n, outChannels, h, w], 1, source),
  };
}

function small(): ConvWork {
  const source = random(13);
  return {
    kind: "conv",
    readBack: true,
    gradients: false,
    padding: 0,
    x: normal([1, 1, 6, 6], 1, source),
    w: normal([1, 1, 3, 3], 1, source),
    dy: normal([1, 1, 4, 4], 1, source),
  };
}

/** He-normal weights, zero biases, batch norm at one and zero. */
function parameters(spec: NetworkSpec): Readonly<Record<string, Numbers>> {
  const made: Record<string, Numbers> = {};
  for (const { name, shape, kind, fanIn } of parameterShapes(spec)) {
    const length = size(shape);
    if (kind === "weight") made[name] = normal(shape, Math.sqrt(2 / fanIn), random(5).split(name));
    else made[name] = { shape, data: new Float32Array(length).fill(kind === "one" ? 1 : 0) };
  }
  return made;
}

/**
 * Beyond a prime number of draws they repeat: a hundred million normal numbers would take longer
 * than the work itself.
 */
function normal(shape: readonly number[], std: number, source: Random): Numbers {
  const data = new Float32Array(size(shape));
  const drawn = Math.min(data.length, DRAWS);
  for (let at = 0; at < drawn; at++) data[at] = std * source.normal();
  for (let at = drawn; at < data.length; at += drawn)
    data.copyWithin(at, 0, Math.min(drawn, data.length - at));
  return { shape, data };
}
