/**
 * One step that changes the picture towards a wanted digit: the step at every pixel, the changed
 * picture, what the network says of it, and the arithmetic of any pixel.
 */
import { t } from "../../language/words";
import { useMemo, useState, type ReactNode } from "react";
import { explainStep } from "../../../engine/explain/adversarial";
import { type Numbers, present } from "../../../engine/explain/numbers";
import { nameOf, nameOfCell, openedOf } from "../../explorer/ask/origin";
import type { Opened } from "../../explorer/ask/opened";
import { Button } from "../../figures/marks/controls/Button";
import { useRoom } from "../../figures/curve/useRoom";
import { percent } from "../../figures/curve/format";
import { layOut } from "../../figures/describe/arithmetic";
import { spoken } from "../../figures/describe/number";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { Slider } from "../../figures/marks/controls/Slider";
import type { Place } from "../../figures/marks/grid";
import { HeatMap } from "../../figures/marks/heat-map/HeatMap";
import { SIDE, encodeExact } from "../../pictures/drawing/picture";
import { PROBABILITIES } from "../../runs/shipped-network";
import { towards } from "./PanelChoices";
import type { DigitState } from "./definition";
import styles from "./digit-lab.module.css";
import { answerOf, type Attack } from "./useAttack";
import { ringOf } from "./WhyPanel";

interface AttackPanelProps {
  readonly state: DigitState;
  readonly change: (next: DigitState, options?: { readonly history: "merge" }) => void;
  readonly locked: boolean;
  readonly attack: Attack;
  /** Opens a number of the pass whose label is the wanted digit. */
  readonly onAsk: (cell: Opened) => void;
}

export function AttackPanel({ state, change, locked, attack, onAsk }: AttackPanelProps): ReactNode {
  const set = (part: Partial<DigitState>, options?: { readonly history: "merge" }): void =>
    change(towards(state, part), options);
  return (
    <section
      className={styles["why"]}
      aria-label={t("A step that changes the answer")}
      data-part="attack"
      data-subject
    >
      <Slider
        label={t("Strength ε")}
        value={state.strength}
        from={0}
        to={0.5}
        step={0.01}
        locked={locked}
        onChange={(strength) => set({ strength }, { history: "merge" })}
      />
      <p className={styles["soft"]} aria-live="polite">
        {wordsOf(attack, state.strength)}
      </p>
      <Pictures state={state} attack={attack} onPick={(at) => set({ attackCell: at })} />
      {state.attackCell >= 0 ? (
        <Step state={state} attack={attack} onAsk={onAsk} />
      ) : (
        <p className={styles["soft"]}>{t("Click a pixel to see how it changes.")}</p>
      )}
      <Button onClick={() => set({ ...fieldOf(attack), attack: -1, attackCell: -1 })}>
        {t("Put the changed picture on the field")}
      </Button>
    </section>
  );
}

/** Rounded to the 256 greys of the field. */
function fieldOf({ after }: Attack): Pick<DigitState, "picture" | "sample" | "centre"> {
  const greys = Uint8Array.from(present(after, "input").data, (value) => Math.round(255 * value));
  return { picture: encodeExact(greys), sample: null, centre: false };
}

function wordsOf({ wanted, numbers, after, least }: Attack, strength: number): string {
  const say = (of: Numbers): string => {
    const best = answerOf(of);
    return `${best}, ${percent(present(of, PROBABILITIES).data[best] ?? Number.NaN)}`;
  };
  const enough =
    least === null
      ? t("The smallest strength that is enough is being looked for.")
      : Number.isNaN(least)
        ? t("No strength up to 0.5 makes it {wanted}.", { wanted })
        : t("The smallest strength that makes it {wanted}: {least}.", {
            wanted,
            least: spoken(least),
          });
  return t(
    "Each pixel moves by {strength}, or as far as it can, against the sign of the gradient of the loss for {wanted}. Before: {numbers}. After: {after}. {enough}",
    { strength: spoken(strength), wanted, numbers: say(numbers), after: say(after), enough },
  );
}

/** Largest width of one of the two pictures, at type of 16 px, and what is between them, in px. */
const [LARGEST, BETWEEN] = [240, 16];

interface PicturesProps extends Pick<AttackPanelProps, "state"> {
  readonly attack: Attack;
  readonly onPick: (at: number) => void;
}

function Pictures({ state, attack: { numbers, after, wanted }, onPick }: PicturesProps): ReactNode {
  const [cursor, setCursor] = useState<Place>({ row: 0, column: 0 });
  const [element, { width, type }] = useRoom<HTMLDivElement>(2 * LARGEST + BETWEEN);
  const changed = present(after, "input").data;
  const steps = useMemo(() => {
    const before = present(numbers, "input").data;
    return Float64Array.from(changed, (value, at) => value - (before[at] ?? 0));
  }, [numbers, changed]);
  const most = Math.max(state.strength, 1e-12);
  const chosen = state.attackCell;
  const both = {
    rows: SIDE,
    columns: SIDE,
    width: Math.min(LARGEST * type, Math.floor((width - BETWEEN * type) / 2)),
    cursor,
    rings: chosen < 0 ? [] : [ringOf(chosen, SIDE)],
    onCursor: setCursor,
    onAsk: ({ row, column }: Place) => onPick(row * SIDE + column),
  };
  return (
    <div ref={element} className={styles["pairs"]}>
      <figure className={styles["layer"]}>
        <figcaption>{t("what is added")}</figcaption>
        <HeatMap
          {...both}
          label={t("What is added to each pixel towards {wanted}", { wanted })}
          data={steps}
          colouring={{ palette: "diverging", low: -most, high: most }}
        />
      </figure>
      <figure className={styles["layer"]}>
        <figcaption>{t("the changed picture")}</figcaption>
        <HeatMap
          {...both}
          label={t("The changed picture")}
          data={changed}
          colouring={{ palette: "grey", low: 0, high: 1 }}
        />
      </figure>
    </div>
  );
}

/** One pixel after the step, written out; its gradient can be asked. */
function Step({
  state: { attackCell, strength },
  attack: { numbers },
  onAsk,
}: Pick<AttackPanelProps, "state" | "onAsk"> & { readonly attack: Attack }): ReactNode {
  const index = [0, Math.floor(attackCell / SIDE), attackCell % SIDE];
  const title = t("{name}, changed", { name: nameOf({ tensor: "input", index }) });
  const arithmetic = useMemo(
    () => layOut(explainStep(numbers, strength, attackCell), { label: title }),
    [numbers, strength, attackCell, title],
  );
  return (
    <div className={styles["term"]} data-part="attack-term">
      <p className={styles["soft"]}>
        {t("The {title}: clip keeps it between 0 and 1, sign is −1, 0 or 1.", { title })}
      </p>
      <ArithmeticStrip
        title={title}
        arithmetic={arithmetic}
        nameOf={nameOfCell}
        onAsk={(cell) => onAsk(openedOf(cell))}
      />
    </div>
  );
}
