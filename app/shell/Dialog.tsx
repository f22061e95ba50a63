/**
 * A modal dialog that opens when it is drawn and tells when it closes. Native: focus, Escape and
 * the page behind are its own.
 */
import { t } from "../language/words";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import styles from "./shell.module.css";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Dialog({ title, onClose, wide = false, children }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles["dialog"]}
      data-wide={wide || undefined}
      aria-labelledby={heading}
      onClose={onClose}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <button
          type="button"
          className="button quiet icon"
          aria-label={t("Close")}
          onClick={() => dialog.current?.close()}
        >
          <X aria-hidden size={20} />
        </button>
      </header>
      {children}
    </dialog>
  );
}
