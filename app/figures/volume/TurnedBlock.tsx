/**
 * A volume as a block of cells, turned in space: its depth is its channels. With a large gap every
 * sheet can be read. A frame shows where a smaller block lies inside it. Colours are by value on a
 * range shared with what stands beside it. Pure; a click names a cell. CSS px.
 */
import { t } from "../../language/words";
import type { Role } from "../../../engine/core/expression";
import { css, labelOn, rgbAt, signedIndex } from "../../theme/colour";
import { useScheme } from "../../theme/scheme";
import { cellText } from "../describe/fitted";
import type { Window } from "../marks/grid";
import { classes, variables } from "../marks/style";
import type { Turn } from "../scene/scene";
import { InnerFrame } from "./InnerFrame";
import { type Axes, axesOf, type BlockSizes, boxOf, pointAt } from "./turn";
import styles from "./volume.module.css";

export interface TurnedBlockProps {
  readonly label: string;
  readonly hue: Role;
  /** [sheet][row][column]; null is not computed yet. */
  readonly sheets: readonly (readonly (readonly (number | null)[])[])[];
  readonly sizes: BlockSizes;
  readonly turn: Turn;
  /** Magnitude at full colour. */
  readonly high: number;
  readonly lit: (sheet: number, row: number, column: number) => boolean;
  /** Where the smaller block lies, through all sheets. */
  readonly inside?: Window | null;
  readonly onChoose?: ((sheet: number, row: number, column: number) => void) | undefined;
}

const TEXT_FROM = 26;

export function TurnedBlock(props: TurnedBlockProps) {
  const { label, sheets, sizes, turn, inside = null } = props;
  const rows = sheets[0]?.length ?? 0;
  const columns = sheets[0]?.[0]?.length ?? 0;
  const { width, height } = boxOf(rows, columns, sheets.length, sizes);
  const axes = axesOf(turn);
  const deep = (sheets.length - 1) * sizes.gap + sizes.thickness;
  const middle = pointAt(axes, (columns * sizes.size) / 2, (rows * sizes.size) / 2, deep / 2);
  return (
    <figure className={styles["block"]}>
      <svg
        viewBox={`${middle.x - width / 2} ${middle.y - height / 2} ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={t(
          "{label}: {sheets, plural, one {# sheet} other {# sheets}} of {rows} by {columns}",
          { label, sheets: sheets.length, rows, columns },
        )}
      >
        {sheets
          .map((_, at) => at)
          .toReversed()
          .map((at) => (
            <Sheet key={at} {...props} at={at} axes={axes} />
          ))}
        {inside !== null && (
          <InnerFrame window={inside} deep={deep} cell={sizes.size} axes={axes} turn={turn} />
        )}
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}

interface SheetProps extends TurnedBlockProps {
  readonly at: number;
  readonly axes: Axes;
}

/** The face of one sheet, and the two of its four sides that are seen. */
function Sheet(props: SheetProps) {
  const { hue, at, axes } = props;
  // Letters are as wide on the page as elsewhere, unless the sheet is nearly seen from its side.
  const shortened = Math.max(0.8, Math.hypot(axes.across.x, axes.across.y));
  return (
    <g
      className={classes(styles["sheet"], styles[`hue-${hue}`])}
      style={variables({ "--shortened": String(shortened) })}
      data-sheet={at}
    >
      <Sides {...props} />
      <Face {...props} />
    </g>
  );
}

function Sides({ sheets, sizes: { size, gap, thickness }, turn, at, axes, high }: SheetProps) {
  const colour = useColour(high);
  const sheet = sheets[at] ?? [];
  const [rows, columns] = [sheet.length, sheet[0]?.length ?? 0];
  const right = turn.yaw >= 0;
  const over = turn.pitch >= 0;
  return (
    <>
      <g transform={plane(axes, "away", "down", [right ? columns * size : 0, 0, at * gap])}>
        {sheet.map((row, i) => (
          <rect
            key={i}
            className={styles["side"]}
            y={i * size}
            width={thickness}
            height={size}
            fill={css(colour(right ? row.at(-1) : row[0]))}
          />
        ))}
      </g>
      <g transform={plane(axes, "across", "away", [0, over ? 0 : rows * size, at * gap])}>
        {(sheet[over ? 0 : rows - 1] ?? []).map((value, j) => (
          <rect
            key={j}
            className={styles["side"]}
            x={j * size}
            width={size}
            height={thickness}
            fill={css(colour(value))}
          />
        ))}
      </g>
    </>
  );
}

function Face({ sheets, sizes: { size, gap }, at, axes, high, lit, onChoose }: SheetProps) {
  const colour = useColour(high);
  const sheet = sheets[at] ?? [];
  return (
    <g transform={plane(axes, "across", "down", [0, 0, at * gap])}>
      {sheet.map((row, i) =>
        row.map((value, j) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the flat view and the time line are the keyboard's way
          <g
            key={`${i} ${j}`}
            onClick={() => onChoose?.(at, i, j)}
            className={classes(lit(at, i, j) && styles["lit"])}
            data-value={value ?? ""}
          >
            <rect x={j * size} y={i * size} width={size} height={size} fill={css(colour(value))} />
            {value !== null && size >= TEXT_FROM && (
              <text x={(j + 0.5) * size} y={(i + 0.5) * size + 5} fill={labelOn(colour(value))}>
                {cellText(value, size < 34 ? 3 : 4)}
              </text>
            )}
          </g>
        )),
      )}
      <rect
        className={styles["rim"]}
        width={(sheet[0]?.length ?? 0) * size}
        height={sheet.length * size}
      />
    </g>
  );
}

function useColour(high: number) {
  const scheme = useScheme();
  return (value: number | null = null) =>
    rgbAt("diverging", scheme, value === null ? 128 : signedIndex(value, high));
}

/** The plane of two directions through a point of the block. */
function plane(
  axes: Axes,
  along: keyof Axes,
  downwards: keyof Axes,
  [across, down, away]: readonly [number, number, number],
): string {
  const from = pointAt(axes, across, down, away);
  const [u, v] = [axes[along], axes[downwards]];
  return `matrix(${u.x} ${u.y} ${v.x} ${v.y} ${from.x} ${from.y})`;
}
