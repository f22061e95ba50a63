/** What the tool is about to do, and four guesses of what is left: a guess does it. */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { PICTURES } from "./measure";
import type { Operation } from "./operations";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./trained-blocks.module.css";

/** From how many percent on each guess holds. */
const GUESSES = [75, 50, 25, 0] as const;

export interface GuessPanelProps {
  readonly operation: Pick<Operation, "tool" | "at">;
  readonly onGuess: (guess: number) => void;
  readonly onLeave: () => void;
}

export function GuessPanel({ operation, onGuess, onLeave }: GuessPanelProps) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus({ preventScroll: true }), []);
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onLeave();
  };
  return (
    <section className={styles["guess"]} aria-label={t("Your guess")}>
      <p>
        {rich(
          "{imperative} How many of the {pictures} will it then get right? Your guess does it.",
          { imperative: <b>{imperative(operation)}.</b>, pictures: PICTURES },
        )}
      </p>
      <div className={styles["buttons"]}>
        {GUESSES.map((guess, at) => (
          <Button
            key={guess}
            ref={at === 0 ? first : undefined}
            onClick={() => onGuess(guess)}
            onKeyDown={leave}
          >
            {guessText(guess)}
          </Button>
        ))}
        <Button quiet onClick={onLeave} onKeyDown={leave}>
          {t("Do not do it")}
        </Button>
      </div>
    </section>
  );
}

/** "150 or more". */
export function guessText(guess: number): string {
  const [from, to] = rangeOf(guess);
  if (to > PICTURES) return t("{from} or more", { from });
  return from === 0 ? t("fewer than {to}", { to }) : t("{from} to {to}", { from, to: to - 1 });
}

/** From how many right answers on the guess holds, and from how many no more. */
export function rangeOf(guess: number): readonly [from: number, below: number] {
  const above = GUESSES.findLast((other) => other > guess);
  return [(guess / 100) * PICTURES, above === undefined ? PICTURES + 1 : (above / 100) * PICTURES];
}

function imperative({ tool, at }: GuessPanelProps["operation"]): string {
  switch (tool) {
    case "layers":
      return t("Remove the two layers of block {at}", { at });
    case "wire":
      return t("Cut the wire of block {at}", { at });
    case "swap":
      return t("Swap block {at} with the next", { at });
    default:
      return t("Reverse the blocks of stage {at}", { at });
  }
}
