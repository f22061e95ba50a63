/** All keys of a lecture. */
import type { ReactNode } from "react";
import { t, word } from "../../language/words";
import { Dialog } from "../../shell/Dialog";
import { KEYS } from "./present-keys";
import styles from "./present.module.css";

const NAMES: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowRight: "→",
  ArrowLeft: "←",
  PageDown: "Page Down",
  PageUp: "Page Up",
};

export function PresentHelp({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog title={t("Keys and clicker")} onClose={onClose}>
      <dl className={styles["keys"]}>
        {KEYS.map(({ keys, words }) => (
          <div key={keys.join()}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} dir="ltr">
                  {nameOf(key)}
                </kbd>
              ))}
            </dt>
            <dd>{word(words)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function nameOf(key: string): string {
  return key.startsWith("Shift+")
    ? `Shift ${nameOf(key.slice(6))}`
    : word(NAMES[key] ?? key.toUpperCase());
}
