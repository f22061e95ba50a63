/** The run that is set up under "Train it": for PyTorch, its curves, as a block of a lesson. */
import { t } from "../../../language/words";
import { counted } from "../../../language/numerals";
import { Copy, Download } from "lucide-react";
import { type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { lessonBlock } from "../../../lesson/runtime/lesson-block";
import { RunsContext } from "../../../runs/runs";
import { copyOrSave, fileName } from "../../../shell/copy";
import { training } from "../../../widgets/training/definition";
import { recipeOf } from "../../../widgets/training/recipe";
import { dataWords, settingOf } from "../../../widgets/training/settings";
import { openedSet } from "../held-out/sets";
import { filledWeights, type Project } from "../project";
import { own } from "../train/own/own-set";
import { RUN, settings } from "../train/settings";
import type { MadeFile, Make } from "./files";
import { Button } from "../../../figures/marks/controls/Button";
import styles from "../workbench.module.css";

interface TakeRunProps {
  readonly project: Project;
  readonly network: NetworkShapes;
  readonly onSave: (name: string, make: Make) => void;
  readonly onSaid: (words: string) => void;
}

export function TakeRun({ project, network, onSave, onSaid }: TakeRunProps): ReactNode {
  const runs = useContext(RunsContext);
  const recorded = useStore(runs.run(RUN).view);
  const held = useStore(settings);
  const mine = useStore(own, ({ set }) => set);
  const state = { ...held, network: JSON.stringify(network.spec) };
  const stem = fileName(project.name, "network");
  const data = held.data === "own" ? (mine?.provided.file ?? null) : held.data;
  const steps = recorded.losses.at(-1)?.step ?? 0;
  const isTrained = project.weights.size > 0 && filledWeights(project, network).drawn.length === 0;
  const pack = async (): Promise<MadeFile> => {
    const [{ runZip }, dataset] = await Promise.all([import("./run-files"), openedSet(data ?? "")]);
    const recipe = recipeOf(settingOf(state), state.steps);
    const title = project.name;
    const present = isTrained ? project : null;
    const bytes = runZip({ recipe, title, steps: state.steps, dataset, recorded, present });
    return { bytes, notes: [t("Its train.py says what to do.")] };
  };
  const curves = async (): Promise<MadeFile> => {
    const { curvesCsv } = await import("./run-files");
    return { bytes: new TextEncoder().encode(curvesCsv(recorded)), notes: [] };
  };
  const block = async (): Promise<void> => {
    const alt = t("{name} learns {pictures}", {
      name: project.name,
      pictures: dataWords(held.data),
    });
    const text = lessonBlock("f1", alt, training, { ...state, run: "" });
    const how = await copyOrSave(`${stem}-block.txt`, text);
    onSaid(t("The lesson block is {how}.", { how }));
  };
  return (
    <section className={styles["list"]} aria-label={t("The run")}>
      <h2>{t("The run")}</h2>
      <div className="row">
        <Button disabled={data === null} onClick={() => onSave(`${stem}-run.zip`, pack)}>
          <Download aria-hidden size={17} /> {t("The run for PyTorch")}
        </Button>
        <Button disabled={steps === 0} onClick={() => onSave(`${stem}-curves.csv`, curves)}>
          <Download aria-hidden size={17} /> {t("Curves as CSV")}
        </Button>
        <Button onClick={() => void block()}>
          <Copy aria-hidden size={17} /> {t("Copy as lesson block")}
        </Button>
      </div>
      <p className="soft">{contents(dataWords(held.data), isTrained, steps)}</p>
    </section>
  );
}

/** Of the zip. */
function contents(pictures: string, isTrained: boolean, steps: number): string {
  return t(
    "The zip holds a script (torchrun takes it to several GPUs), the same as a notebook, the first weights{present}, the pictures ({pictures}) and the batches of every step: {how} The weights that it writes, trained.safetensors, open here again.",
    {
      pictures,
      present: isTrained ? t(" and those that it has now (present.safetensors)") : "",
      how:
        steps === 0
          ? t("nothing is trained yet, it is the run as it is set.")
          : t("with the losses of the {steps} steps that are trained here, to compare.", {
              steps: counted(steps),
            }),
    },
  );
}
