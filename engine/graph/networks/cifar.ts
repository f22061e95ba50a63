/**
 * The deep nets of "Deep residual learning" section 4.2, for 32×32 pictures: 6n + 2 layers in three
 * stages, plain or residual. The twins have the same layers and the same parameters: the shortcut
 * is the identity, and where the shape changes it takes every second pixel and pads the new
 * channels with zeros ("option A").
 */
import { check } from "../../core/errors";
import type { NetworkSpec } from "../spec";
import { sketch } from "./sketch";

export interface CifarOptions {
  /** 8, 14, 20, 32, 44, 56 … (6n + 2). */
  readonly depth: number;
  readonly residual: boolean;
  /** Channels of the first stage; the paper has 16. */
  readonly width?: number;
  readonly normalised?: boolean;
  readonly activation?: string;
  readonly input?: readonly [number, number, number];
  readonly classes?: number;
}

export function cifarNetwork(options: CifarOptions): NetworkSpec {
  const { depth, residual, width = 16, input = [3, 32, 32], classes = 10 } = options;
  const { normalised = true, activation = "relu" } = options;
  const blocks = (depth - 2) / 6;
  check(
    Number.isInteger(blocks) && blocks >= 1,
    "spec",
    `a net of this family has 8, 14, 20 … layers, not ${depth}`,
  );
  const net = sketch(`${residual ? "residual" : "plain"}${depth}`, input);
  const convolution: Convolution = (name, norm, out_channels, stride) => {
    const bias = !normalised;
    net.add(name, "conv2d", { out_channels, kernel_size: 3, stride, padding: 1, bias });
    if (normalised) net.add(norm, "batchnorm");
  };
  convolution("conv0", "bn0", width, 1);
  net.add("act0", activation);
  for (let stage = 0; stage < 3; stage++)
    for (let block = 0; block < blocks; block++) {
      const name = `s${stage + 1}b${block + 1}`;
      const [before, channels] = [net.last(), width * 2 ** stage];
      const stride = stage > 0 && block === 0 ? 2 : 1;
      convolution(`${name}.conv1`, `${name}.bn1`, channels, stride);
      net.add(`${name}.act1`, activation);
      convolution(`${name}.conv2`, `${name}.bn2`, channels, 1);
      if (residual) addShortcut(net, name, before, { out_channels: channels, stride });
      net.add(`${name}.act2`, activation);
    }
  net.add("pool", "global_avgpool2d");
  net.add("flatten", "flatten");
  net.add("fc", "linear", { out_features: classes });
  return net.spec();
}

type Convolution = (name: string, norm: string, out_channels: number, stride: number) => void;

/** The sum of the block's end and its start; where the shapes differ, the start is padded. */
function addShortcut(
  net: ReturnType<typeof sketch>,
  name: string,
  before: string,
  padded: { readonly out_channels: number; readonly stride: number },
): void {
  const main = net.last();
  const shortcut =
    padded.stride === 1 ? before : net.join(`${name}.shortcut`, "pad_channels", [before], padded);
  net.join(`${name}.add`, "add", [main, shortcut]);
}
