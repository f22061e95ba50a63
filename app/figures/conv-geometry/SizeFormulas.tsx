/**
 * The size formula, once when rows and columns agree, else once for each; every number shows what
 * it measures.
 */
import { t } from "../../language/words";
import { Formula } from "../marks/formula/Formula";
import type { Sliding } from "./geometry";
import type { Measure } from "./measure";
import { sizeFormula, type Measured } from "./size-formula";
import styles from "./size-formulas.module.css";

const IDS: readonly Measured[] = ["n", "p", "f", "s", "out"];

export interface SizeFormulasProps {
  readonly sliding: Sliding;
  readonly measure: Measure | null;
  readonly onMeasure: (measure: Measure | null) => void;
}

export function SizeFormulas({ sliding, measure, onMeasure }: SizeFormulasProps) {
  const { rows, columns } = sliding;
  const alike = (["size", "kernel", "stride", "before", "after", "dilation"] as const).every(
    (key) => rows[key] === columns[key],
  );
  const line = (along: Measure["along"], label: string) => (
    <p key={along} className={styles["line"]}>
      <span className="soft">{label}</span>
      <Formula
        label={label}
        parts={sizeFormula(sliding[along])}
        lit={measure?.along === along ? new Set([measure.id]) : undefined}
        onPoint={(id) => {
          const found = IDS.find((known) => known === id);
          onMeasure(found === undefined ? null : { id: found, along });
        }}
      />
    </p>
  );
  return (
    <div className={styles["formulas"]}>
      {alike
        ? line("columns", t("Output size"))
        : [line("rows", t("Output height")), line("columns", t("Output width"))]}
    </div>
  );
}
