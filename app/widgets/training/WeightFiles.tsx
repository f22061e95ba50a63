/** The weights of a run as a file, out and in. */
import { Download, Upload } from "lucide-react";
import { useContext, useState } from "react";
import { FileButton } from "../../figures/marks/controls/FileButton";
import { RunsContext } from "../../runs/runs";
import { reason } from "../../shell/reason";
import { networkOf } from "./network";
import { saveBytes } from "../../shell/copy";
import styles from "./training.module.css";
import type { VariantRun } from "./useVariants";

const LARGEST_FILE = 64 * 2 ** 20;

export function WeightFiles({
  run: { handle, view, setting },
  locked,
}: {
  readonly run: VariantRun;
  readonly locked: boolean;
}) {
  const [said, setSaid] = useState("");
  const runs = useContext(RunsContext);
  const able = view.provenance !== null;
  const save = async (): Promise<void> => {
    try {
      const name = `${view.network?.name ?? "network"}-step-${view.snapshot?.step ?? 0}`;
      saveBytes(`${name}.safetensors`, await handle.save());
      setSaid("Saved.");
    } catch (problem) {
      setSaid(reason(problem));
    }
  };
  const load = async (file: File): Promise<void> => {
    if (file.size > LARGEST_FILE)
      return setSaid(`${file.name} is too large to be weights of this network.`);
    const bytes = await file.arrayBuffer();
    try {
      await runs.readWeights(networkOf(setting), bytes);
    } catch (problem) {
      return setSaid(`${file.name} was not loaded, the run stays as it is: ${reason(problem)}`);
    }
    handle.reset(bytes);
    setSaid(`Step 0, with the weights of ${file.name}.`);
  };
  return (
    <div className={styles["buttons"]}>
      <button type="button" className="button" disabled={!able} onClick={() => void save()}>
        <Download aria-hidden size={17} />
        Save weights
      </button>
      <FileButton
        label="A file of weights (safetensors)"
        accept=".safetensors"
        disabled={!able || locked}
        onFile={(file) => void load(file)}
      >
        <Upload aria-hidden size={17} />
        Load weights
      </FileButton>
      <output className={styles["hint"]}>{view.phase === "failed" ? "" : said}</output>
    </div>
  );
}
