/**
 * A volume as tilted sheets, one behind the other: its depth is its channels. With a large step
 * every sheet can be read; with a small one they are a block. Colours are by value on a range
 * shared with what stands beside it. Pure; a click names a cell. CSS px.
 */
import { t } from "../../language/words";
import type { Role } from "../../../engine/core/expression";
import { css, labelOn, rgbAt, signedIndex } from "../../theme/colour";
import { useScheme } from "../../theme/scheme";
import { cellText } from "../describe/fitted";
import { classes } from "../marks/style";
import { TILT } from "./tilt";
import styles from "./volume.module.css";

export interface TiltedSheetsProps {
  readonly label: string;
  readonly hue: Role;
  /** [sheet][row][column]; null is not computed yet. */
  readonly sheets: readonly (readonly (readonly (number | null)[])[])[];
  readonly size: number;
  /** From one sheet to the next, in px. */
  readonly step: { readonly x: number; readonly y: number };
  /** Magnitude at full colour. */
  readonly high: number;
  readonly lit: (sheet: number, row: number, column: number) => boolean;
  readonly onChoose?: ((sheet: number, row: number, column: number) => void) | undefined;
}

const TEXT_FROM = 26;

export function TiltedSheets({
  label,
  hue,
  sheets,
  size,
  step,
  high,
  lit,
  onChoose,
}: TiltedSheetsProps) {
  const scheme = useScheme();
  const rows = sheets[0]?.length ?? 0;
  const columns = sheets[0]?.[0]?.length ?? 0;
  const offset = rows * size * -TILT.shear;
  const width = columns * size + offset + (sheets.length - 1) * step.x + 4;
  const height = rows * size * TILT.squash + (sheets.length - 1) * step.y + 4;
  return (
    <figure className={styles["tilted"]}>
      <svg
        viewBox={`-2 -2 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={t(
          "{label}: {sheets, plural, one {# sheet} other {# sheets}} of {rows} by {columns}",
          { label, sheets: sheets.length, rows, columns },
        )}
      >
        {sheets.map((sheet, at) => (
          <g
            key={at}
            transform={`translate(${offset + at * step.x} ${at * step.y}) matrix(1 0 ${TILT.shear} ${TILT.squash} 0 0)`}
            className={classes(styles["sheet"], styles[`hue-${hue}`])}
          >
            {sheet.map((row, i) =>
              row.map((value, j) => {
                const colour = rgbAt(
                  "diverging",
                  scheme,
                  value === null ? 128 : signedIndex(value, high),
                );
                return (
                  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the flat view and the time line are the keyboard's way
                  <g
                    key={`${i} ${j}`}
                    onClick={() => onChoose?.(at, i, j)}
                    className={classes(lit(at, i, j) && styles["lit"])}
                    data-value={value ?? ""}
                  >
                    <rect x={j * size} y={i * size} width={size} height={size} fill={css(colour)} />
                    {value !== null && size >= TEXT_FROM && (
                      <text x={(j + 0.5) * size} y={(i + 0.5) * size + 5} fill={labelOn(colour)}>
                        {cellText(value, size < 34 ? 3 : 4)}
                      </text>
                    )}
                  </g>
                );
              }),
            )}
            <rect
              className={styles["rim"]}
              x={0}
              y={0}
              width={columns * size}
              height={rows * size}
            />
          </g>
        ))}
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
