/** The networks of the course, by name. Each is built when asked for; a spec is plain data. */
import type { NetworkSpec } from "../spec";
import { alexnet, alexnetTwoTower } from "./alexnet";
import { cifarNetwork } from "./cifar";
import { googlenet, googlenetPaper } from "./googlenet";
import { lenet1998, lenet5, sampleNetwork } from "./lenet";
import { resnet } from "./resnet";
import { squeezenet } from "./squeezenet";
import { vgg16 } from "./vgg";

export const networks: Readonly<Record<string, () => NetworkSpec>> = {
  lenet5,
  lenet5_1998: lenet1998,
  sample: sampleNetwork,
  alexnet_two_tower: alexnetTwoTower,
  alexnet_torchvision: alexnet,
  vgg16,
  googlenet_paper_no_aux: () => googlenetPaper(false),
  googlenet_paper_aux: () => googlenetPaper(true),
  googlenet_torchvision_no_aux: () => googlenet(false),
  googlenet_torchvision_aux: () => googlenet(true),
  resnet18: () => resnet(18),
  resnet34: () => resnet(34),
  resnet50: () => resnet(50),
  resnet50_paper: () => resnet(50, "first"),
  resnet101: () => resnet(101),
  resnet152: () => resnet(152),
  squeezenet1_0: squeezenet,
  plain20: () => cifarNetwork({ depth: 20, residual: false }),
  residual20: () => cifarNetwork({ depth: 20, residual: true }),
};
