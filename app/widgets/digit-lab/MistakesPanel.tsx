/**
 * What the network takes the held-out digits for: the confusion matrix, and the digits of one cell
 * of it, or those with the largest loss. A click on a digit puts it on the field, where every
 * number behind its answer can be asked.
 */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../figures/marks/controls/Button";
import { percent } from "../../figures/curve/format";
import { spoken } from "../../figures/describe/number";
import { classes } from "../../figures/marks/style";
import { ConfusionMatrix } from "../../figures/network/ConfusionMatrix";
import { blank, encodeExact, type Picture, SIDE } from "../../pictures/drawing/picture";
import { usePainted } from "../../pictures/drawing/usePainted";
import type { Sample } from "../../pictures/held-out";
import type { DigitState } from "./definition";
import { DIGITS } from "./digits";
import { confusionOf, type Reading, worstOf } from "../../pictures/readings";
import styles from "./mistakes.module.css";
import type { Judgement } from "./useJudged";
import { counted } from "../../language/numerals";

const CLASSES = DIGITS.length;
/** More are not shown. */
const MOST = 12;

interface MistakesPanelProps {
  readonly state: DigitState;
  readonly change: (next: DigitState) => void;
  readonly judgement: Judgement;
}

export function MistakesPanel({ state, change, judgement }: MistakesPanelProps) {
  const { readings, problem } = judgement;
  if (problem !== null) return <p role="alert">{problem}</p>;
  if (readings === null) return <p>{t("The engine reads the held-out digits.")}</p>;
  const open = (at: number): void =>
    change({ ...state, mistakesOf: state.mistakesOf === at ? -1 : at });
  return (
    <section className={styles["mistakes"]} aria-label={t("Mistakes on held-out digits")}>
      <div>
        <Score readings={readings} />
        <ConfusionMatrix
          title={t(
            "Rows: the label. Columns: what the network says. Click a number to see its digits.",
          )}
          labels={DIGITS}
          counts={confusionOf(readings, CLASSES)}
          chosen={state.mistakesOf < 0 ? null : state.mistakesOf}
          onChoose={open}
        />
      </div>
      <Worst
        state={state}
        change={change}
        readings={readings}
        onAll={() => open(state.mistakesOf)}
      />
    </section>
  );
}

function Score({ readings }: { readonly readings: readonly Reading[] }) {
  const right = readings.filter(({ label, answer }) => label === answer).length;
  const words = { right: counted(right), readings: counted(readings.length) };
  return (
    <p className={styles["score"]} aria-live="polite">
      {rich("{right} held-out digits are right ({right2}).", {
        right: <b>{t("{right} of {readings}", words)}</b>,
        right2: percent(right / Math.max(1, readings.length)),
      })}
    </p>
  );
}

interface WorstProps extends Pick<MistakesPanelProps, "state" | "change"> {
  readonly readings: readonly Reading[];
  /** Leaves the cell whose digits are shown. */
  readonly onAll: () => void;
}

/** The digits with the largest loss, of the chosen cell or of all. */
function Worst({ state, change, readings, onAll }: WorstProps) {
  const worst = worstOf(readings, state.mistakesOf, CLASSES);
  return (
    <div>
      <p className={styles["score"]} aria-live="polite">
        {titleOf(state.mistakesOf, worst.length)}
      </p>
      {state.mistakesOf >= 0 && <Button onClick={onAll}>{t("The largest losses of all")}</Button>}
      <ul className={styles["digits"]}>
        {worst.slice(0, MOST).map((reading) => (
          <li key={reading.index}>
            <Digit
              reading={reading}
              chosen={state.sample?.index === reading.index}
              onChoose={({ pixels, label }) =>
                change({
                  ...state,
                  picture: encodeExact(pixels),
                  sample: { index: reading.index, label },
                })
              }
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function titleOf(cell: number, count: number): string {
  if (cell < 0)
    return t("The {most} digits with the largest loss. Click one to ask about it.", { most: MOST });
  const [label, answer] = [Math.floor(cell / CLASSES), cell % CLASSES];
  const what =
    label === answer
      ? t("{label} read as {label}", { label })
      : t("{label} read as {answer}", { label, answer });
  if (count === 0) return t("No digit: {what} does not happen.", { what });
  const shown = count > MOST ? t(", {most} of them, the largest loss first", { most: MOST }) : "";
  return t(
    "{what}: {count, plural, one {# digit} other {# digits}}{shown}. Click one to ask about it.",
    { what, count, shown },
  );
}

interface DigitProps {
  readonly reading: Reading;
  readonly chosen: boolean;
  readonly onChoose: (sample: Sample) => void;
}

function Digit({ reading: { index, label, answer, loss }, chosen, onChoose }: DigitProps) {
  const sample = useSample(index);
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture: Picture = sample?.pixels ?? BLANK;
  usePainted(canvas, picture);
  return (
    <button
      type="button"
      className={classes(styles["digit"], chosen && styles["chosen"])}
      aria-pressed={chosen}
      aria-label={t("Test digit {index}, labelled {label}, read as {answer}, loss {loss}", {
        index,
        label,
        answer,
        loss: spoken(loss),
      })}
      disabled={sample === null}
      onClick={() => sample !== null && onChoose(sample)}
    >
      <canvas ref={canvas} width={SIDE} height={SIDE} aria-hidden />
      <span>
        {label} → {answer}
      </span>
      <span>{t("loss {loss}", { loss: spoken(loss) })}</span>
    </button>
  );
}

const BLANK = blank();

function useSample(index: number): Sample | null {
  const [found, setFound] = useState<{ readonly index: number; readonly sample: Sample } | null>(
    null,
  );
  useEffect(() => {
    let here = true;
    void import("../../pictures/held-out")
      .then(({ heldOut }) => heldOut(index))
      .then(
        (sample) => here && setFound({ index, sample }),
        () => undefined, // the matrix is there all the same; the digit cannot be chosen
      );
    return () => {
      here = false;
    };
  }, [index]);
  return found?.index === index ? found.sample : null;
}
