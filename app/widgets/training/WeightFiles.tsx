/** The weights of a run as a file, out and in. */
import { t } from "../../language/words";
import { Download, Upload } from "lucide-react";
import { useContext, useState } from "react";
import { Button } from "../../figures/marks/controls/Button";
import { FileButton } from "../../figures/marks/controls/FileButton";
import { RunsContext } from "../../runs/runs";
import { reason } from "../../shell/reason";
import { networkOf } from "./network";
import { saveBytes } from "../../shell/copy";
import styles from "./training.module.css";
import type { VariantRun } from "./useVariants";

const LARGEST_FILE = 64 * 2 ** 20;

interface WeightFilesProps {
  readonly run: VariantRun;
  readonly locked: boolean;
}

export function WeightFiles({ run: { handle, view, setting }, locked }: WeightFilesProps) {
  const [said, setSaid] = useState("");
  const runs = useContext(RunsContext);
  const able = view.provenance !== null;
  const save = async (): Promise<void> => {
    try {
      const name = `${view.network?.name ?? "network"}-step-${view.snapshot?.step ?? 0}`;
      saveBytes(`${name}.safetensors`, await handle.save());
      setSaid(t("Saved."));
    } catch (problem) {
      setSaid(reason(problem));
    }
  };
  const load = async (file: File): Promise<void> => {
    if (file.size > LARGEST_FILE)
      return setSaid(t("{name} is too large to be weights of this network.", { name: file.name }));
    const bytes = await file.arrayBuffer();
    try {
      await runs.readWeights(networkOf(setting), bytes);
    } catch (problem) {
      return setSaid(
        t("{name} was not loaded, the run stays as it is: {problem}", {
          name: file.name,
          problem: reason(problem),
        }),
      );
    }
    handle.reset(bytes);
    setSaid(t("Step 0, with the weights of {name}.", { name: file.name }));
  };
  return (
    <div className={styles["buttons"]}>
      <Button disabled={!able} onClick={() => void save()}>
        <Download aria-hidden size={17} />
        {t("Save weights")}
      </Button>
      <FileButton
        label={t("A file of weights (safetensors)")}
        accept=".safetensors"
        disabled={!able || locked}
        onFile={(file) => void load(file)}
      >
        <Upload aria-hidden size={17} />
        {t("Load weights")}
      </FileButton>
      <output className={styles["hint"]}>{view.phase === "failed" ? "" : said}</output>
    </div>
  );
}
