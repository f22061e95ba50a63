/**
 * What a network takes the examples of each class for: a row for each label, a column for each
 * answer. A table of buttons with one tab stop; arrow keys move in it. The diagonal is what is
 * right; the rest is filled by how often it happens.
 */
import { t } from "../../language/words";
import { useRef, type KeyboardEvent } from "react";
import { css, labelOn, rgbAt, unsignedIndex } from "../../theme/colour";
import { useScheme } from "../../theme/scheme";
import { clampPlace, moved } from "../marks/grid";
import { classes, variables } from "../marks/style";
import styles from "./confusion.module.css";

export interface ConfusionMatrixProps {
  readonly title: string;
  readonly labels: readonly string[];
  /** Label by label, answer by answer. */
  readonly counts: ArrayLike<number>;
  /** The cell that is open. */
  readonly chosen: number | null;
  readonly onChoose: (at: number) => void;
}

export function ConfusionMatrix({ title, labels, counts, chosen, onChoose }: ConfusionMatrixProps) {
  const table = useRef<HTMLTableElement>(null);
  const size = labels.length;
  const most = Math.max(1, ...labels.flatMap((_, row) => mistakesIn(row, size, counts)));
  const move = (event: KeyboardEvent, row: number, column: number): void => {
    const extent = { rows: size, columns: size };
    const to = moved({ row, column }, event, extent);
    if (to === null) return;
    const { row: down, column: across } = clampPlace(to, extent);
    table.current?.querySelector<HTMLElement>(`[data-at="${down * size + across}"]`)?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles["room"]}>
      <table ref={table} className={styles["confusion"]}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles["corner"]}>
              <span className="hidden-text">{t("label, then answer")}</span>
            </th>
            {labels.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, row) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {labels.map((answer, column) => (
                <td key={answer}>
                  <Count
                    words={t("{label} read as {answer}", { label, answer })}
                    at={row * size + column}
                    count={counts[row * size + column] ?? 0}
                    most={most}
                    right={row === column}
                    chosen={chosen === row * size + column}
                    stop={(chosen ?? 0) === row * size + column}
                    onMove={(event) => move(event, row, column)}
                    onChoose={onChoose}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function mistakesIn(row: number, size: number, counts: ArrayLike<number>): readonly number[] {
  return Array.from({ length: size }, (_, at) => (at === row ? 0 : (counts[row * size + at] ?? 0)));
}

interface CountProps {
  readonly words: string;
  readonly at: number;
  readonly count: number;
  /** The largest count of a mistake. */
  readonly most: number;
  readonly right: boolean;
  readonly chosen: boolean;
  /** Where the tab key stops. */
  readonly stop: boolean;
  readonly onMove: (event: KeyboardEvent) => void;
  readonly onChoose: (at: number) => void;
}

function Count({ words, at, count, most, right, chosen, stop, onMove, onChoose }: CountProps) {
  const scheme = useScheme();
  const fill =
    right || count === 0 ? null : rgbAt("sequential", scheme, unsignedIndex(count, 0, most));
  return (
    <button
      type="button"
      data-at={at}
      tabIndex={stop ? 0 : -1}
      aria-pressed={chosen}
      aria-label={`${words}: ${count}`}
      className={classes(styles["count"], right && styles["right"])}
      style={
        fill === null ? undefined : variables({ "--fill": css(fill), "--label": labelOn(fill) })
      }
      onKeyDown={onMove}
      onClick={() => onChoose(at)}
    >
      {count === 0 ? "·" : count}
    </button>
  );
}
