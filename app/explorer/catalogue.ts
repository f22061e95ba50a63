/**
 * The networks that have a page: the engine's name, how people call it, when it was published, and
 * where.
 */
import { echo } from "../language/words";
import { LabError } from "../../engine/core/errors";
import { networks } from "../../engine/graph/networks";
import { parseSpec } from "../../engine/graph/parse-spec";
import { type NetworkShapes, networkShapes } from "../../engine/graph/shapes";

export interface Entry {
  readonly id: string;
  readonly title: string;
  /** When it was published; null for one made for teaching. */
  readonly year: number | null;
  readonly from: string;
}

export const CATALOGUE: readonly Entry[] = [
  {
    id: "lenet5",
    title: "LeNet-5",
    year: 1998,
    from: "LeCun and others, with ReLU and max pooling",
  },
  {
    id: "lenet5_1998",
    title: "LeNet-5 as of 1998",
    year: 1998,
    from: "LeCun and others, with its sparse third layer and trained averages",
  },
  {
    id: "sample",
    title: "The lecture's sample network",
    year: null,
    from: "three convolutions and a dense layer",
  },
  {
    id: "alexnet_two_tower",
    title: "AlexNet, two towers",
    year: 2012,
    from: "Krizhevsky and others",
  },
  { id: "alexnet_torchvision", title: "AlexNet, one tower", year: 2014, from: "as in torchvision" },
  { id: "vgg16", title: "VGG-16", year: 2014, from: "Simonyan and Zisserman" },
  {
    id: "googlenet_paper_no_aux",
    title: "GoogLeNet",
    year: 2014,
    from: "Szegedy and others, without the auxiliary heads",
  },
  {
    id: "googlenet_paper_aux",
    title: "GoogLeNet with auxiliary heads",
    year: 2014,
    from: "Szegedy and others",
  },
  {
    id: "googlenet_torchvision_no_aux",
    title: "GoogLeNet with batch normalisation",
    year: 2014,
    from: "as in torchvision",
  },
  {
    id: "googlenet_torchvision_aux",
    title: "GoogLeNet with batch normalisation and auxiliary heads",
    year: 2014,
    from: "as in torchvision",
  },
  { id: "resnet18", title: "ResNet-18", year: 2015, from: "He and others" },
  { id: "resnet34", title: "ResNet-34", year: 2015, from: "He and others" },
  {
    id: "resnet50",
    title: "ResNet-50",
    year: 2015,
    from: "He and others, strides as in torchvision",
  },
  {
    id: "resnet50_paper",
    title: "ResNet-50 with the paper's strides",
    year: 2015,
    from: "He and others",
  },
  { id: "resnet101", title: "ResNet-101", year: 2015, from: "He and others" },
  { id: "resnet152", title: "ResNet-152", year: 2015, from: "He and others" },
  {
    id: "squeezenet1_0",
    title: "SqueezeNet",
    year: 2016,
    from: "Iandola and others, as they published it",
  },
  {
    id: "residual20",
    title: "Residual network of 20 layers",
    year: 2015,
    from: "He and others, for small colour pictures",
  },
  {
    id: "plain20",
    title: "Plain network of 20 layers",
    year: 2015,
    from: "the same without shortcuts",
  },
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
    if (error instanceof LabError)
      return {
        problem: [error.message, error.hint]
          .filter((part) => part !== "")
          .map(echo)
          .join(". "),
      };
    throw error;
  }
}

/** How people call it: its title in the catalogue, else the name that it has. */
export function titleOf(name: string): string {
  return CATALOGUE.find(({ id }) => id === name)?.title ?? name;
}
