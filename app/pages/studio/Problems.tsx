/**
 * What is wrong with the draft: where, what, what would be right; one click goes there, one mends
 * what can be mended.
 */
import type { ReactNode } from "react";
import { t } from "../../language/words";
import type { Diagnostic } from "../../lesson/language/diagnostics";
import { kindOf } from "./said";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./studio.module.css";

interface ProblemsProps {
  readonly diagnostics: readonly Diagnostic[];
  readonly onGo: (diagnostic: Diagnostic) => void;
  readonly onFix: (diagnostic: Diagnostic) => void;
}

export function Problems({ diagnostics, onGo, onFix }: ProblemsProps) {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return (
    <section className={styles["problems"]} aria-label={t("Problems")}>
      <h2>{summary(errors, diagnostics.length - errors)}</h2>
      <ol>
        {diagnostics.map((one, at) => (
          <li key={`${one.line} ${one.code} ${at}`} data-severity={one.severity}>
            <button type="button" className={styles["place"]} onClick={() => onGo(one)}>
              {t("line {line}", { line: one.line })}
            </button>
            <span>
              {one.severity === "error" ? "" : t("Hint: ")}
              <Said diagnostic={one} />
            </span>
            {one.fix !== undefined && <Button onClick={() => onFix(one)}>{t("Mend")}</Button>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Said({ diagnostic }: { readonly diagnostic: Diagnostic }): ReactNode {
  const kind = kindOf(diagnostic);
  return kind === null ? (
    diagnostic.message
  ) : (
    <>
      {kind}{" "}
      <span lang="en" dir="ltr">
        {diagnostic.message}
      </span>
    </>
  );
}

function summary(errors: number, hints: number): string {
  if (errors === 0 && hints === 0) return t("Nothing is wrong with this lesson.");
  const parts = [
    errors === 0
      ? []
      : [t("{count, plural, one {# mistake} other {# mistakes}}", { count: errors })],
    hints === 0 ? [] : [t("{count, plural, one {# hint} other {# hints}}", { count: hints })],
  ].flat();
  return parts.join(t(", "));
}
