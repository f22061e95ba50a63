/**
 * Blocks: names for several layers at once, which a spec may use as if they were one.
 *
 *   depthwise_separable   a convolution of every channel by itself, then one of 1×1 over all
 *                         channels
 *                         Settings of conv2d, without groups; the bias is the second one's
 *                         Source  Chollet, arXiv:1610.02357; the first layer is named "….depthwise"
 *
 * `parseSpec` writes a block out, so that whatever comes after it meets layers only; the last one
 * has the block's name.
 */
import { LabError } from "../core/errors";
import type { Shape } from "../core/shape";
import { networkShapes } from "./shapes";
import type { LayerSpec, NetworkSpec } from "./spec";
import { blockSettings } from "./vocabulary";

/** The layers that a layer stands for: itself, unless it is a block. `before` stands in front. */
export function writtenOut(
  layer: LayerSpec,
  before: Pick<NetworkSpec, "input" | "layers">,
): readonly LayerSpec[] {
  if (blockSettings(layer.op) === undefined) return [layer];
  const [channels = 1, ...sides] = shapeBefore(layer, before);
  if (sides.length !== 2)
    throw new LabError("shape", `${layer.name}: ${layer.op} reads images [C, H, W]`);
  const { name, op: _, out_channels, bias, inputs, init, ...window } = layer;
  const first = init === undefined ? {} : { init };
  return [
    {
      ...window,
      ...first,
      name: `${name}.depthwise`,
      op: "conv2d",
      out_channels: channels,
      groups: channels,
      bias: false,
      ...(inputs === undefined ? {} : { inputs }),
    },
    {
      ...first,
      name,
      op: "conv2d",
      kernel_size: 1,
      ...(out_channels === undefined ? {} : { out_channels }),
      ...(bias === undefined ? {} : { bias }),
    },
  ];
}

function shapeBefore(
  { inputs }: LayerSpec,
  { input, layers }: Pick<NetworkSpec, "input" | "layers">,
): Shape {
  const source = inputs?.[0] ?? layers.at(-1)?.name ?? "input";
  if (source === "input") return input;
  const network = networkShapes({ format: 1, name: "before", input, layers });
  return network.layers.find(({ name }) => name === source)?.shape ?? [];
}
