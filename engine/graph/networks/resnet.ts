/**
 * ResNet (He et al., 2015) as in torchvision: 18 and 34 layers of basic blocks, 50, 101 and 152 of
 * bottlenecks.
 *
 * A block is relu(F(x) + shortcut(x)); the shortcut is the identity, or a 1×1 convolution where the
 * shape changes. The stride of a bottleneck sits on its 3×3 convolution (the "v1.5" that
 * torchvision's weights are for); the paper and its Caffe model have it on the first 1×1.
 *
 * The paper compares three kinds of shortcuts (section 4.1, table 3): A pads with zeros where the
 * shape changes, B projects there, C projects in every block. B is what is usually meant.
 */
import type { NetworkSpec } from "../spec";
import { numbered, sketch, type Sketch } from "./sketch";

const DEPTHS: Readonly<
  Record<number, { readonly blocks: readonly number[]; readonly bottleneck: boolean }>
> = {
  18: { blocks: [2, 2, 2, 2], bottleneck: false },
  34: { blocks: [3, 4, 6, 3], bottleneck: false },
  50: { blocks: [3, 4, 6, 3], bottleneck: true },
  101: { blocks: [3, 4, 23, 3], bottleneck: true },
  152: { blocks: [3, 8, 36, 3], bottleneck: true },
};

interface Block {
  readonly name: string;
  readonly width: number;
  readonly stride: number;
  readonly shortcut: "identity" | "zeros" | "projection";
  readonly sum: string;
  readonly strideOn: StrideOn;
}

/** Which convolution of a bottleneck halves the picture: the 3×3, or the 1×1 before it. */
type StrideOn = "middle" | "first";

/** Kind of the shortcuts. */
export type ShortcutOption = "A" | "B" | "C";

export type ResNetDepth = 18 | 34 | 50 | 101 | 152;

export function resnet(
  depth: ResNetDepth,
  strideOn: StrideOn = "middle",
  option: ShortcutOption = "B",
): NetworkSpec {
  const { blocks, bottleneck } = DEPTHS[depth] ?? { blocks: [], bottleneck: false };
  const paper = strideOn === "first" ? "_paper" : "";
  const kind = option === "B" ? "" : `_${option.toLowerCase()}`;
  const net = sketch(`resnet${depth}${paper}${kind}`, [3, 224, 224]);
  net.add("conv1", "conv2d", {
    out_channels: 64,
    kernel_size: 7,
    stride: 2,
    padding: 3,
    bias: false,
  });
  net.add("bn1", "batchnorm");
  net.add("relu", "relu");
  net.add("maxpool", "maxpool2d", { kernel_size: 3, stride: 2, padding: 1 });
  const sum = numbered("add");
  for (const [stage, count] of blocks.entries()) {
    for (let at = 0; at < count; at++) {
      const first = at === 0;
      const block = {
        name: `layer${stage + 1}.${at}`,
        width: 64 * 2 ** stage,
        stride: first && stage > 0 ? 2 : 1,
        shortcut: shortcutOf(option, first && (bottleneck || stage > 0)),
        sum: sum(),
        strideOn,
      };
      if (bottleneck) addBottleneck(net, block);
      else addBasic(net, block);
    }
  }
  net.add("avgpool", "adaptive_avgpool2d", { output_size: [1, 1] });
  net.add("flatten", "flatten");
  net.add("fc", "linear", { out_features: 1000 });
  return net.spec();
}

function addBasic(net: Sketch, { name, width, stride, shortcut, sum }: Block): void {
  const before = net.last();
  normalised(net, `${name}.conv1`, `${name}.bn1`, {
    out_channels: width,
    kernel_size: 3,
    stride,
    padding: 1,
  });
  net.add(`${name}.relu`, "relu");
  const main = normalised(net, `${name}.conv2`, `${name}.bn2`, {
    out_channels: width,
    kernel_size: 3,
    padding: 1,
  });
  const wire = join(net, shortcut, { name, from: before, out_channels: width, stride });
  net.join(sum, "add", [main, wire]);
  net.add(`${name}.relu#2`, "relu");
}

function addBottleneck(net: Sketch, block: Block): void {
  const { name, width, stride, shortcut, sum, strideOn } = block;
  const before = net.last();
  normalised(net, `${name}.conv1`, `${name}.bn1`, {
    out_channels: width,
    kernel_size: 1,
    stride: strideOn === "first" ? stride : 1,
  });
  net.add(`${name}.relu`, "relu");
  normalised(net, `${name}.conv2`, `${name}.bn2`, {
    out_channels: width,
    kernel_size: 3,
    stride: strideOn === "middle" ? stride : 1,
    padding: 1,
  });
  net.add(`${name}.relu#2`, "relu");
  const main = normalised(net, `${name}.conv3`, `${name}.bn3`, {
    out_channels: 4 * width,
    kernel_size: 1,
  });
  const wire = join(net, shortcut, { name, from: before, out_channels: 4 * width, stride });
  net.join(sum, "add", [main, wire]);
  net.add(`${name}.relu#3`, "relu");
}

function normalised(
  net: Sketch,
  convolution: string,
  norm: string,
  settings: Readonly<Record<string, number>>,
): string {
  net.add(convolution, "conv2d", { ...settings, bias: false });
  return net.add(norm, "batchnorm");
}

function shortcutOf(option: ShortcutOption, changes: boolean): Block["shortcut"] {
  if (option === "C" || (option === "B" && changes)) return "projection";
  return changes ? "zeros" : "identity";
}

interface Wire {
  readonly name: string;
  readonly from: string;
  readonly out_channels: number;
  readonly stride: number;
}

/** Adds the shortcut's layers and returns the name of what it gives. */
function join(net: Sketch, kind: Block["shortcut"], wire: Wire): string {
  const { name, from, out_channels, stride } = wire;
  if (kind === "identity") return from;
  if (kind === "zeros")
    return net.join(`${name}.shortcut`, "pad_channels", [from], { out_channels, stride });
  net.join(`${name}.downsample.0`, "conv2d", [from], {
    out_channels,
    kernel_size: 1,
    stride,
    bias: false,
  });
  return net.add(`${name}.downsample.1`, "batchnorm");
}
