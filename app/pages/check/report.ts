/**
 * What an examination has found so far: a fold over its events, and the same as text to send to
 * somebody. Pure.
 */
import { echo, t } from "../../language/words";
import type { CheckEvent, Examined } from "../../../engine/client/check";

interface Verdict {
  readonly problem: string | null;
  readonly milliseconds: number;
}

export interface Column {
  readonly backend: Examined;
  /** What it is, once it is there. */
  readonly description: string | null;
  /** Why this machine has none. */
  readonly absent: string | null;
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

export interface Report {
  readonly ops: readonly string[];
  readonly uses: number;
  readonly columns: readonly Column[];
  readonly done: boolean;
}

export const NOTHING: Report = { ops: [], uses: 0, columns: [], done: false };

export function hear(report: Report, event: CheckEvent): Report {
  switch (event.kind) {
    case "plan": {
      const columns = event.backends.map((backend) => ({
        backend,
        description: null,
        absent: null,
        verdicts: new Map(),
      }));
      return { ops: event.ops, uses: event.uses, columns, done: false };
    }
    case "backend":
      return change(report, event.backend, (column) => ({
        ...column,
        description: event.description,
      }));
    case "absent":
      return change(report, event.backend, (column) => ({ ...column, absent: event.reason }));
    case "verdict": {
      const { op, problem, milliseconds } = event;
      return change(report, event.backend, (column) => ({
        ...column,
        verdicts: new Map([...column.verdicts, [op, { problem, milliseconds }]]),
      }));
    }
    case "done":
      return { ...report, done: true };
    default:
      event satisfies never;
      return report;
  }
}

function change(report: Report, backend: Examined, how: (column: Column) => Column): Report {
  return {
    ...report,
    columns: report.columns.map((column) => (column.backend === backend ? how(column) : column)),
  };
}

/** From 0 to 1; a backend that is absent has nothing left to do. */
export function progressOf({ ops, columns }: Report): number {
  const all = ops.length * columns.length;
  const made = columns.reduce(
    (sum, column) => sum + (column.absent === null ? column.verdicts.size : ops.length),
    0,
  );
  return all === 0 ? 0 : made / all;
}

function problemsOf({ verdicts }: Column): readonly (readonly [string, string])[] {
  return [...verdicts].flatMap(([op, { problem }]) =>
    problem === null ? [] : [[op, problem] as const],
  );
}

/**
 * "All 27 operations agree with the reference on the processor; the graphics card is not there: …"
 */
export function conclusion(report: Report, names: Readonly<Record<Examined, string>>): string {
  return report.columns
    .map((column) => {
      const name = names[column.backend];
      if (column.absent !== null)
        return t("{name}: not there ({reason}).", { name, reason: echo(column.absent) });
      const wrong = problemsOf(column).length;
      if (wrong === 0)
        return t("{name}: all {count} operations agree with the reference.", {
          name,
          count: column.verdicts.size,
        });
      return t("{name}: {wrong} of {count} operations do not agree with the reference.", {
        name,
        wrong,
        count: column.verdicts.size,
      });
    })
    .join(" ");
}

export function reportText(
  report: Report,
  facts: readonly (readonly [string, string])[],
  names: Readonly<Record<Examined, string>>,
): string {
  const lines = [
    t("ConvLab, examination of this machine"),
    ...facts.map(([name, value]) => `${name}: ${value}`),
  ];
  for (const column of report.columns) {
    lines.push(
      "",
      `${names[column.backend]}: ${column.absent === null ? column.description : t("not there ({reason})", { reason: echo(column.absent) })}`,
    );
    for (const [op, { problem, milliseconds }] of column.verdicts)
      lines.push(
        `  ${op}: ${problem ?? t("agrees in {uses} uses", { uses: report.uses })}, ${Math.round(milliseconds)} ms`,
      );
  }
  return `${lines.join("\n")}\n`;
}
