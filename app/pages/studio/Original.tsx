/**
 * Beside a translation: the original, step by step, with what is missing and what has changed since
 * it was translated. A step is chosen here or by the cursor in the text.
 */
import { t, word } from "../../language/words";
import { Check, CircleAlert, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import { marked } from "../../lesson/compile/translation";
import styles from "./studio.module.css";
import { stepTagIn, stepsOfSource, translatedSteps, type Translated } from "./translated-steps";
import { Button } from "../../figures/marks/controls/Button";
import type { Checked } from "./useCompiled";

export interface OriginalProps {
  readonly source: string;
  readonly checked: Checked;
  /** Of the cursor in the translation. */
  readonly line: number | null;
  readonly onStep: (line: number) => void;
  /** Puts another text in the place of the first that is the same. */
  readonly onText: (text: string, instead: string) => void;
}

const WORDS: Readonly<Record<Translated["state"], string>> = {
  fits: "translated",
  stale: "look again: not marked as fitting the original",
  missing: "missing in the translation",
};
const ICONS = { fits: Check, stale: CircleAlert, missing: CircleDashed };

export function Original({ source, checked, line, onStep, onText }: OriginalProps): ReactNode {
  const steps = translatedSteps(stepsOfSource(source), checked);
  const here = steps.findLast((step) => step.line !== null && step.line <= (line ?? 1)) ?? steps[0];
  const open = steps.filter(({ state }) => state !== "fits").length;
  if (here === undefined) return null;
  const tag = stepTagIn(checked.text, here.id);
  return (
    <section className={styles["original"]} aria-label={t("The original")}>
      <p>
        {open === 0
          ? t("Every step fits the original.")
          : t("{open} of {count} steps wait for a translator.", { open, count: steps.length })}
      </p>
      <ol>
        {steps.map((step) => {
          const Icon = ICONS[step.state];
          return (
            <li key={step.id}>
              <button
                type="button"
                aria-current={step === here ? "step" : undefined}
                disabled={step.line === null}
                data-state={step.state}
                onClick={() => onStep(step.line ?? 1)}
              >
                <Icon aria-hidden size={16} /> {step.id}
                <span className={step === here ? undefined : "hidden-text"}>
                  {" "}
                  ({word(WORDS[step.state])})
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <pre lang="en" dir="ltr">
        {here.text}
      </pre>
      {here.state === "stale" && here.mark !== null && tag !== null ? (
        <Button onClick={() => onText(tag, marked(tag, new Map([[here.id, here.mark ?? ""]])))}>
          {t("My translation fits this step")}
        </Button>
      ) : null}
    </section>
  );
}
