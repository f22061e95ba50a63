/** Networks compared, as a table or as a chart; the chosen one is told in words. */
import { t, word } from "../../language/words";
import { FigureFrame } from "../../explorer/FigureFrame";
import { bytes } from "../../figures/layer-table/rows";
import { Select } from "../../figures/marks/controls/Select";
import { exact, short } from "../../figures/network-map/counts";
import { classes } from "../../figures/marks/style";
import { Scatter } from "../../figures/scatter/Scatter";
import { Controls } from "../fields/Controls";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import { columnsOf, comparison, type ComparisonState, fields, told } from "./definition";
import styles from "./comparison.module.css";
import { COUNTS, type Count, type Row, rowsOf } from "./rows";

/** Counts as columns of the table, with heads that are short enough. */
const HEADS: Readonly<Record<Count, string>> = {
  parameters: "Param\u00ADeters",
  multiplyAdds: "Multiply-adds",
  memory: "Outputs",
  depth: "Depth",
  layers: "Layers",
};

export function Comparison(props: WidgetProps<ComparisonState>) {
  const { state, change, mode, hidden, locked } = props;
  useAnnounced(state, comparison.describe);
  const rows = rowsOf(state.rows);
  const columns = columnsOf(state);
  const chosen = rows[state.at - 1];
  const y = Math.min(state.y, Math.max(0, columns.length - 1));
  const chart = state.view === "chart" && columns.length > 0;
  return (
    <FigureFrame>
      {mode !== "print" && (
        <Controls {...props} table={fields} show={chart ? ["view", "x"] : ["view"]}>
          {chart && columns.length > 1 && !hidden.has("y") && (
            <Select
              label={t("Upwards")}
              value={String(y)}
              locked={locked.has("y")}
              options={columns.map((title, at) => ({ value: String(at), title }))}
              onChange={(next) => change({ ...state, y: Number(next) })}
            />
          )}
        </Controls>
      )}
      {chart ? (
        <Chart rows={rows} state={state} y={y} change={change} />
      ) : (
        <Table
          rows={rows}
          columns={columns}
          brief={mode === "stage"}
          state={state}
          change={change}
        />
      )}
      <output className={styles["told"]}>
        {chosen === undefined
          ? t("Choose a network, or step through them.")
          : told(chosen, columns)}
      </output>
    </FigureFrame>
  );
}

interface ChartProps {
  readonly rows: readonly Row[];
  readonly state: ComparisonState;
  readonly y: number;
  readonly change: (next: ComparisonState) => void;
}

function Chart({ rows, state, y, change }: ChartProps) {
  const shown = rows.flatMap((row, at) => {
    const value = row.given[y];
    return value === undefined || Number.isNaN(value) ? [] : [{ row, at, value }];
  });
  return (
    <Scatter
      title={t("Networks compared")}
      xTitle={word(COUNTS[state.x])}
      yTitle={columnsOf(state)[y] ?? ""}
      points={shown.map(({ row, value }) => ({
        label: row.label,
        x: row.counts[state.x],
        y: value,
      }))}
      chosen={shown.findIndex(({ at }) => at === state.at - 1)}
      onChoose={(point) => change({ ...state, at: (shown[point]?.at ?? -1) + 1 })}
    />
  );
}

/** Letters of a label that may break in a narrow figure. */
const LONG = 14;
/** On a projector. */
const BRIEF: readonly Count[] = ["parameters", "multiplyAdds", "depth"];

interface TableProps {
  readonly rows: readonly Row[];
  readonly columns: readonly string[];
  readonly brief: boolean;
  readonly state: ComparisonState;
  readonly change: (next: ComparisonState) => void;
}

function Table({ rows, columns, brief, state, change }: TableProps) {
  const names = brief ? BRIEF : (Object.keys(COUNTS) as Count[]);
  return (
    <section
      className={classes(styles["scroll"], brief && styles["brief"])}
      aria-label={t("Networks compared")}
    >
      <table className={styles["table"]}>
        <Heads columns={columns} names={names} />
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.label} data-chosen={state.at === at + 1 || undefined}>
              <th scope="row">
                <button
                  type="button"
                  data-long={row.label.length > LONG}
                  aria-pressed={state.at === at + 1}
                  onClick={() => change({ ...state, at: state.at === at + 1 ? 0 : at + 1 })}
                >
                  {row.label}
                </button>
              </th>
              {columns.map((name, place) => (
                <td key={name}>{givenText(row.given[place])}</td>
              ))}
              {names.map((name) => (
                <td key={name}>
                  <Counted name={name} count={row.counts[name]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface HeadsProps {
  readonly columns: readonly string[];
  readonly names: readonly Count[];
}

function Heads({ columns, names }: HeadsProps) {
  return (
    <thead>
      <tr>
        <th rowSpan={2} scope="col">
          {t("Network")}
        </th>
        {columns.length > 0 && (
          <th colSpan={columns.length} scope="colgroup">
            {t("as given")}
          </th>
        )}
        <th colSpan={names.length} scope="colgroup">
          {t("computed here")}
        </th>
      </tr>
      <tr>
        {columns.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
        {names.map((name) => (
          <th key={name} scope="col" title={word(COUNTS[name])}>
            {word(HEADS[name])}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** In a narrow figure with three digits: the sentence below the table has all of them. */
function Counted({ name, count }: { readonly name: Count; readonly count: number }) {
  if (name === "memory") return bytes(count);
  if (count < 1e5) return exact(count);
  return (
    <>
      <span className={styles["whole"]}>{exact(count)}</span>
      <span className={styles["short"]}>{short(count)}</span>
    </>
  );
}

function givenText(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "–" : String(value);
}
