/** A named part of the plate: its title in its hue, and what belongs to it. */
import type { ReactNode } from "react";
import type { Role } from "../../../engine/core/expression";
import styles from "./part.module.css";
import { classes } from "../marks/style";

export interface PartProps {
  readonly title: ReactNode;
  readonly hue: Role;
  /** The reader points at it in the text. */
  readonly meant?: boolean;
  readonly children: ReactNode;
}

export function Part({ title, hue, meant = false, children }: PartProps) {
  return (
    <div className={classes(styles["part"], meant && styles["meant"])} data-role={hue}>
      <p className={styles["title"]}>{title}</p>
      {children}
    </div>
  );
}
