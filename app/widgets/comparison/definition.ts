/** Networks side by side: numbers that somebody gave beside counts that the lab computes. */
import { t } from "../../language/words";
import { tensor } from "../../../engine/core/tensor";
import { networks } from "../../../engine/graph/networks";
import { torchModule } from "../../../engine/code/write";
import { exact } from "../../figures/network-map/counts";
import { choice, integer, text } from "../fields/kinds";
import { type StateOf, table } from "../fields/table";
import { problemOf } from "../fields/problem-of";
import { COUNTS, type Count, readRows, type Row, rowsOf } from "./rows";

const STANDARD = "LeNet-5 = lenet5 | AlexNet = alexnet_two_tower | VGG-16 = vgg16";

export const fields = table(
  1,
  {
    rows: text({
      label: "Rows",
      says: "What is compared: label = network of the catalogue: given numbers, with | between rows; ? where one is not known.",
      longest: 1200,
      standard: STANDARD,
      control: null,
      problem: problemOf(
        readRows,
        `label = network: numbers, with | between rows; networks are ${Object.keys(networks).join(", ")}`,
      ),
    }),
    columns: text({
      label: "Given",
      says: "Names of the given numbers, with commas between them.",
      longest: 300,
      control: null,
    }),
    view: choice(
      { table: "Table", chart: "Chart" },
      { label: "Show", says: "A table, or a chart of one count against one given number." },
    ),
    x: choice(COUNTS, {
      label: "From left to right",
      says: "The count on the chart's horizontal axis, each factor of ten the same length.",
      look: "select",
    }),
    y: integer({
      label: "Upwards",
      says: "Which of the given numbers is on the chart's vertical axis, from 0.",
      from: 0,
      to: 9,
      standard: 0,
      control: null,
    }),
    at: integer({
      label: "Row",
      says: "The row that is told in words; 0: none.",
      from: 0,
      to: 40,
      standard: 0,
      control: null,
    }),
  },
  { parts: ["y"] },
);

export type ComparisonState = StateOf<typeof fields.fields>;

export function columnsOf({ columns }: Pick<ComparisonState, "columns">): readonly string[] {
  return columns
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

export const comparison = fields.widget({
  name: "comparison",
  title: "Networks compared",
  summary:
    "Networks of the catalogue side by side, as a table or a chart: numbers that somebody gave beside parameters, multiply-adds, memory and depth as the lab computes them.",
  unit: "network",
  steps: ({ rows }) => readRows(rows).length,
  step: (state) => Math.min(state.at, readRows(state.rows).length),
  seek: (state, step) => ({
    ...state,
    at: Math.max(0, Math.min(readRows(state.rows).length, step)),
  }),
  place: (state) => rowsOf(state.rows)[state.at - 1]?.label ?? "all",
  values(state) {
    const rows = rowsOf(state.rows);
    const names = Object.keys(COUNTS) as Count[];
    const given = columnsOf(state);
    return {
      ...Object.fromEntries(
        names.map((name) => [
          name,
          tensor(
            [rows.length],
            Float64Array.from(rows, (row) => row.counts[name]),
          ),
        ]),
      ),
      given: tensor(
        [rows.length, given.length],
        Float64Array.from(rows.flatMap((row) => given.map((_, at) => row.given[at] ?? Number.NaN))),
      ),
    };
  },
  describe(state) {
    const rows = rowsOf(state.rows);
    const chosen = rows[state.at - 1];
    return chosen === undefined
      ? t("{rows} networks compared: {rows2}.", {
          rows: rows.length,
          rows2: rows.map(({ label }) => label).join(", "),
        })
      : told(chosen, columnsOf(state));
  },
  torch: ({ rows }) =>
    readRows(rows)
      .slice(0, 1)
      .map(({ network }) => networks[network]?.())
      .flatMap((spec) => (spec === undefined ? [] : [torchModule(spec)]))
      .join("\n"),
});

/** One row in a sentence. */
export function told({ label, given, counts }: Row, columns: readonly string[]): string {
  const said = columns.flatMap((name, at) => {
    const value = given[at];
    return value === undefined || Number.isNaN(value) ? [] : [`${name} ${value}`];
  });
  return `${label}: ${[...said, t("{parameters} parameters", { parameters: exact(counts.parameters) }), t("{multiplyAdds} multiply-adds", { multiplyAdds: exact(counts.multiplyAdds) }), t("{depth} layers with weights one after the other", { depth: counts.depth })].join(", ")}.`;
}
