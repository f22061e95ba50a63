/** groupnorm on WebAssembly; layernorm's kernels are the same over other runs. */
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { constants } from "../../backends/wasm/tables";
import { size } from "../../core/shape";
import { channelRuns, type Runs } from "./runs";

export const kernels: Kernels = {
  groupnorm: {
    forward: (site) => forward(site, runsOf(site, "x")),
    backward: (site) => backward(site, runsOf(site, "x")),
  },
};

function runsOf(site: Site, slot: string): Runs {
  return channelRuns(site.shape(slot), site.number("num_groups"));
}

export function forward(site: Site, { length, groups, area, parameters }: Runs): void {
  const beta = site.has("beta") ? site.pointer("beta") : constants(site, parameters, 0);
  const tensors = [site.pointer("x"), gammaOf(site, parameters), beta, site.pointer("y")];
  const saved = [site.pointer("mean"), site.pointer("inverse_std")];
  site.launch(
    "runs_forward",
    [...tensors, ...saved, length, groups, area, site.number("eps")],
    size(site.shape("mean")),
    3 * length,
  );
}

export function backward(site: Site, { length, groups, area, parameters }: Runs): void {
  const saved = [site.pointer("mean"), site.pointer("inverse_std")];
  const [x, dy] = [site.pointer("x"), site.pointer("dy")];
  const [examples = 1] = site.shape("x");
  if (site.has("dx")) {
    const tensors = [x, gammaOf(site, parameters), ...saved, dy, site.pointer("dx")];
    site.launch(
      "runs_backward",
      [...tensors, length, groups, area],
      size(site.shape("mean")),
      4 * length,
    );
  }
  const wanted = ["dgamma", "dbeta"].map((slot) => (site.has(slot) ? site.pointer(slot) : 0));
  if (site.has("dgamma") || site.has("dbeta"))
    site.launch(
      "runs_parameters",
      [x, ...saved, dy, ...wanted, examples, length, area, parameters],
      parameters,
      2 * examples * area,
    );
}

function gammaOf(site: Site, parameters: number): number {
  return site.has("gamma") ? site.pointer("gamma") : constants(site, parameters, 1);
}
