/**
 * VGG-16 (Simonyan, Zisserman, 2014), torchvision's names: only 3×3 convolutions; 138,357,544
 * parameters.
 */
import type { NetworkSpec } from "../spec";
import { sketch } from "./sketch";

const STAGES: readonly (readonly number[])[] = [
  [64, 64],
  [128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [512, 512, 512],
];

export function vgg16(): NetworkSpec {
  const net = sketch("vgg16", [3, 224, 224]);
  let at = 0;
  for (const stage of STAGES) {
    for (const out_channels of stage) {
      net.add(`features.${at++}`, "conv2d", { out_channels, kernel_size: 3, padding: 1 });
      net.add(`features.${at++}`, "relu");
    }
    net.add(`features.${at++}`, "maxpool2d", { kernel_size: 2 });
  }
  net.add("avgpool", "adaptive_avgpool2d", { output_size: [7, 7] });
  net.add("flatten", "flatten");
  for (const first of [0, 3]) {
    net.add(`classifier.${first}`, "linear", { out_features: 4096 });
    net.add(`classifier.${first + 1}`, "relu");
    net.add(`classifier.${first + 2}`, "dropout", { p: 0.5 });
  }
  net.add("classifier.6", "linear", { out_features: 1000 });
  return net.spec();
}
