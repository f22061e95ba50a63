/**
 * pad_channels: every stride-th pixel, with zero channels in front and behind; the shortcut of a
 * residual block that changes size without weights ("option A").
 *
 *   y[n, c, i, j] = x[n, c − f, i·s, j·s] inside, 0 in the added channels; f = ⌊(out_channels −
 * C)/2⌋
 *
 * Shapes  x [N,C,H,W] → y [N,out_channels,⌈H/s⌉,⌈W/s⌉].
 * Errors  "channels": out_channels is smaller than C.
 * Source  He et al., arXiv:1512.03385, section 3.3; F.pad(x[:, :, ::s, ::s], (0, 0, 0, 0, f, out −
 * C − f)).
 */
import { readAttributes } from "../../core/attributes";
import { check } from "../../core/errors";
import { weighted } from "../../core/families";
import { imageShape } from "../../core/window";

export type PadChannelsAttributes = { readonly out_channels: number; readonly stride: number };

export const padChannels = weighted<PadChannelsAttributes>({
  name: "pad_channels",
  absent: "added channel",
  defaults: { out_channels: 1, stride: 1 },
  normalise(raw) {
    const read = readAttributes("pad_channels", raw);
    const out_channels = read.whole("out_channels", { from: 1, to: 65536 });
    const stride = read.whole("stride", { from: 1, to: 64 }, 1);
    read.done();
    return { out_channels, stride };
  },
  shape({ x = [] }, { out_channels, stride }) {
    const [images, channels, height, width] = imageShape("pad_channels", x);
    check(
      channels <= out_channels,
      "channels",
      `pad_channels cannot make ${out_channels} channels out of ${channels}: it only adds`,
    );
    return [images, out_channels, Math.ceil(height / stride), Math.ceil(width / stride)];
  },
  terms({ x = [], y }, { out_channels, stride }) {
    const [, channels, height, width] = imageShape("pad_channels", x);
    const [, , rows, columns] = imageShape("pad_channels", y);
    const front = Math.floor((out_channels - channels) / 2);
    return {
      visit(at, visit) {
        const plane = Math.floor(at / (rows * columns));
        const channel = (plane % out_channels) - front;
        if (channel < 0 || channel >= channels) return visit(0, -1, 0);
        const row = (Math.floor(at / columns) % rows) * stride;
        const column = (at % columns) * stride;
        visit(
          0,
          ((Math.floor(plane / out_channels) * channels + channel) * height + row) * width + column,
          1,
        );
      },
      readers(_slot, position, visit) {
        const column = position % width;
        const row = Math.floor(position / width) % height;
        const plane = Math.floor(position / (width * height));
        if (row % stride !== 0 || column % stride !== 0) return;
        const channel = Math.floor(plane / channels) * out_channels + (plane % channels) + front;
        visit((channel * rows + row / stride) * columns + column / stride);
      },
    };
  },
  torch({ out_channels, stride }, { x = [] }) {
    const added = out_channels - (x[1] ?? out_channels);
    const front = Math.floor(added / 2);
    const step = stride === 1 ? "x" : `x[:, :, ::${stride}, ::${stride}]`;
    return `F.pad(${step}, (0, 0, 0, 0, ${front}, ${added - front}))`;
  },
});
