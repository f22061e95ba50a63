/** A text that lights up for a moment when it becomes another: it follows from what was changed. */
import { type ReactNode, useState } from "react";
import styles from "./followed.module.css";

interface FollowedProps {
  readonly value: string;
  /** In place of the value, which decides whether it has changed. */
  readonly children?: ReactNode;
  /** Within a drawing. */
  readonly drawn?: boolean;
}

export function Followed({ value, children = value, drawn = false }: FollowedProps) {
  const [last, setLast] = useState({ value, changes: 0 });
  if (last.value !== value) setLast({ value, changes: last.changes + 1 });
  const Text = drawn ? "tspan" : "span";
  const isNew = last.changes > 0 || undefined;
  return (
    <Text key={last.changes} className={styles["followed"]} data-changed={isNew}>
      {children}
    </Text>
  );
}
