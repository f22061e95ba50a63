/**
 * LeNet-5 (LeCun et al., 1998) as it is drawn today: maximum pooling, ReLU, a fully connected
 * second convolution.
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

/** Which maps of S2 each group of C3's maps sees (the paper's table 1), filter by filter. */
const C3: Readonly<Record<string, readonly string[]>> = {
  three: ["012", "123", "234", "345", "045", "015"],
  four: ["0123", "1234", "2345", "0345", "0145", "0125"],
  split: ["0134", "1245", "0235"],
  all: ["012345"],
};

/**
 * LeNet-5 as the paper of 1998 has it: averages with a trained scale and shift, a third layer whose
 * filters see some of the maps only, tanh. 60,000 parameters up to F6. Filters that see different
 * maps are grouped convolutions of maps that are put side by side, hence C1 and S2 map by map.
 *
 * Three things differ: digits of 28×28 with two rings of zeros instead of 32×32; tanh without its
 * two scales; and a trained last layer (850 parameters) instead of 840 fixed numbers.
 */
export function lenet1998(): NetworkSpec {
  const net = sketch("lenet5_1998", [1, 28, 28]);
  const maps = Array.from({ length: 6 }, (_, at) => {
    const conv = { out_channels: 1, kernel_size: 5, padding: 2 };
    net.join(`c1.${at}`, "conv2d", ["input"], conv);
    net.add(`c1.${at}.tanh`, "tanh");
    net.add(`s2.${at}.mean`, "avgpool2d", { kernel_size: 2 });
    net.add(`s2.${at}`, "conv2d", { out_channels: 1, kernel_size: 1 });
    return net.add(`s2.${at}.tanh`, "tanh");
  });
  const groups = Object.entries(C3).map(([name, filters]) => {
    const seen = filters.flatMap((filter) => [...filter].map((at) => maps[Number(at)] ?? ""));
    net.join(`c3.${name}.maps`, "concat", seen);
    const settings = { out_channels: filters.length, kernel_size: 5, groups: filters.length };
    return net.add(`c3.${name}`, "conv2d", settings);
  });
  net.join("c3", "concat", groups);
  net.add("c3.tanh", "tanh");
  net.add("s4.mean", "avgpool2d", { kernel_size: 2 });
  net.add("s4", "conv2d", { out_channels: 16, kernel_size: 1, groups: 16 });
  net.add("s4.tanh", "tanh");
  net.add("c5", "conv2d", { out_channels: 120, kernel_size: 5 });
  net.add("c5.tanh", "tanh");
  net.add("flatten", "flatten");
  net.add("f6", "linear", { out_features: 84 });
  net.add("f6.tanh", "tanh");
  net.add("out", "linear", { out_features: 10 });
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
