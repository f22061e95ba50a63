/**
 * batchnorm on WebAssembly: a channel's planes one after the other, or where a plane is one cell
 * four channels at a time (`_lists`, lists.as.ts).
 */
import { constants } from "../../backends/wasm/tables";
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { size } from "../../core/shape";

export const kernels: Kernels = { batchnorm: { forward, backward } };

function forward(site: Site): void {
  const { images, channels, area } = extents(site, "x");
  const own = [
    site.pointer("x"),
    scaleOf(site, channels),
    site.has("beta") ? site.pointer("beta") : constants(site, channels, 0),
  ];
  const results = [site.pointer("y"), site.pointer("mean"), site.pointer("inverse_std")];
  const running = ["running_mean", "running_var"].map((slot) =>
    site.has(slot) ? site.pointer(slot) : 0,
  );
  const settings = [...laidOut(images, channels, area), site.number("eps")];
  if (!site.flag("training"))
    site.launch(
      kernelFor("batchnorm_apply", area),
      [...own, ...results, ...running, ...settings],
      channels,
      images * area,
    );
  else {
    const momentum = site.number("momentum");
    site.launch(
      kernelFor("batchnorm_train", area),
      [...own, ...results, ...running, ...settings, momentum, 1 - momentum],
      channels,
      3 * images * area,
    );
  }
}

function backward(site: Site): void {
  const { images, channels, area } = extents(site, "x");
  const kept = [
    site.pointer("x"),
    scaleOf(site, channels),
    site.pointer("mean"),
    site.pointer("inverse_std"),
    site.pointer("dy"),
  ];
  const wanted = ["dx", "dgamma", "dbeta"].map((slot) => (site.has(slot) ? site.pointer(slot) : 0));
  site.launch(
    kernelFor("batchnorm_backward", area),
    [...kept, ...wanted, ...laidOut(images, channels, area), Number(site.flag("training"))],
    channels,
    4 * images * area,
  );
}

/**
 * Lists of 64 examples and 64 channels, forward and backward: 32 and 21 µs with a channel at a
 * time, NN and NN four at a time.
 */
function kernelFor(name: string, area: number): string {
  return area === 1 ? `${name}_lists` : name;
}

function laidOut(images: number, channels: number, area: number): readonly number[] {
  return area === 1 ? [images, channels] : [images, channels, area];
}

function scaleOf(site: Site, channels: number): number {
  return site.has("gamma") ? site.pointer("gamma") : constants(site, channels, 1);
}

function extents(
  site: Site,
  slot: string,
): { readonly images: number; readonly channels: number; readonly area: number } {
  const shape = site.shape(slot);
  return { images: shape[0] ?? 1, channels: shape[1] ?? 1, area: size(shape.slice(2)) };
}
