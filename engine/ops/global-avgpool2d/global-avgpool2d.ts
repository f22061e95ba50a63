/**
 * global_avgpool2d: the mean of each channel.  y[n,c] = Σ x[n,c,·,·] / (H·W), dx = dy / (H·W).
 *
 * Shapes  x [N,C,H,W] → y [N,C,1,1].
 * Source  torch.nn.AdaptiveAvgPool2d(1).
 */
import { readAttributes } from "../../core/attributes";
import { weighted } from "../../core/families";
import { imageShape } from "../../core/window";

export const globalAvgpool2d = weighted({
  name: "global_avgpool2d",
  defaults: {},
  normalise(raw) {
    readAttributes("global_avgpool2d", raw).done();
    return {};
  },
  shape({ x = [] }) {
    const [images, channels] = imageShape("global_avgpool2d", x);
    return [images, channels, 1, 1];
  },
  terms({ x = [] }) {
    const [, , height, width] = imageShape("global_avgpool2d", x);
    const area = height * width;
    return {
      visit(y, visit) {
        for (let at = y * area; at < (y + 1) * area; at++) visit(0, at, 1);
      },
      readers: (_slot, position, visit) => visit(Math.floor(position / area)),
      divisor: () => area,
    };
  },
  torch: () => "nn.AdaptiveAvgPool2d(1)",
});
