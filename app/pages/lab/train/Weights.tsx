/** Weights out of the run and into it. */
import { type ReactNode, useContext, useMemo, useState } from "react";
import { useStore } from "zustand";
import { readSafetensors, writeSafetensors } from "../../../../engine/data/formats/safetensors";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { t } from "../../../language/words";
import { RunsContext } from "../../../runs/runs";
import { reason } from "../../../shell/reason";
import type { TrainingState } from "../../../widgets/training/definition";
import { statisticsOf } from "../../../widgets/training/recipe";
import { dataWords } from "../../../widgets/training/settings";
import { type Pixels, STANDARD_PIXELS } from "../pixels";
import { filledWeights, stored } from "../project";
import type { Bench } from "../useProject";
import { RUN } from "./settings";
import { Button } from "../../../figures/marks/controls/Button";

interface WeightsProps {
  readonly bench: Bench;
  readonly network: NetworkShapes;
  readonly state: TrainingState;
  readonly classes: readonly string[];
}

export function Weights(props: WeightsProps): ReactNode {
  const {
    bench: { project, change },
    network,
    state,
    classes,
  } = props;
  const runs = useContext(RunsContext);
  const handle = useMemo(() => runs.run(RUN), [runs]);
  const step = useStore(handle.view, (view) => view.snapshot?.step ?? 0);
  const able = useStore(handle.view, (view) => view.provenance !== null);
  const [said, setSaid] = useState("");
  const take = async (): Promise<void> => {
    try {
      const weights = stored(readSafetensors(new Uint8Array(await handle.save())), network);
      const learned = t("trained here on {data} for {step} steps", {
        data: dataWords(state.data),
        step,
      });
      const pixels = pixelsOf(state.data, state.pixels);
      const next = { ...project, weights, trained: learned, classes, pixels };
      change(next, t("take the trained weights"));
      setSaid(t("The network has these weights now. Ask it, or take it away."));
    } catch (error) {
      setSaid(reason(error));
    }
  };
  const put = (): void => {
    handle.reset(writeSafetensors(filledWeights(project, network).weights).buffer);
    setSaid(t("The run begins with the network's own weights."));
  };
  return (
    <div className="row">
      <Button primary={step > 0} disabled={step === 0} onClick={() => void take()}>
        {t("Keep the trained weights")}
      </Button>
      <Button disabled={!able || project.weights.size === 0} onClick={put}>
        {t("Begin with its own weights")}
      </Button>
      <output className="soft">
        {said === ""
          ? t(
              "Press Train. When you like what it has learned, keep its weights: they are the network's then.",
            )
          : said}
      </output>
    </div>
  );
}

function pixelsOf(data: TrainingState["data"], rule: TrainingState["pixels"]): Pixels {
  if (rule === "byte") return { ...STANDARD_PIXELS, range: 255 };
  if (rule === "share") return STANDARD_PIXELS;
  const { mean, std } = statisticsOf(data);
  return { ...STANDARD_PIXELS, mean: [mean, mean, mean], std: [std, std, std] };
}
