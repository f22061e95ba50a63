/** Whether an answer was right, as a sign and a word. */
import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import type { QuestionResult } from "../../results/sheet";
import styles from "./results.module.css";

export function Mark({ result }: { readonly result: QuestionResult | undefined }): ReactNode {
  const word = wordOf(result);
  return (
    <span className={styles[word.replace(" ", "-")]}>
      <span className="hidden-text">{word}</span>
      {word === "right" ? <Check aria-hidden size={18} /> : null}
      {word === "not right" ? <X aria-hidden size={18} /> : null}
      {word === "not answered" ? <span aria-hidden>–</span> : null}
    </span>
  );
}

function wordOf(result: QuestionResult | undefined): "right" | "not right" | "not answered" {
  if (result === undefined || !result.answered) return "not answered";
  return result.right ? "right" : "not right";
}
