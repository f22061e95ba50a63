/** What a reader is told, and chooses, where a figure runs something on this machine. */
import { Choice } from "../figures/marks/choice/Choice";
import { echo, t } from "../language/words";
import type { WorkerBackend } from "./start-backend";

const BACKENDS = [
  { value: "wasm", title: "WebAssembly" },
  { value: "webgpu", title: "WebGPU" },
] as const;

export function backendTitle(backend: WorkerBackend): string {
  return BACKENDS.find(({ value }) => value === backend)?.title ?? backend;
}

export interface RunOnProps {
  readonly backend: WorkerBackend;
  readonly onBackend: (backend: WorkerBackend) => void;
  readonly running: boolean;
}

export function RunOn({ backend, onBackend, running }: RunOnProps) {
  return (
    <Choice
      label={t("Run on")}
      options={BACKENDS}
      value={backend}
      onChange={onBackend}
      locked={running}
    />
  );
}

export function runningText(): string {
  return t("Running; the page stays free meanwhile.");
}

export function failedText(why: string): string {
  return t("It could not be run here: {why}", { why: echo(why).replace(/\.?$/, ".") });
}
