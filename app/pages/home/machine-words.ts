/** A machine report in a reader's words. Pure. */
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
  return {
    summary: `Networks are computed here by ${NAMES[chosen]}${detail}. ${sentence(reason)}`,
    others: backends.map(({ name, available, description, millisecondsPerStep }) => {
      if (!available) return `Not ${NAMES[name]}: ${description}`;
      const time =
        millisecondsPerStep === null
          ? ""
          : `, ${millisecondsPerStep.toPrecision(2)} ms for a step of a small network`;
      return `${NAMES[name][0]?.toUpperCase() ?? ""}${NAMES[name].slice(1)}: ${description}${time}`;
    }),
  };
}

function sentence(text: string): string {
  const whole = `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
  return whole === "" || /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
