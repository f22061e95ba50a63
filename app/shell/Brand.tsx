/** The mark: a window on a grid, which is what a convolution is. */
import { t } from "../language/words";
import type { ReactNode } from "react";
import styles from "./shell.module.css";

export function Brand(): ReactNode {
  return (
    <a className={styles["brand"]} href="#/" aria-label={t("ConvLab, home")}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path
          d="M1 1h22v22H1zM1 8.33h22M1 15.67h22M8.33 1v22M15.67 1v22"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          opacity="0.45"
        />
        <path d="M1 1h14.67v14.67H1z" fill="none" stroke="currentColor" strokeWidth="2.6" />
      </svg>
      <span>ConvLab</span>
    </a>
  );
}
