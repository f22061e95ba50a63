/** concat on the GPU: one dispatch per input, so any number of inputs fits the eight bindings. */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  perCell,
} from "../../backends/webgpu/kernel";
import { real } from "../../backends/webgpu/settings";
import { size } from "../../core/shape";
import source from "./concat.wgsl?raw";

/** The blocks of y, one per input, of which `prefix`0, `prefix`1 … are the tensors. */
function blocks(
  call: CallContext,
  entry: "join" | "split",
  prefix: string,
  whole: string,
): readonly Dispatch[] {
  const channels = blockChannels(call);
  const images = call.shape(whole)[0] ?? 1;
  const ROW = size(call.shape(whole).slice(1));
  const area = size(call.shape(whole).slice(2));
  let START = 0;
  return channels.flatMap((count, at) => {
    const LENGTH = count * area;
    const constants = { LENGTH, ROW, START };
    START += LENGTH;
    const slot = `${prefix}${at}`;
    return call.has(slot)
      ? perCell("concat", source, images * LENGTH, [slot, whole], constants, entry)
      : [];
  });
}

/**
 * Channels of each input. One that is in a backward call under neither name has what the others
 * leave of dy.
 */
function blockChannels(call: CallContext): number[] {
  const count = real(call.attributes, "count");
  const known = Array.from({ length: count }, (_, at) => {
    const slot = [`x${at}`, `dx${at}`].find((name) => call.has(name));
    return slot === undefined ? undefined : (call.shape(slot)[1] ?? 1);
  });
  if (!known.includes(undefined)) return known.map((channels) => channels ?? 0);
  const whole = call.shape("dy")[1] ?? 1;
  const rest = whole - known.reduce<number>((total, channels) => total + (channels ?? 0), 0);
  return known.map((channels) => channels ?? rest);
}

export const kernels: Kernels = {
  forward: (call) => blocks(call, "join", "x", "y"),
  backward: (call) => blocks(call, "split", "dx", "dy"),
};
