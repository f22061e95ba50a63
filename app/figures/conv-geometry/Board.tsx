/** Several grids and the signs between them: input ∗ filter = output. The cells are as large as the width allows. */
import { createContext, useContext, type ReactNode } from "react";
import type { Role } from "../../../engine/core/expression";
import { useRem } from "../../theme/rem";
import { useScheme } from "../../theme/scheme";
import { useWidth } from "../marks/use-width";
import { classes } from "../marks/style";
import styles from "./board.module.css";
import { Routes, type Route } from "./Routes";
import { layoutOf } from "./sizes";

export interface Panel {
  readonly key: string;
  readonly title: string;
  readonly hue: Role;
  readonly rows: number;
  readonly columns: number;
  /** Columns that are drawn, padding included, where that is more. */
  readonly drawn?: number;
  /** Stands before the panel: "∗", "=". */
  readonly sign?: string;
  /** Under the grid: what a reader should know about it. */
  readonly note?: ReactNode;
  /** The reader points at it in the text. */
  readonly meant?: boolean;
  /** Asks `useCellSize` how large its cells may be. */
  readonly grid: ReactNode;
}

const CellSize = createContext(24);

/** Side of a cell in px for a grid on a board. */
export function useCellSize(): number {
  return useContext(CellSize);
}

const LARGEST = { light: 48, dark: 48, contrast: 48, projector: 60 } as const;

export interface BoardProps {
  readonly panels: readonly Panel[];
  /** Arrows from cell to cell. */
  readonly routes?: readonly Route[] | undefined;
}

export function Board({ panels, routes }: BoardProps) {
  const [board, width] = useWidth<HTMLDivElement>(640);
  const layout = layoutOf(
    panels.map(({ rows, columns, drawn = columns }) => ({ rows, columns: drawn })),
    width,
    LARGEST[useScheme()] * useRem(),
  );
  return (
    <div ref={board} className={styles["board"]}>
      {panels.map((panel, at) => (
        <div key={panel.key} className={classes(styles["group"], layout.stacked && at === 0 && styles["alone"])}>
          {panel.sign !== undefined && (at > 0 || !layout.stacked) && (
            <span className={classes(styles["sign"], panel.sign.length > 1 && styles["word"])} aria-hidden>
              {panel.sign}
            </span>
          )}
          <div className={classes(styles["panel"], panel.meant === true && styles["meant"])} data-role={panel.hue} data-panel={panel.key}>
            <p className={styles["title"]}>
              {panel.title}{" "}
              <span className={styles["size"]}>
                {panel.rows} × {panel.columns}
              </span>
            </p>
            <CellSize value={layout.sizes[at] ?? 24}>{panel.grid}</CellSize>
            {panel.note !== undefined && <div className={styles["note"]}>{panel.note}</div>}
          </div>
        </div>
      ))}
      {routes !== undefined && routes.length > 0 && <Routes routes={routes} board={board} />}
    </div>
  );
}
