/**
 * LeNet-5 (LeCun et al., 1998) as it is drawn today: maximum pooling, ReLU, a fully connected second convolution.
 * 28×28 digits; 61,706 parameters (the 1998 paper's partly connected net has 60,000).
 */
import type { NetworkSpec } from "../spec";
import { sketch } from "./sketch";

export function lenet5(): NetworkSpec {
  const net = sketch("lenet5", [1, 28, 28]);
  net.add("conv1", "conv2d", { out_channels: 6, kernel_size: 5, padding: 2 });
  net.add("relu1", "relu");
  net.add("pool1", "maxpool2d", { kernel_size: 2 });
  net.add("conv2", "conv2d", { out_channels: 16, kernel_size: 5 });
  net.add("relu2", "relu");
  net.add("pool2", "maxpool2d", { kernel_size: 2 });
  net.add("flatten", "flatten");
  net.add("fc1", "linear", { out_features: 120 });
  net.add("relu3", "relu");
  net.add("fc2", "linear", { out_features: 84 });
  net.add("relu4", "relu");
  net.add("fc3", "linear", { out_features: 10 });
  return net.spec();
}

/** The lecture's sample network: 39×39×3 → 37×37×10 → 17×17×20 → 7×7×40 → 1960 → 10. */
export function sampleNetwork(): NetworkSpec {
  const net = sketch("sample", [3, 39, 39]);
  net.add("conv1", "conv2d", { out_channels: 10, kernel_size: 3 });
  net.add("relu1", "relu");
  net.add("conv2", "conv2d", { out_channels: 20, kernel_size: 5, stride: 2 });
  net.add("relu2", "relu");
  net.add("conv3", "conv2d", { out_channels: 40, kernel_size: 5, stride: 2 });
  net.add("relu3", "relu");
  net.add("flatten", "flatten");
  net.add("fc1", "linear", { out_features: 10 });
  net.add("softmax", "softmax");
  return net.spec();
}
