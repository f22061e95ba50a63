/** What is on the paper: exercises, their seed and version, name, answers, notes. */
import type { ReactNode } from "react";
import { t } from "../../language/words";
import type { LessonDoc } from "../../lesson/document";
import { type Drawing, VERSIONS } from "./exercises";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./print.module.css";

export interface Options extends Drawing {
  /** Exercises of each kind of practice. */
  readonly count: number;
  readonly isNamed: boolean;
  readonly hasKey: boolean;
  readonly notes: boolean;
}

export const STANDARD: Options = {
  count: 4,
  seed: null,
  version: "",
  isNamed: true,
  hasKey: true,
  notes: false,
};

interface PrintOptionsProps {
  readonly doc: LessonDoc;
  readonly options: Options;
  readonly hasExercises: boolean;
  readonly onChange: (change: Partial<Options>) => void;
}

export function PrintOptions(props: PrintOptionsProps): ReactNode {
  const { doc, options, hasExercises, onChange } = props;
  return (
    <form className={styles["options"]} onSubmit={(event) => event.preventDefault()}>
      <Button primary onClick={() => print()}>
        {t("Print")}
      </Button>
      {hasExercises && <ExerciseOptions options={options} onChange={onChange} />}
      <Tick
        label={t("line for name and date")}
        value={options.isNamed}
        onChange={(isNamed) => onChange({ isNamed })}
      />
      <Tick
        label={t("answers, on a sheet of their own")}
        value={options.hasKey}
        onChange={(hasKey) => onChange({ hasKey })}
      />
      <Tick
        label={t("with speaker notes")}
        value={options.notes}
        onChange={(notes) => onChange({ notes })}
      />
      <a href={`#/lesson/${doc.id}`}>{t("Back to the lesson")}</a>
    </form>
  );
}

function ExerciseOptions({
  options: { count, seed, version },
  onChange,
}: Pick<PrintOptionsProps, "options" | "onChange">): ReactNode {
  return (
    <>
      <label>
        {t("Exercises each")}
        <input
          type="number"
          min={1}
          max={30}
          value={count}
          onChange={({ target: { valueAsNumber } }) =>
            onChange({ count: Math.max(1, Math.min(30, Math.round(valueAsNumber) || 1)) })
          }
        />
      </label>
      <label>
        {t("Seed")}
        <input
          type="number"
          min={0}
          max={4294967295}
          value={seed ?? ""}
          placeholder={t("the lesson’s")}
          onChange={({ target: { valueAsNumber } }) =>
            onChange({
              seed: Number.isInteger(valueAsNumber) && valueAsNumber >= 0 ? valueAsNumber : null,
            })
          }
        />
      </label>
      <label>
        {t("Version")}
        <select
          value={version}
          onChange={({ currentTarget: { value } }) =>
            onChange({ version: VERSIONS.find((one) => one === value) ?? "" })
          }
        >
          {VERSIONS.map((one) => (
            <option key={one} value={one}>
              {one === "" ? t("one for all") : one}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

interface TickProps {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

function Tick({ label, value, onChange }: TickProps): ReactNode {
  return (
    <label>
      <input
        type="checkbox"
        checked={value}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}
