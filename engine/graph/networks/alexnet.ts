/**
 * AlexNet (Krizhevsky, Sutskever, Hinton, 2012): the paper's two towers as grouped convolutions
 * (60,965,224 parameters), and torchvision's single tower (61,100,840), from "One weird trick for
 * parallelizing convolutional neural networks".
 *
 * The paper's response normalisation is 1 / (2 + 10⁻⁴ Σ)^0.75 over five channels; PyTorch divides
 * alpha by the size, hence 5·10⁻⁴.
 */
import type { NetworkSpec } from "../spec";
import { sketch } from "./sketch";

const NORMALISATION = { size: 5, alpha: 5e-4, beta: 0.75, k: 2 };
const POOL = { kernel_size: 3, stride: 2 };

export function alexnetTwoTower(): NetworkSpec {
  const net = sketch("alexnet_two_tower", [3, 227, 227]);
  net.add("conv1", "conv2d", { out_channels: 96, kernel_size: 11, stride: 4 });
  net.add("relu1", "relu");
  net.add("norm1", "local_response_norm", NORMALISATION);
  net.add("pool1", "maxpool2d", POOL);
  net.add("conv2", "conv2d", { out_channels: 256, kernel_size: 5, padding: 2, groups: 2 });
  net.add("relu2", "relu");
  net.add("norm2", "local_response_norm", NORMALISATION);
  net.add("pool2", "maxpool2d", POOL);
  net.add("conv3", "conv2d", { out_channels: 384, kernel_size: 3, padding: 1 });
  net.add("relu3", "relu");
  net.add("conv4", "conv2d", { out_channels: 384, kernel_size: 3, padding: 1, groups: 2 });
  net.add("relu4", "relu");
  net.add("conv5", "conv2d", { out_channels: 256, kernel_size: 3, padding: 1, groups: 2 });
  net.add("relu5", "relu");
  net.add("pool5", "maxpool2d", POOL);
  net.add("flatten", "flatten");
  for (const at of [6, 7]) {
    net.add(`fc${at}`, "linear", { out_features: 4096 });
    net.add(`relu${at}`, "relu");
    net.add(`drop${at}`, "dropout", { p: 0.5 });
  }
  net.add("fc8", "linear", { out_features: 1000 });
  return net.spec();
}

export function alexnet(): NetworkSpec {
  const net = sketch("alexnet_torchvision", [3, 224, 224]);
  let at = 0;
  const next = (op: string, settings = {}): string => net.add(`features.${at++}`, op, settings);
  const convolution = (
    out_channels: number,
    kernel_size: number,
    padding: number,
    stride = 1,
  ): void => {
    next("conv2d", { out_channels, kernel_size, padding, stride });
    next("relu");
  };
  convolution(64, 11, 2, 4);
  next("maxpool2d", POOL);
  convolution(192, 5, 2);
  next("maxpool2d", POOL);
  convolution(384, 3, 1);
  convolution(256, 3, 1);
  convolution(256, 3, 1);
  next("maxpool2d", POOL);
  net.add("avgpool", "adaptive_avgpool2d", { output_size: [6, 6] });
  net.add("flatten", "flatten");
  net.add("classifier.0", "dropout", { p: 0.5 });
  net.add("classifier.1", "linear", { out_features: 4096 });
  net.add("classifier.2", "relu");
  net.add("classifier.3", "dropout", { p: 0.5 });
  net.add("classifier.4", "linear", { out_features: 4096 });
  net.add("classifier.5", "relu");
  net.add("classifier.6", "linear", { out_features: 1000 });
  return net.spec();
}
