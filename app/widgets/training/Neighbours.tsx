/**
 * Held-out pictures in batches of eight, with the mean and the variance of that batch as in
 * training: what each is taken for, and whether it is taken for something else when one of its
 * seven neighbours is swapped. Asked whenever the run stands still.
 */
import { t } from "../../language/words";
import { classesOf } from "../../../engine/data/dataset";
import { Button } from "../../figures/marks/controls/Button";
import { classes } from "../../figures/marks/style";
import { Batch, SmallPicture } from "./Batch";
import { batchesWith, SHOWN } from "./conditions";
import type { RunsProps } from "./Curves";
import { best, joined, rowsOf } from "./rows";
import type { Shown } from "./Training";
import styles from "./training.module.css";
import { useAtRest, type Question } from "./useAtRest";
import { whoOf } from "./words";

export function Neighbours(props: RunsProps) {
  return props.runs.map((run) => <InBatches key={run.name} {...props} run={run} />);
}

interface Found {
  /** Of every held-out picture that is in one of the batches. */
  readonly pixels: ReadonlyMap<number, Float32Array>;
  /** What the running averages make of the pictures shown. */
  readonly inUse: readonly number[];
  /** What each picture is taken for in each of its batches. */
  readonly answers: readonly (readonly number[])[];
}

function InBatches({ run, state, change }: RunsProps & { readonly run: Shown }) {
  const found = useAtRest(run, askAll);
  const names = classesOf(run.setting.data);
  const who = whoOf(run);
  const flipped = (found?.answers ?? []).filter((answers) => new Set(answers).size > 1).length;
  return (
    <figure className={styles["filters"]}>
      <figcaption>
        <strong>
          {who === ""
            ? t("In batches of eight, with their own mean and variance")
            : t("{who}in batches of eight, with their own mean and variance", { who })}
        </strong>{" "}
        {found === null
          ? t("each picture is looked at when the run has paused")
          : t("{flipped} of {shown} pictures change their answer when one neighbour is swapped", {
              flipped,
              shown: SHOWN,
            })}
      </figcaption>
      <ul className={styles["pictures"]}>
        {found?.answers.map((answers, at) => (
          <li key={at} className={classes(new Set(answers).size === 1 && styles["right"])}>
            <SmallPicture
              pixels={found.pixels.get(at)}
              title={t("held-out picture {at}", { at })}
            />
            <Button
              aria-pressed={state.picture === at}
              aria-label={t("Picture {at}: {answers}", { at, answers: counted(answers, names) })}
              onClick={() => change({ ...state, picture: at })}
            >
              {counted(answers, names)}
            </Button>
          </li>
        ))}
      </ul>
      {found !== null && <Swap found={found} picture={state.picture} names={names} />}
    </figure>
  );
}

/** "9 ×6, 4 ×2": the most frequent answer first. */
function counted(answers: readonly number[], names: readonly string[]): string {
  const kinds = [...new Set(answers)].map((answer) => ({
    answer,
    count: answers.filter((other) => other === answer).length,
  }));
  if (kinds.length === 1) return nameOf(kinds[0]?.answer, names);
  return kinds
    .toSorted((a, b) => b.count - a.count)
    .map(({ answer, count }) => `${nameOf(answer, names)} ×${count}`)
    .join(", ");
}

function nameOf(answer: number | undefined, names: readonly string[]): string {
  return names[answer ?? -1] ?? String(answer);
}

interface SwapProps {
  readonly found: Found;
  readonly picture: number;
  readonly names: readonly string[];
}

/** One picture's usual batch, and the first in which it is taken for something else. */
function Swap({ found, picture, names }: SwapProps) {
  const answers = found.answers[picture] ?? [];
  const other = answers.findIndex((answer) => answer !== answers[0]);
  const batches = batchesWith(picture);
  const usual = t("among these seven it is taken for {answers}", {
    answers: nameOf(answers[0], names),
  });
  const use = t("With running averages, as in use, it is {inUse}, whoever else is there.", {
    inUse: nameOf(found.inUse[picture], names),
  });
  return (
    <div className={styles["layers"]}>
      <Batch
        pixels={found.pixels}
        batch={batches[0] ?? []}
        says={t("Picture {picture}: {usual}.", { picture, usual })}
      />
      {other > 0 ? (
        <Batch
          pixels={found.pixels}
          batch={batches[other] ?? []}
          swapped={other}
          says={t("One neighbour swapped: now it is taken for {answers}.", {
            answers: nameOf(answers[other], names),
          })}
        />
      ) : (
        <p className={styles["hint"]}>{t("None of the seven swaps changes that.")}</p>
      )}
      <p className={styles["hint"]}>{use}</p>
    </div>
  );
}

const askAll: Question<Found> = async ({ handle, network }, hear, isWanted) => {
  const all = Array.from({ length: SHOWN }, (_, picture) => batchesWith(picture));
  const held = [...new Set(all.flat(2))].toSorted((a, b) => a - b);
  const tensors = await handle.examples(held);
  const pixels = rowsOf(tensors["pixels"], held.length);
  const byPicture = new Map(held.map((picture, at) => [picture, pixels[at] ?? NO_ROW] as const));
  const inUse = rowsOf(tensors["output"], held.length).slice(0, SHOWN).map(best);
  const output = `${network.layers.at(-1)?.name ?? ""}.y`;
  const answers: number[][] = [];
  for (const batches of all) {
    const own: number[] = [];
    for (const batch of batches) {
      if (!isWanted()) return;
      const input = joined(batch.map((picture) => byPicture.get(picture) ?? NO_ROW));
      const how = { batch: batch.length, mode: "train" } as const;
      const read = await handle.infer(input, [output], how);
      own.push(best(rowsOf(read[output], batch.length)[0] ?? NO_ROW));
    }
    answers.push(own);
  }
  hear({ pixels: byPicture, inUse, answers });
};

const NO_ROW = new Float32Array(0);
