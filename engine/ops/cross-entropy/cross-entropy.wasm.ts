/**
 * cross_entropy on WebAssembly: softmax and its logarithm by softmax's own kernel, then a number
 * for each label.
 */
import { constants } from "../../backends/wasm/tables";
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { size } from "../../core/shape";

export const kernels: Kernels = {
  cross_entropy: {
    forward(site) {
      const { labels, classes, inner, weight, settings } = extents(site, "logits");
      const logs = site.scratch(site.size("logits"));
      const [perSample, divisor] = [site.pointer("per_sample"), site.pointer("divisor")];
      const lists = inner === 1 ? labels : (labels / inner) * Math.ceil(inner / 4);
      for (const [into, log] of [
        [site.pointer("probabilities"), 0],
        [logs, 1],
      ] as const)
        site.launch(
          "softmax_forward",
          [site.pointer("logits"), into, classes, inner, log],
          lists,
          16 * classes,
        );
      site.launch(
        "cross_entropy_divisor",
        [site.pointer("labels"), weight, divisor, labels, classes, site.number("ignore_index")],
        1,
      );
      site.launch(
        "cross_entropy_rows",
        [logs, site.pointer("labels"), weight, perSample, ...settings],
        labels,
        classes,
      );
      site.launch(
        "cross_entropy_total",
        [perSample, isMean(site) ? divisor : 0, site.pointer("y"), labels],
        1,
      );
    },
    backward(site) {
      const { labels, classes, weight, settings } = extents(site, "dlogits");
      const divisor = isMean(site) ? site.pointer("divisor") : 0;
      const dy = site.has("dy") ? site.pointer("dy") : constants(site, 1, 1);
      const slots = [
        site.pointer("probabilities"),
        site.pointer("labels"),
        weight,
        divisor,
        dy,
        site.pointer("dlogits"),
      ];
      site.launch("cross_entropy_backward", [...slots, ...settings], labels, 2 * classes);
    },
  },
};

/** How many labels there are, and what every kernel wants to know. */
function extents(site: Site, slot: string) {
  const [examples = 0, classes = 0, ...places] = site.shape(slot);
  const inner = size(places);
  const smoothing = site.number("label_smoothing");
  const weight = site.has("weight") ? site.pointer("weight") : constants(site, classes, 1);
  const settings = [
    classes,
    inner,
    site.number("ignore_index"),
    1 - smoothing,
    smoothing / classes,
  ];
  return { labels: examples * inner, classes, inner, weight, settings };
}

function isMean(site: Site): boolean {
  return site.attribute("reduction") === "mean";
}
