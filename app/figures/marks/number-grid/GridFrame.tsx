import type { ReactNode } from "react";
import { classes, variables } from "../style";
import type { NumberGridProps } from "./NumberGrid";
import styles from "./number-grid.module.css";

interface GridFrameProps extends Pick<NumberGridProps, "hue" | "size"> {
  /** Type of the digits, px. */
  readonly font: number;
  /** Why a number was not taken; empty where nothing is wrong. */
  readonly problem: string;
  readonly problemId?: string;
  readonly children: ReactNode;
}

/** What is round a grid: its colour and sizes, room to scroll, and what was wrong below it. */
export function GridFrame(props: GridFrameProps) {
  const { hue, size, font, problem, problemId, children } = props;
  return (
    <div
      className={classes(styles["frame"], styles[`hue-${hue}`])}
      style={variables({ "--cell": `${size}px`, "--font": `${font}px` })}
    >
      <div className={styles["scroll"]}>{children}</div>
      <p id={problemId} role="alert" className={styles["problem"]} hidden={problem === ""}>
        {problem}
      </p>
    </div>
  );
}
