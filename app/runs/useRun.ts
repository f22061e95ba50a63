/** A figure's hold on a run: the handle, and the view of it that redraws the figure. */
import { useContext, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { readAddress } from "../shell/address";
import { counted } from "../language/numerals";
import { echo, t } from "../language/words";
import type { BackendChoice } from "../../engine/worker/protocol";
import type { RunView } from "./run-view";
import { RunsContext, type RunHandle } from "./runs";

export interface LiveRun {
  readonly handle: RunHandle;
  readonly view: RunView;
}

/**
 * Looks at the run of this name as long as the figure is drawn; a run that only this figure knows
 * ends with it.
 */
export function useRun(name: string, own = false): LiveRun {
  const runs = useContext(RunsContext);
  const handle = useMemo(() => runs.run(name), [runs, name]);
  const view = useStore(handle.view);
  useEffect(() => handle.attend(own), [handle, own]);
  return { handle, view };
}

/** What the reader asked for in the address: `?backend=wasm`. */
export function wantedBackend(): BackendChoice {
  return readAddress().preferences.backend ?? "auto";
}

/**
 * What computed the numbers that are drawn, for the line under the figure: null while there are
 * none.
 */
export function computedText({ provenance, snapshot }: RunView): string | null {
  if (provenance === null) return null;
  const { backend, description, reason } = provenance;
  const how = backend === "reference" ? t("64-bit") : t("32-bit");
  const step = snapshot === null ? "" : t(", step {step}", { step: counted(snapshot.step) });
  return t("Computed by {engine}, {how}{more}.", {
    engine: echo(description),
    how,
    more: `${step}${reason === "" ? "" : ` (${echo(reason)})`}`,
  });
}
