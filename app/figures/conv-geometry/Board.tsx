/** Several grids and the signs between them: input ∗ filter = output. The cells are as large as the room allows. */
import { createContext, useContext, type ReactNode } from "react";
import type { Role } from "../../../engine/core/expression";
import { useRem } from "../../theme/rem";
import { useScheme } from "../../theme/scheme";
import { useWidth } from "../marks/use-width";
import { useOnStage, useWindowHeight } from "../marks/use-window-height";
import { classes, variables } from "../marks/style";
import styles from "./board.module.css";
import { Routes, type Route } from "./Routes";
import { layoutOf } from "./sizes";

export interface Panel {
  readonly key: string;
  readonly title: string;
  readonly hue: Role;
  readonly rows: number;
  readonly columns: number;
  /** Columns and rows that are drawn, padding included, where that is more. */
  readonly drawn?: number;
  readonly drawnRows?: number;
  /** How many characters its longest number has, where that is more than two. */
  readonly characters?: number;
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
/** Share of the window's height that the grids take: the rest is for controls, arithmetic and time line. */
const SHARE = 0.45;
/** The same on the stage of a lecture, where neither controls nor time line stand. */
const STAGE_SHARE = 0.62;
/** There the whole figure is magnified: the cells need only hold digits as large as those of the arithmetic. */
const STAGE_LARGEST = 42;
const CHARACTER = 15;
const STAGE_CLEARLY = 1.05;

export interface BoardProps {
  readonly panels: readonly Panel[];
  /** Arrows from cell to cell. */
  readonly routes?: readonly Route[] | undefined;
  /** The arithmetic under the grids. */
  readonly children?: ReactNode;
  /** What belongs to all panels: stands in the corner that small grids leave free, else under the arithmetic. */
  readonly aside?: ReactNode;
  /** Cells need not be larger than this, px at the usual size of type. */
  readonly most?: number | undefined;
}

export function Board({ panels, routes, children, aside, most = LARGEST.projector }: BoardProps) {
  const [board, width] = useWidth<HTMLDivElement>(640);
  const stage = useOnStage();
  const largest = LARGEST[useScheme()];
  const height = (stage ? STAGE_SHARE : SHARE) * useWindowHeight();
  const layout = layoutOf(
    panels.map(({ rows, columns, drawn = columns, drawnRows = rows }) => ({ rows: drawnRows, columns: drawn })),
    { width, height },
    (stage ? Math.max(STAGE_LARGEST, ...panels.map(({ characters = 2 }) => CHARACTER * characters)) : Math.min(most, largest)) * useRem(),
    stage ? STAGE_CLEARLY : undefined,
  );
  const middles = panels.map(({ rows, drawnRows = rows }, at) => (drawnRows * (layout.sizes[at] ?? 24)) / 2);
  const shown = panels.map((panel, at) => (
    <PanelView
      key={panel.key}
      panel={panel}
      size={layout.sizes[at] ?? 24}
      first={at === 0}
      middle={layout.arrangement === "row" ? Math.min(...middles) : (middles[at] ?? 0)}
    />
  ));
  const corner = layout.arrangement === "row" && shown.length > 1;
  // The first grid is lower than the column beside it.
  const below = stage && layout.arrangement === "beside" && aside !== undefined;
  return (
    <>
      <div ref={board} className={classes(styles["board"], styles[layout.arrangement], below && styles["staged"])}>
        {below ? (
          <div className={styles["first"]}>
            {shown[0]}
            <div className={styles["under"]}>{aside}</div>
          </div>
        ) : (
          shown[0]
        )}
        {shown.length > 1 && (
          <div className={styles["rest"]}>
            <div className={styles["others"]}>{shown.slice(1)}</div>
            {corner && aside !== undefined && <div className={styles["aside"]}>{aside}</div>}
          </div>
        )}
        {routes !== undefined && routes.length > 0 && <Routes routes={routes} board={board} />}
      </div>
      {children}
      {!corner && !below && aside !== undefined && <div className={styles["under"]}>{aside}</div>}
    </>
  );
}

interface PanelViewProps {
  readonly panel: Panel;
  readonly size: number;
  readonly first: boolean;
  /** How far below the top of the grid its sign stands, px. */
  readonly middle: number;
}

function PanelView({ panel, size, first, middle }: PanelViewProps) {
  const { key, title, hue, rows, columns, sign = "", meant, grid, note } = panel;
  return (
    <div className={styles["group"]}>
      {!first && (
        <span
          className={classes(styles["sign"], sign.length > 1 && styles["word"])}
          style={variables({ "--middle": `${middle}px` })}
          aria-hidden
        >
          {sign}
        </span>
      )}
      <div className={classes(styles["panel"], meant === true && styles["meant"])} data-role={hue} data-panel={key}>
        <p className={styles["title"]}>
          {title.split(" ").map((word, at) => (
            <span key={at} className={styles["titleWord"]}>
              {word}{" "}
            </span>
          ))}
          <span className={styles["size"]}>
            {rows} × {columns}
          </span>
        </p>
        <CellSize value={size}>{grid}</CellSize>
        {note !== undefined && <div className={styles["note"]}>{note}</div>}
      </div>
    </div>
  );
}
