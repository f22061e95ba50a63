/**
 * GoogLeNet (Szegedy et al., 2014) twice: the paper's Table 1 (true 5×5 branches, biases, response
 * normalisation) and torchvision's (batch normalisation, no biases, the "5×5" branch is 3×3). Both
 * with or without the auxiliary heads, whose losses count 0.3 in training.
 */
import type { NetworkSpec } from "../spec";
import { numbered, sketch, type Sketch } from "./sketch";

/** Channels of one module: 1×1; 3×3 reduced, 3×3; 5×5 reduced, 5×5; pooled projection. */
type Module = readonly [number, number, number, number, number, number];

const MODULES: Readonly<Record<string, Module>> = {
  "3a": [64, 96, 128, 16, 32, 32],
  "3b": [128, 128, 192, 32, 96, 64],
  "4a": [192, 96, 208, 16, 48, 64],
  "4b": [160, 112, 224, 24, 64, 64],
  "4c": [128, 128, 256, 24, 64, 64],
  "4d": [112, 144, 288, 32, 64, 64],
  "4e": [256, 160, 320, 32, 128, 128],
  "5a": [256, 160, 320, 32, 128, 128],
  "5b": [384, 192, 384, 48, 128, 128],
};

const POOL = { kernel_size: 3, stride: 2, ceil_mode: true };
const HEADS = [
  { layer: "fc", weight: 1 },
  { layer: "aux1.fc2", weight: 0.3 },
  { layer: "aux2.fc2", weight: 0.3 },
];
const NORMALISATION = { size: 5, alpha: 1e-4, beta: 0.75, k: 1 };

export function googlenetPaper(auxiliary: boolean): NetworkSpec {
  const net = sketch(`googlenet_paper_${auxiliary ? "aux" : "no_aux"}`, [3, 224, 224]);
  const [cat, flatten] = [numbered("cat"), numbered("flatten")];
  const convolution = (
    name: string,
    relu: string,
    settings: Readonly<Record<string, number>>,
  ): void => {
    net.add(name, "conv2d", settings);
    net.add(relu, "relu");
  };
  convolution("conv1", "relu1", { out_channels: 64, kernel_size: 7, stride: 2, padding: 3 });
  net.add("pool1", "maxpool2d", POOL);
  net.add("norm1", "local_response_norm", NORMALISATION);
  convolution("conv2r", "relu2r", { out_channels: 64, kernel_size: 1 });
  convolution("conv2", "relu2", { out_channels: 192, kernel_size: 3, padding: 1 });
  net.add("norm2", "local_response_norm", NORMALISATION);
  net.add("pool2", "maxpool2d", POOL);
  for (const [name, channels] of Object.entries(MODULES)) {
    if (name === "4a") net.add("pool3", "maxpool2d", POOL);
    if (name === "5a") net.add("pool4", "maxpool2d", POOL);
    const joined = paperModule(net, `i${name}`, channels, cat());
    const head = name === "4a" ? "aux1" : "aux2";
    if (auxiliary && (name === "4a" || name === "4d")) {
      net.join(`${head}.pool`, "avgpool2d", [joined], { kernel_size: 5, stride: 3 });
      convolution(`${head}.conv`, `${head}.relu`, { out_channels: 128, kernel_size: 1 });
      net.add(flatten(), "flatten");
      net.add(`${head}.fc1`, "linear", { out_features: 1024 });
      net.add(`${head}.relu1`, "relu");
      net.add(`${head}.drop`, "dropout", { p: 0.7 });
      net.add(`${head}.fc2`, "linear", { out_features: 1000 });
    }
  }
  net.add("avgpool", "avgpool2d", { kernel_size: 7 });
  net.add(flatten(), "flatten");
  net.add("drop", "dropout", { p: 0.4 });
  net.add("fc", "linear", { out_features: 1000 });
  return net.spec(auxiliary ? HEADS : undefined);
}

function paperModule(net: Sketch, name: string, channels: Module, joined: string): string {
  const from = moduleInput(net);
  const [one, threeReduced, three, fiveReduced, five, pooled] = channels;
  const convolution = (
    branch: string,
    inputs: readonly string[] | null,
    out_channels: number,
    kernel_size: number,
  ): string => {
    const settings = { out_channels, kernel_size, padding: (kernel_size - 1) / 2 };
    if (inputs === null) net.add(`${name}.${branch}.0`, "conv2d", settings);
    else net.join(`${name}.${branch}.0`, "conv2d", inputs, settings);
    return net.add(`${name}.${branch}.1`, "relu");
  };
  const first = convolution("b1x1", [from], one, 1);
  convolution("b3r", [from], threeReduced, 1);
  const second = convolution("b3", null, three, 3);
  convolution("b5r", [from], fiveReduced, 1);
  const third = convolution("b5", null, five, 5);
  net.join(`${name}.pool`, "maxpool2d", [from], { kernel_size: 3, stride: 1, padding: 1 });
  const fourth = convolution("proj", null, pooled, 1);
  return net.join(joined, "concat", [first, second, third, fourth]);
}

/** A module reads the last concatenation or pool, not an auxiliary head that stands between. */
function moduleInput(net: Sketch): string {
  const layers = net.spec().layers;
  const found = layers.findLast(
    (layer) => layer.op === "concat" || (layer.op === "maxpool2d" && layer["stride"] !== 1),
  );
  return found?.name ?? net.last();
}

export function googlenet(auxiliary: boolean): NetworkSpec {
  const net = sketch(`googlenet_torchvision_${auxiliary ? "aux" : "no_aux"}`, [3, 224, 224]);
  const names = {
    relu: numbered("relu"),
    cat: numbered("cat"),
    flatten: numbered("flatten"),
    pool: numbered("adaptive_avg_pool2d"),
  };
  const unit: Unit = (name, settings, inputs) => {
    if (inputs === undefined) net.add(`${name}.conv`, "conv2d", { ...settings, bias: false });
    else net.join(`${name}.conv`, "conv2d", inputs, { ...settings, bias: false });
    net.add(`${name}.bn`, "batchnorm", { eps: 0.001 });
    return net.add(names.relu(), "relu");
  };
  unit("conv1", { out_channels: 64, kernel_size: 7, stride: 2, padding: 3 });
  net.add("maxpool1", "maxpool2d", POOL);
  unit("conv2", { out_channels: 64, kernel_size: 1 });
  unit("conv3", { out_channels: 192, kernel_size: 3, padding: 1 });
  net.add("maxpool2", "maxpool2d", POOL);
  for (const [name, channels] of Object.entries(MODULES)) {
    if (name === "4a") net.add("maxpool3", "maxpool2d", POOL);
    if (name === "5a") net.add("maxpool4", "maxpool2d", { kernel_size: 2, ceil_mode: true });
    const from = moduleInput(net);
    const joined = torchvisionModule(net, unit, `inception${name}`, channels, from, names.cat);
    if (!auxiliary || (name !== "4a" && name !== "4d")) continue;
    const head = name === "4a" ? "aux1" : "aux2";
    net.join(names.pool(), "adaptive_avgpool2d", [joined], { output_size: [4, 4] });
    unit(`${head}.conv`, { out_channels: 128, kernel_size: 1 });
    net.add(names.flatten(), "flatten");
    net.add(`${head}.fc1`, "linear", { out_features: 1024 });
    net.add(names.relu(), "relu");
    net.add(`${head}.dropout`, "dropout", { p: 0.7 });
    net.add(`${head}.fc2`, "linear", { out_features: 1000 });
  }
  net.add("avgpool", "adaptive_avgpool2d", { output_size: [1, 1] });
  net.add(names.flatten(), "flatten");
  net.add("dropout", "dropout", { p: 0.2 });
  net.add("fc", "linear", { out_features: 1000 });
  return net.spec(auxiliary ? HEADS : undefined);
}

type Unit = (
  name: string,
  settings: Readonly<Record<string, number>>,
  inputs?: readonly string[],
) => string;

function torchvisionModule(
  net: Sketch,
  unit: Unit,
  name: string,
  channels: Module,
  from: string,
  joined: () => string,
): string {
  const [one, threeReduced, three, fiveReduced, five, pooled] = channels;
  const first = unit(`${name}.branch1`, { out_channels: one, kernel_size: 1 }, [from]);
  unit(`${name}.branch2.0`, { out_channels: threeReduced, kernel_size: 1 }, [from]);
  const second = unit(`${name}.branch2.1`, { out_channels: three, kernel_size: 3, padding: 1 });
  unit(`${name}.branch3.0`, { out_channels: fiveReduced, kernel_size: 1 }, [from]);
  const third = unit(`${name}.branch3.1`, { out_channels: five, kernel_size: 3, padding: 1 });
  net.join(`${name}.branch4.0`, "maxpool2d", [from], {
    kernel_size: 3,
    stride: 1,
    padding: 1,
    ceil_mode: true,
  });
  const fourth = unit(`${name}.branch4.1`, { out_channels: pooled, kernel_size: 1 });
  return net.join(joined(), "concat", [first, second, third, fourth]);
}
