/** What makes another run of it: data, batch, rule, seed; and the weights as a file, out and in. */
import { Download, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { lenetRecipe } from "../../../engine/train/recipes";
import { BATCHES, DATASETS, OPTIMISER_WORDS, OPTIMISERS, USUAL_RATE, type DeskState } from "./definition";
import type { DeskPart } from "./DeskControls";
import { Choice } from "./fields/Choice";
import { NumberField } from "./fields/NumberField";
import { saveFile } from "./save-file";
import styles from "./training-desk.module.css";

const DATASET_WORDS = { mnist: "handwritten digits", fashion: "clothing" } as const;

export function DeskChoices({ state, change, handle, view, hidden, locked }: DeskPart) {
  return (
    <fieldset className={styles["choices"]} aria-label="Settings that start a new run">
      {!hidden.has("dataset") && (
        <Choice
          label="Pictures"
          value={state.dataset}
          options={DATASETS}
          nameOf={(name) => DATASET_WORDS[name]}
          locked={locked.has("dataset")}
          onValue={(dataset) => change({ ...state, dataset })}
        />
      )}
      {!hidden.has("batch") && (
        <Choice
          label="Pictures a step"
          value={String(state.batch)}
          options={[...new Set([...BATCHES, state.batch])].toSorted((a, b) => a - b).map(String)}
          nameOf={(count) => count}
          locked={locked.has("batch")}
          onValue={(count) => change({ ...state, batch: Number(count) })}
        />
      )}
      {!hidden.has("optimiser") && (
        <Choice
          label="Rule"
          value={state.optimiser}
          options={OPTIMISERS}
          nameOf={(name) => OPTIMISER_WORDS[name]}
          locked={locked.has("optimiser")}
          onValue={(optimiser) => change(withRule(state, optimiser))}
        />
      )}
      {!hidden.has("falling") && (
        <Choice
          label="The rate"
          value={state.falling ? "falls" : "stays"}
          options={["falls", "stays"]}
          nameOf={(how) => (how === "falls" ? "falls over five epochs" : "stays as it is")}
          locked={locked.has("falling")}
          onValue={(how) => change({ ...state, falling: how === "falls" })}
        />
      )}
      {!hidden.has("seed") && (
        <NumberField
          label="Seed"
          value={state.seed}
          min={0}
          max={1_000_000}
          whole
          locked={locked.has("seed")}
          onValue={(seed) => change({ ...state, seed })}
        />
      )}
      {!hidden.has("weights") && <WeightFiles handle={handle} view={view} locked={locked} />}
      <p className={styles["hint"]}>Changing one of these starts a new run; the learning rate does not.</p>
    </fieldset>
  );
}

/** Another rule with a rate that suits it, unless the reader had chosen one of their own. */
export function withRule(state: DeskState, optimiser: DeskState["optimiser"]): DeskState {
  const usual = state.learningRate === USUAL_RATE[state.optimiser];
  return { ...state, optimiser, learningRate: usual ? USUAL_RATE[optimiser] : state.learningRate };
}

const LARGEST_FILE = 64 * 2 ** 20;

function WeightFiles({ handle, view, locked }: Pick<DeskPart, "handle" | "view" | "locked">) {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const able = view.backend !== null;
  const save = async (): Promise<void> => {
    try {
      saveFile(`lenet5-step-${view.snapshot?.step ?? 0}.safetensors`, await handle.save());
      setSaid("Saved.");
    } catch (problem) {
      setSaid(problem instanceof Error ? problem.message : "The weights could not be saved.");
    }
  };
  const load = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (file.size > LARGEST_FILE) return setSaid(`${file.name} is too large to be weights of this network.`);
    const bytes = await file.arrayBuffer();
    const { whyNotLoaded } = await import("./check-weights");
    const why = whyNotLoaded(bytes, lenetRecipe.network);
    if (why !== null) return setSaid(`${file.name} was not loaded, the run stays as it is: ${why}`);
    handle.reset(bytes);
    setSaid(`Step 0, with the weights of ${file.name}.`);
  };
  return (
    <div className={styles["files"]}>
      <button type="button" className="button" disabled={!able} onClick={() => void save()}>
        <Download aria-hidden size={17} />
        Save weights
      </button>
      <button type="button" className="button" disabled={!able || locked.has("weights")} onClick={() => input.current?.click()}>
        <Upload aria-hidden size={17} />
        Load weights
      </button>
      <input
        ref={input}
        type="file"
        accept=".safetensors"
        className="hidden-text"
        tabIndex={-1}
        aria-label="A file of weights (safetensors)"
        onChange={(event) => {
          void load(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <output className={styles["hint"]}>{view.phase === "failed" ? "" : said}</output>
    </div>
  );
}
