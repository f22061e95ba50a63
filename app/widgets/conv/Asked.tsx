/** The answer to "where does this number go?": the outputs that an input cell or a weight takes part in, and with what. */
import { spoken } from "../../figures/describe/number";
import type { Place } from "../../figures/marks/grid";
import { meetings, usesOf } from "./compute";
import styles from "./conv.module.css";
import type { Pointed } from "./pointing";
import type { ConvState } from "./state";

export interface AskedProps {
  readonly state: ConvState;
  readonly onPoint: (pointed: Pointed | null) => void;
  readonly onBack: () => void;
  readonly onOutput: (place: Place) => void;
}

export function Asked({ state, onPoint, onBack, onOutput }: AskedProps) {
  const { asked } = state;
  if (asked === null) return null;
  const list = meetings(state, asked.tensor, asked.row, asked.column);
  const value = state[asked.tensor][asked.row]?.[asked.column] ?? Number.NaN;
  return (
    <section className={styles["asked"]} aria-label="Where this number goes">
      <p aria-live="polite">{sentence(state, list.length, value)}</p>
      <ul className={styles["meetings"]}>
        {list.map(({ output, partner }) => {
          const [row = 0, column = 0] = output.index;
          const place = { row, column };
          const met = partner.kind === "cell" ? partner.value : partner.kind === "constant" ? partner.value : Number.NaN;
          const source = partner.kind === "cell" ? `${asked.tensor === "input" ? "weight" : "input"} ${spoken(met)}` : "padding 0";
          return (
            <li key={`${row},${column}`}>
              <button
                type="button"
                className={styles["meeting"]}
                title={`Show output row ${row}, column ${column}`}
                onPointerEnter={() => onPoint({ tensor: "y", ...place })}
                onPointerLeave={() => onPoint(null)}
                onFocus={() => onPoint({ tensor: "y", ...place })}
                onBlur={() => onPoint(null)}
                onClick={() => onOutput(place)}
              >
                <span data-role="output">
                  output {row}, {column}
                </span>{" "}
                <span data-role={asked.tensor === "input" ? "weight" : "input"}>{source}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <button type="button" onClick={onBack}>
        Back to the window
      </button>
    </section>
  );
}

function sentence(state: ConvState, count: number, value: number): string {
  const { asked } = state;
  if (asked === null) return "";
  const what = `${asked.tensor === "input" ? "Input" : "Weight"} ${spoken(value)} in row ${asked.row}, column ${asked.column}`;
  if (asked.tensor === "filter")
    return `${what} is used once for every output, ${count} times in all: one filter is shared by all places. It meets:`;
  if (count === 0) return `${what} takes part in no output at all: no window ever covers it.`;
  const most = Math.max(...usesOf(state).map((row) => Math.max(...row)));
  const compared = count === most ? "as often as any cell here" : `the most used cell here takes part in ${most}`;
  return `${what} takes part in ${count} output${count === 1 ? "" : "s"} (${compared}). ${count === 1 ? "There it meets" : "In each it meets another weight"}:`;
}
