/**
 * The pictures of a run: what may go wrong with them, how they are parted, and what is done to them
 * on their way into the network, seen on real ones.
 */
import { t } from "../../../../language/words";
import { rich } from "../../../../language/rich";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { LabError } from "../../../../../engine/core/errors";
import type { Dataset } from "../../../../../engine/data/dataset";
import { readable } from "../../../../figures/curve/format";
import { HeatMap } from "../../../../figures/marks/heat-map/HeatMap";
import { counted } from "../../../../language/numerals";
import { ColourPicture } from "../../../../pictures/ColourPicture";
import { reason } from "../../../../shell/reason";
import { SCROLLABLE } from "../../../../shell/scrollable";
import type { TrainingState } from "../../../../widgets/training/definition";
import { recipeOf } from "../../../../widgets/training/recipe";
import { type Setting, settingOf } from "../../../../widgets/training/settings";
import { className } from "../../ask/classes";
import { openedSet } from "../../held-out/sets";
import type { OwnSet } from "../../../../pictures/own/pictures";
import { Parting } from "./Parting";
import { type DataStep, stepsOf } from "./steps";
import { classCounts, dataWarnings } from "./warnings";
import lab from "../../workbench.module.css";
import styles from "./data.module.css";

interface DataPanelProps {
  readonly state: TrainingState;
  readonly classes: readonly string[];
  /** The reader's own, where they are what is learned. */
  readonly mine: OwnSet | null;
  readonly onSet: (set: OwnSet) => Promise<void>;
}

export function DataPanel({ state, classes, mine, onSet }: DataPanelProps): ReactNode {
  const { dataset, problem } = useDataset(mine?.provided.file ?? state.data);
  const [open, setOpen] = useState(false);
  const warnings = useMemo(
    () => (dataset === null ? [] : dataWarnings(dataset, classes, state)),
    [dataset, classes, state],
  );
  return (
    <section aria-label={t("The pictures of the run")}>
      {warnings.map(({ id, text }) => (
        <p key={id} role="note" className={styles["warning"]}>
          {text}
        </p>
      ))}
      {problem !== "" && <p className="problem">{problem}</p>}
      <details className={lab["search"]} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t("The pictures: how they are parted, and what is done to them")}</summary>
        {open && dataset !== null && (
          <div className={lab["part"]}>
            {mine !== null && <Parting set={mine} onSet={onSet} />}
            <Counts dataset={dataset} classes={classes} />
            <Steps dataset={dataset} setting={settingOf(state)} classes={classes} />
          </div>
        )}
      </details>
    </section>
  );
}

function useDataset(data: string | ArrayBuffer): {
  readonly dataset: Dataset | null;
  readonly problem: string;
} {
  const [found, setFound] = useState<{
    readonly of: string | ArrayBuffer;
    readonly dataset: Dataset | null;
    readonly problem: string;
  } | null>(null);
  useEffect(() => {
    let wanted = true;
    openedSet(data).then(
      (dataset) => wanted && setFound({ of: data, dataset, problem: "" }),
      (error: unknown) => wanted && setFound({ of: data, dataset: null, problem: reason(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [data]);
  return found?.of === data ? found : { dataset: null, problem: "" };
}

interface CountsProps {
  readonly dataset: Dataset;
  readonly classes: readonly string[];
}

/** Pictures of each class, in each part. */
function Counts({ dataset: { labels, training }, classes }: CountsProps): ReactNode {
  const parts = [
    { name: t("to learn from"), counts: classCounts(labels.subarray(0, training), classes.length) },
    { name: t("held out"), counts: classCounts(labels.subarray(training), classes.length) },
  ];
  return (
    <div {...SCROLLABLE} className={styles["scroll"]} aria-label={t("Pictures of each class")}>
      <table className={styles["counts"]}>
        <thead>
          <tr>
            <td aria-label={t("part")} />
            {classes.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parts.map(({ name, counts }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {counts.map((count, at) => (
                <td key={classes[at] ?? at}>{counted(count)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface StepsProps {
  readonly dataset: Dataset;
  readonly setting: Setting;
  readonly classes: readonly string[];
}

function Steps({ dataset, setting, classes }: StepsProps): ReactNode {
  const steps = useMemo(() => stepsOrProblem(dataset, setting), [dataset, setting]);
  if (typeof steps === "string") return <p className="problem">{steps}</p>;
  return (
    <>
      <p className="soft">
        {t(
          "The first pictures of the first batch, from the seed {seed}. “Pixels”, “Pictures shifted” and “Pictures flipped” stand in the settings of the run. Held-out pictures are neither shifted nor flipped.",
          { seed: String(setting.seed) },
        )}
      </p>
      <ol className={styles["steps"]}>
        {steps.map((step) => (
          <li key={step.name}>
            <p>
              {rich("{name} {shape}, from {least} to {most}, mean {mean}, deviation {deviation}.", {
                name: <b>{step.name}.</b>,
                shape: step.shape.join("×"),
                least: readable(step.least),
                most: readable(step.most),
                mean: readable(step.mean),
                deviation: readable(step.deviation),
              })}
            </p>
            <Samples step={step} classes={classes} />
          </li>
        ))}
      </ol>
    </>
  );
}

function stepsOrProblem(dataset: Dataset, setting: Setting): readonly DataStep[] | string {
  try {
    return stepsOf(dataset, recipeOf(setting, 0));
  } catch (error) {
    if (error instanceof LabError) return reason(error);
    throw error;
  }
}

interface SamplesProps {
  readonly step: DataStep;
  readonly classes: readonly string[];
}

function Samples(props: SamplesProps): ReactNode {
  const {
    step: { pictures, labels, shape, least, most },
    classes,
  } = props;
  const [channels, rows, columns] = shape;
  return (
    <div className={styles["samples"]}>
      {pictures.map((picture, at) => {
        const label = t("a picture of {name}", { name: className(classes, labels[at] ?? 0) });
        return channels === 3 && rows === columns ? (
          <ColourPicture key={at} label={label} planes={picture} />
        ) : (
          <HeatMap
            key={at}
            label={label}
            rows={rows}
            columns={columns}
            data={picture}
            colouring={{ palette: "grey", low: least, high: most }}
            width={56}
          />
        );
      })}
    </div>
  );
}
