/** A machine report in a reader's words. Pure. */
import { marked } from "../../language/numerals";
import { echo, t, word } from "../../language/words";
import type { BackendName } from "../../../engine/backends/backend";
import type { MachineReport } from "../../../engine/worker/protocol";

const NAMES: Readonly<Record<BackendName, string>> = {
  webgpu: "the graphics card (WebGPU)",
  wasm: "the processor (WebAssembly)",
  reference: "the page itself (reference)",
};

export function machineWords({ chosen, reason, backends }: MachineReport): {
  readonly summary: string;
  readonly others: readonly string[];
} {
  const main = backends.find(({ name }) => name === chosen);
  const detail = main === undefined || main.description === "" ? "" : `, ${main.description}`;
  const engine = `${word(NAMES[chosen])}${detail}`;
  return {
    summary: `${t("Networks are computed here by {engine}.", { engine })} ${sentence(echo(reason))}`,
    others: backends.map(({ name, available, description, millisecondsPerStep }) => {
      const called = word(NAMES[name]);
      if (!available)
        return t("Not {engine}: {reason}", { engine: called, reason: echo(description) });
      const time =
        millisecondsPerStep === null
          ? ""
          : t(", {time} ms for a step of a small network", {
              time: marked(millisecondsPerStep.toPrecision(2)),
            });
      return `${called[0]?.toUpperCase() ?? ""}${called.slice(1)}: ${description}${time}`;
    }),
  };
}

function sentence(text: string): string {
  const whole = `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
  return whole === "" || /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
