/** Begins a translation: the text of a lesson of the lab, to be written over step by step. */
import { spokenLanguage, t } from "../../language/words";
import type { ReactNode } from "react";
import { cards } from "../../lesson/runtime/library";
import styles from "./studio.module.css";
import { sourceOf } from "./useOriginal";

/** What the page or the reader's browser speaks beside English, or a language to be changed. */
function likely(): string {
  const spoken = spokenLanguage();
  if (spoken !== "en") return spoken;
  return (
    navigator.languages.find((one) => !/^en\b/.test(one) && /^[a-z]{2,3}(-[A-Z]{2})?$/.test(one)) ??
    "fr"
  );
}

export function Translate({ onOpen }: { readonly onOpen: (text: string) => void }): ReactNode {
  const begin = async (id: string): Promise<void> => {
    const source = await sourceOf(id);
    if (source !== null) onOpen(source.replace(/^lang: .*$/m, `lang: ${likely()}`));
  };
  return (
    <label className={styles["insert"]}>
      <span className="hidden-text">{t("Translate a lesson")}</span>
      <select value="" onChange={(event) => void begin(event.target.value)}>
        <option value="" disabled>
          {t("Translate …")}
        </option>
        {cards.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
