/**
 * global_maxpool2d: the largest cell of each channel.  y[n,c] = max x[n,c,·,·]; the winner gets the
 * whole gradient.
 *
 * Shapes  x [N,C,H,W] → y, argmax [N,C,1,1]; argmax is h·W + w. Ties as in maxpool2d: the first in
 * reading order. Source  torch.nn.AdaptiveMaxPool2d(1).
 */
import { readAttributes } from "../../core/attributes";
import { routing } from "../../core/families";
import { imageShape } from "../../core/window";

export const globalMaxpool2d = routing({
  name: "global_maxpool2d",
  defaults: {},
  normalise(raw) {
    readAttributes("global_maxpool2d", raw).done();
    return {};
  },
  shape(x) {
    const [images, channels] = imageShape("global_maxpool2d", x);
    return [images, channels, 1, 1];
  },
  terms(x) {
    const [, , height, width] = imageShape("global_maxpool2d", x);
    const area = height * width;
    return {
      candidates(y, visit) {
        for (let at = y * area; at < (y + 1) * area; at++) visit(at);
      },
      readers: (position, visit) => visit(Math.floor(position / area)),
    };
  },
  torch: () => "nn.AdaptiveMaxPool2d(1)",
});
