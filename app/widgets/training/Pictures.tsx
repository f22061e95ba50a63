/**
 * Held-out pictures with what each run takes them for, asked again now and then while it trains and
 * when it stands still.
 */
import { t } from "../../language/words";
import { lazy, Suspense, useContext } from "react";
import type { Tensors } from "../../../engine/client/snapshot";
import { percent } from "../../figures/curve/format";
import { classes } from "../../figures/marks/style";
import { softmaxOf } from "../../figures/network/ProbabilityBars";
import { type RunHandle, RunsContext } from "../../runs/runs";
import { useAsked } from "../../runs/useAsked";
import { SmallPicture } from "./Batch";
import type { RunsProps } from "./Curves";
import { datasetOf } from "./own-set";
import { best, rowsOf } from "./rows";
import type { Shown } from "./Training";
import styles from "./training.module.css";
import { whoOf } from "./words";

/** Only networks of the reader's own read colours. */
const ColourPicture = lazy(async () => ({
  default: (await import("../../pictures/ColourPicture")).ColourPicture,
}));

const SHOWN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
/** Milliseconds between two questions while the run goes on. */
const EVERY = 1500;

export function Pictures({ runs }: RunsProps) {
  return (
    <div className={styles["pair"]}>
      {runs.map((run) => (
        <Answers key={run.name} run={run} />
      ))}
    </div>
  );
}

function Answers({ run }: { readonly run: Shown }) {
  const { setting, network } = run;
  const { phase } = run.view;
  const open = phase === "ready" || phase === "running" || phase === "broken";
  const found = useAsked(run.handle, examplesNow, { wanted: open, every: EVERY });
  const names = useContext(RunsContext).classesOf(datasetOf(setting));
  const isColour = network.input.length === 3 && network.input[0] === 3;
  const who = whoOf(run);
  const answers = found === null ? [] : answersOf(found.tensors);
  const right = answers.filter(({ label, said }) => label === said).length;
  return (
    <figure className={styles["filters"]}>
      <figcaption>
        <strong>{t("{who}held-out pictures", { who })}</strong>{" "}
        {found === null
          ? t("are on their way")
          : t("at step {step}: {right} of {answers} right", {
              step: found.step,
              right,
              answers: answers.length,
            })}
      </figcaption>
      <ul className={styles["pictures"]}>
        {answers.map(({ pixels, label, said, share }, at) => (
          <li key={at} className={classes(label === said && styles["right"])}>
            {isColour ? (
              <Suspense fallback={null}>
                <ColourPicture
                  label={t("a picture of {names}", { names: names[label] ?? label })}
                  planes={pixels}
                />
              </Suspense>
            ) : (
              <SmallPicture
                title={t("a picture of {names}", { names: names[label] ?? label })}
                pixels={pixels}
                width={56}
              />
            )}
            <span>
              {label === said ? "✓" : "✗"} {names[said] ?? said}
            </span>
            <small>{percent(share)}</small>
          </li>
        ))}
      </ul>
    </figure>
  );
}

interface Found {
  readonly step: number;
  readonly tensors: Tensors;
}

async function examplesNow(handle: RunHandle): Promise<Found> {
  const step = handle.view.getState().snapshot?.step ?? 0;
  return { step, tensors: await handle.examples(SHOWN) };
}

function answersOf({ pixels, labels, output }: Tensors) {
  const count = labels?.data.length ?? 0;
  const scores = rowsOf(output, count);
  return rowsOf(pixels, count).map((picture, at) => {
    const said = best(scores[at]);
    const shares = softmaxOf(Array.from(scores[at] ?? []));
    return {
      pixels: picture,
      label: labels?.data[at] ?? -1,
      said,
      share: shares[said] ?? Number.NaN,
    };
  });
}
