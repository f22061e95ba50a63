/**
 * A small whole number with − and +. A step that is not possible stays in reach of the keyboard and
 * says why when it is tried, so nobody is left guessing. Up and Down work on either button.
 */
import { t, word } from "../../../language/words";
import { Minus, Plus } from "lucide-react";
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { classes } from "../style";
import styles from "./stepper.module.css";

/** Drawn once and for all. */
const MINUS = <Minus aria-hidden size={16} />;
const PLUS = <Plus aria-hidden size={16} />;

export interface StepperProps {
  readonly label: string;
  readonly value: number;
  /** How the value is written: "3 × 3". */
  readonly text?: string | undefined;
  readonly onChange: (value: number) => void;
  /** Why a value is not possible; null when it is. */
  readonly whyNot: (value: number) => string | null;
  readonly locked?: boolean | undefined;
}

/** Pixels between a reason and the edge of the screen. */
const EDGE = 8;

/** Beside a stepper near the edge of a phone a reason would leave the screen. */
function keepOnScreen(reason: HTMLElement): void {
  reason.style.translate = "none";
  const { left, right } = reason.getBoundingClientRect();
  const { clientWidth } = document.documentElement;
  const shift = Math.min(0, clientWidth - EDGE - right) || Math.max(0, EDGE - left);
  if (shift !== 0) reason.style.translate = `${shift}px`;
}

export function Stepper(props: StepperProps) {
  const { label, value, onChange, whyNot, locked = false } = props;
  const [tried, setTried] = useState<number | null>(null);
  const id = useId();
  const name = word(label);
  const reason = (to: number): string | null => (locked ? t("This is fixed here.") : whyNot(to));
  const shown = tried === null ? null : reason(tried);
  const go = (to: number): void => {
    const why = reason(to);
    setTried(why === null ? null : to);
    if (why === null) onChange(to);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    go(value + by);
  };
  const button = (by: -1 | 1) => (
    <button
      type="button"
      className={styles["button"]}
      aria-label={`${name}: ${by < 0 ? t("less") : t("more")}`}
      aria-describedby={shown === null ? undefined : id}
      aria-disabled={reason(value + by) !== null}
      title={reason(value + by) ?? undefined}
      onClick={() => go(value + by)}
      onKeyDown={onKeyDown}
      onBlur={() => setTried(null)}
    >
      {by < 0 ? MINUS : PLUS}
    </button>
  );
  return (
    <fieldset className={styles["stepper"]}>
      <legend className="hidden-text">{name}</legend>
      <span className={styles["label"]} aria-hidden>
        {name}
      </span>
      <span className={styles["box"]}>
        {button(-1)}
        <output className={styles["value"]} aria-label={name}>
          {props.text ?? String(value).replace("-", "−")}
        </output>
        {button(1)}
      </span>
      <Reason id={id} text={shown} />
    </fieldset>
  );
}

/** Why the last step was not taken. */
function Reason({ id, text }: { readonly id: string; readonly text: string | null }) {
  const box = useRef<HTMLOutputElement>(null);
  useLayoutEffect(() => {
    if (box.current !== null && text !== null) keepOnScreen(box.current);
  }, [text]);
  return (
    <output
      id={id}
      ref={box}
      className={classes(styles["reason"], text === null && styles["silent"])}
    >
      {text}
    </output>
  );
}
