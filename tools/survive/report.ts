/** What came of the promises, as a table and as a closing line. */
import * as v from "valibot";
import type { Outcome, PromiseMade } from "./promise";

const row = v.object({
  number: v.number(),
  says: v.string(),
  promised: v.number(),
  done: v.number(),
  held: v.number(),
  seconds: v.number(),
  state: v.picklist(["held", "failed", "in part", "not tried"]),
  remark: v.string(),
});
const report = v.object({ machine: v.string(), share: v.number(), rows: v.array(row) });

export type Row = Readonly<v.InferOutput<typeof row>>;
export type State = Row["state"];

/** Reads a file that `--json` wrote. Throws where it is none. */
export function reportOf(value: unknown): v.InferOutput<typeof report> {
  return v.parse(report, value);
}

/** `asked` is the count that was tried where it differs from the one that is promised. */
export function rowOf(
  { number, says, count, trial }: PromiseMade,
  outcome: Outcome | null,
  seconds: number,
  asked = count,
): Row {
  const { done, held } = outcome ?? { done: 0, held: 0 };
  const base = { number, says, promised: count, done, held, seconds };
  if (trial.kind === "none" || outcome === null)
    return { ...base, state: "not tried", remark: trial.kind === "none" ? trial.why : "" };
  if (held < done || done === 0) {
    const told = [outcome.failure ?? "nothing was tried", outcome.note ?? ""];
    return { ...base, state: "failed", remark: told.filter((one) => one !== "").join("; ") };
  }
  const fewer = asked < count ? `${asked} of ${count}` : undefined;
  const short = [fewer, trial.short].filter((one) => one !== undefined).join("; ");
  const remark = [short, outcome.note].filter((one) => one !== undefined && one !== "").join("; ");
  return { ...base, state: short === "" ? "held" : "in part", remark };
}

const HEAD = ["", "promise", "promised", "tried", "held", "seconds", "verdict", "remark"];

export function table(rows: readonly Row[]): string {
  const lines = rows.map((one) =>
    [
      one.number,
      one.says,
      one.promised,
      one.done,
      one.held,
      one.seconds.toFixed(1),
      one.state,
      one.remark,
    ].map((cell) => String(cell).replaceAll("|", "/").replaceAll("\n", " ").slice(0, 400)),
  );
  return [HEAD, HEAD.map(() => "---"), ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** A promise that was tried in part has neither passed nor failed, and is counted by itself. */
export function closing(rows: readonly Row[]): string {
  const count = (state: State): number => rows.filter((one) => one.state === state).length;
  return `${count("in part")} tried in part, ${count("not tried")} not tried\n${count("held")} passed, ${count("failed")} failed`;
}
