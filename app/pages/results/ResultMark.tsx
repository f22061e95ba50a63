/** Whether an answer was right, as a sign and a word. */
import { t } from "../../language/words";
import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import type { QuestionResult } from "../../results/sheet";
import styles from "./results.module.css";

export function ResultMark({ result }: { readonly result: QuestionResult | undefined }): ReactNode {
  if (result === undefined || !result.answered)
    return (
      <span className={styles["not-answered"]}>
        <span className="hidden-text">{t("not answered")}</span>
        <span aria-hidden>–</span>
      </span>
    );
  return (
    <span className={styles[result.right ? "right" : "not-right"]}>
      <span className="hidden-text">{result.right ? t("right") : t("not right")}</span>
      {result.right ? <Check aria-hidden size={18} /> : <X aria-hidden size={18} />}
    </span>
  );
}
