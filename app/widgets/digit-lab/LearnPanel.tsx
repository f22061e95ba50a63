/**
 * The loss of the picture, and one step of training on it alone: where to begin to ask, from the
 * loss back to a pixel, from a pixel on to the loss, and of one weight before and after.
 */
import { t } from "../../language/words";
import type { ReactNode } from "react";
import { type Numbers, present } from "../../../engine/explain/numbers";
import { valueAt } from "../../../engine/core/tensor";
import { type Opened, writeCell } from "../../explorer/ask/opened";
import { Button } from "../../figures/marks/controls/Button";
import { spoken } from "../../figures/describe/number";
import { Select } from "../../figures/marks/controls/Select";
import type { DigitState } from "./definition";
import { DIGIT_OPTIONS } from "./digits";
import styles from "./digit-lab.module.css";

/** The learning rate of the step: that of the run in the lesson. */
export const RATE = 0.03;

interface LearnPanelProps {
  readonly state: DigitState;
  readonly change: (next: DigitState) => void;
  readonly locked: boolean;
  readonly values: Numbers;
  readonly onAsk: (cell: Opened) => void;
}

const PIXEL: Opened = { tensor: "input", index: [0, 14, 14] };
const WEIGHT: Opened = { tensor: "conv1.w", index: [0, 0, 2, 2] };
const AFTER: Opened = { ...WEIGHT, tensor: "conv1.w.next" };

export function LearnPanel({ state, change, locked, values, onAsk }: LearnPanelProps): ReactNode {
  return (
    <section
      className={styles["why"]}
      aria-label={t("The loss, and one step of training")}
      data-part="learn"
    >
      <div className={styles["pairs"]}>
        <Select
          label={t("The right digit is")}
          value={String(present(values, "labels").data[0] ?? 0)}
          locked={locked}
          options={DIGIT_OPTIONS}
          onChange={(right) => change({ ...state, right: Number(right) })}
        />
        <Button onClick={() => onAsk({ tensor: "loss", index: [0] })}>
          {t("Loss: {data}", { data: spoken(present(values, "loss").data[0] ?? Number.NaN) })}
        </Button>
      </div>
      <p className={styles["soft"]}>
        {t(
          "One step on this picture alone, with a learning rate of {rate}, moves every weight. The middle weight of filter 0 of conv1: {number} → {number2}.",
          { rate: RATE, number: numberOf(values, WEIGHT), number2: numberOf(values, AFTER) },
        )}
      </p>
      <div className={styles["pairs"]}>
        <Ask words={t("This weight after the step")} cell={AFTER} onAsk={onAsk} />
        <Ask words={t("The middle pixel")} cell={PIXEL} onAsk={onAsk} />
      </div>
    </section>
  );
}

interface AskProps {
  readonly words: string;
  readonly cell: Opened;
  readonly onAsk: (cell: Opened) => void;
}

function Ask({ words, cell, onAsk }: AskProps): ReactNode {
  return (
    <Button title={writeCell(cell)} onClick={() => onAsk(cell)}>
      {words}
    </Button>
  );
}

function numberOf(values: Numbers, { tensor, index }: Opened): string {
  return spoken(valueAt(present(values, tensor), index));
}
