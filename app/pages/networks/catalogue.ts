/** The networks that have a page: the engine's name, how people call it, when it was published, and where. */
import { LabError } from "../../../engine/core/errors";
import { networks } from "../../../engine/graph/networks";
import { parseSpec } from "../../../engine/graph/parse-spec";
import { type NetworkShapes, networkShapes } from "../../../engine/graph/shapes";

export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly from: string;
}

export const CATALOGUE: readonly Entry[] = [
  { id: "lenet5", title: "LeNet-5", from: "LeCun and others, 1998, with ReLU and max pooling" },
  { id: "sample", title: "The lecture's sample network", from: "three convolutions and a dense layer" },
  { id: "alexnet_two_tower", title: "AlexNet, two towers", from: "Krizhevsky and others, 2012" },
  { id: "alexnet_torchvision", title: "AlexNet, one tower", from: "as in torchvision" },
  { id: "vgg16", title: "VGG-16", from: "Simonyan and Zisserman, 2014" },
  { id: "googlenet_paper_no_aux", title: "GoogLeNet", from: "Szegedy and others, 2014, without the auxiliary heads" },
  { id: "googlenet_paper_aux", title: "GoogLeNet with auxiliary heads", from: "Szegedy and others, 2014" },
  { id: "googlenet_torchvision_no_aux", title: "GoogLeNet with batch normalisation", from: "as in torchvision" },
  { id: "googlenet_torchvision_aux", title: "GoogLeNet with batch normalisation and auxiliary heads", from: "as in torchvision" },
  { id: "resnet18", title: "ResNet-18", from: "He and others, 2015" },
  { id: "resnet34", title: "ResNet-34", from: "He and others, 2015" },
  { id: "resnet50", title: "ResNet-50", from: "He and others, 2015" },
  { id: "resnet101", title: "ResNet-101", from: "He and others, 2015" },
  { id: "resnet152", title: "ResNet-152", from: "He and others, 2015" },
  { id: "residual20", title: "Residual network of 20 layers", from: "He and others, 2015, for small colour pictures" },
  { id: "plain20", title: "Plain network of 20 layers", from: "the same without shortcuts" },
];

/** Undefined when there is no such network. */
export function networkNamed(id: string): NetworkShapes | undefined {
  const build = Object.hasOwn(networks, id) ? networks[id] : undefined;
  return build === undefined ? undefined : networkShapes(build());
}

export type Read = { readonly network: NetworkShapes } | { readonly problem: string };

/** A spec that somebody typed, or what is wrong with it in their words. */
export function readSpec(text: string): Read {
  try {
    return { network: networkShapes(parseSpec(text)) };
  } catch (error) {
    if (error instanceof LabError) return { problem: [error.message, error.hint].filter((part) => part !== "").join(". ") };
    throw error;
  }
}
