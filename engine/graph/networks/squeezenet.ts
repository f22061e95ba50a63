/**
 * SqueezeNet 1.0 (Iandola and others, 2016, arXiv:1602.07360) as its authors published it: 227×227
 * pictures, max-pooling that keeps a last window that is not full, padding 1 round the last 1×1.
 * torchvision's names; 1,248,424 parameters.
 */
import type { NetworkSpec } from "../spec";
import { type Sketch, sketch } from "./sketch";

/** By place in `features`: maps that a fire module squeezes to, and that each branch gives. */
const FIRES: Readonly<Record<number, readonly [squeezed: number, expanded: number]>> = {
  3: [16, 64],
  4: [16, 64],
  5: [32, 128],
  7: [32, 128],
  8: [48, 192],
  9: [48, 192],
  10: [64, 256],
  12: [64, 256],
};
const LAST = 12;

export function squeezenet(): NetworkSpec {
  const net = sketch("squeezenet1_0", [3, 227, 227]);
  net.add("features.0", "conv2d", { out_channels: 96, kernel_size: 7, stride: 2 });
  net.add("features.1", "relu");
  for (let at = 2; at <= LAST; at++) {
    const sizes = FIRES[at];
    if (sizes === undefined)
      net.add(`features.${at}`, "maxpool2d", { kernel_size: 3, stride: 2, ceil_mode: true });
    else fire(net, `features.${at}`, sizes);
  }
  net.add("classifier.0", "dropout", { p: 0.5 });
  net.add("classifier.1", "conv2d", { out_channels: 1000, kernel_size: 1, padding: 1 });
  net.add("classifier.2", "relu");
  net.add("classifier.3", "global_avgpool2d");
  net.add("flatten", "flatten");
  return net.spec();
}

/** Few maps by 1×1, and of them many by 1×1 and by 3×3, one behind the other. */
function fire(
  net: Sketch,
  name: string,
  [squeezed, out_channels]: readonly [number, number],
): void {
  net.add(`${name}.squeeze`, "conv2d", { out_channels: squeezed, kernel_size: 1 });
  const from = net.add(`${name}.squeeze_activation`, "relu");
  const branch = (side: number): string => {
    const own = `${name}.expand${side}x${side}`;
    net.join(own, "conv2d", [from], { out_channels, kernel_size: side, padding: side >> 1 });
    return net.add(`${own}_activation`, "relu");
  };
  net.join(name, "concat", [branch(1), branch(3)]);
}
