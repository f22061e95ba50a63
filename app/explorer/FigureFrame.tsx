/** The frame of a figure of the explorer: its controls above, or on a narrow page below. */
import type { ReactNode } from "react";
import styles from "./explorer.module.css";

export function FigureFrame({ children }: { readonly children: ReactNode }) {
  return <div className={styles["figure"]}>{children}</div>;
}
