/** What is taken away as a notebook. Pure. */
import { t } from "../../../language/words";
import { torchModule } from "../../../../engine/code/write";
import { firstRun } from "../../../../engine/code/write/scripts/network";
import type { NetworkShapes } from "../../../../engine/graph/shapes";

/** The network as a notebook: the network in one cell, its weights and a first run in the next. */
export function notebook(network: NetworkShapes, name: string, weights: string): string {
  const hint = t("Put `{weights}` beside this notebook.", { weights });
  return asNotebook(name, hint, [torchModule(network.spec), firstRun(network, weights)]);
}

/** A title, a sentence, and cells of code. */
export function asNotebook(name: string, hint: string, sources: readonly string[]): string {
  const cells = [
    {
      cell_type: "markdown",
      metadata: {},
      source: [`# ${name}${hint === "" ? "" : "\n"}`, ...(hint === "" ? [] : ["\n", hint])],
    },
    ...sources.map((source) => ({
      cell_type: "code",
      execution_count: null,
      metadata: {},
      outputs: [],
      source: source.trim().split(/(?<=\n)/),
    })),
  ];
  const metadata = {
    kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
    language_info: { name: "python" },
  };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 4 }, null, 1);
}
