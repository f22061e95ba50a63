/** The networks of the bench, from the lab's own list. */
import { cifarNetwork } from "../../engine/graph/networks/cifar";
import { networks } from "../../engine/graph/networks";
import type { NetworkSpec } from "../../engine/graph/spec";

export { lenet5 } from "../../engine/graph/networks/lenet";
export { vgg16 } from "../../engine/graph/networks/vgg";

export function resnet18(): NetworkSpec {
  return named("resnet18");
}

/** He et al.'s CIFAR network with 20 layers, zero-padded shortcuts. */
export function resnet20(): NetworkSpec {
  return cifarNetwork({ depth: 20, residual: true });
}

/** 56 layers as narrow as a lesson trains them, plain or with shortcuts. */
export function narrow56(residual: boolean, width: number): NetworkSpec {
  return cifarNetwork({ depth: 56, residual, width, input: [1, 14, 14] });
}

function named(name: string): NetworkSpec {
  const make = networks[name];
  if (make === undefined) throw new Error(`no network ${name}`);
  return make();
}
