/**
 * npm run survive [-- --only N]… [--share S] [--json FILE [--resume yes]]: tries the promises about
 * failure at the counts that they name and says of each what came of it. `--share 0.01` tries a
 * hundredth. What cannot be tried here, or only in part, is said so and is no pass. The file is
 * written after every promise; `--resume yes` goes on after those that it has. Last line: `N
 * passed, N failed`.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release, type } from "node:os";
import { PROMISES } from "./survive/promises";
import type { Outcome, PromiseMade } from "./survive/promise";
import { closing, type Row, reportOf, rowOf, table } from "./survive/report";
import { suite } from "./survive/suite";

interface Options {
  readonly only: readonly number[];
  readonly share: number;
  readonly json: string | null;
  readonly resume: boolean;
}

export async function main(words: readonly string[]): Promise<number> {
  const options = optionsOf(words);
  if (typeof options === "string") {
    console.error(options);
    return 2;
  }
  const kept = options.resume ? rowsIn(options) : [];
  const wanted = PROMISES.filter(
    ({ number }) => options.only.length === 0 || options.only.includes(number),
  );
  const rows: Row[] = [];
  for (const promise of wanted) {
    const before = kept.find(({ number }) => number === promise.number);
    const row = before ?? (await tried(promise, options.share));
    rows.push(row);
    const again = before === undefined ? "" : " (as in the file)";
    console.log(`${row.number} ${row.says}: ${row.state}, ${row.held} of ${row.done}${again}`);
    if (options.json !== null) write(options.json, options.share, rows, kept);
  }
  console.log(`\n${machine()}\n\n${table(rows)}\n\n${closing(rows)}`);
  return rows.some(({ state }) => state === "failed") ? 1 : 0;
}

/** Rows of an earlier run on this machine with the same share, without those that failed. */
function rowsIn({ json, share }: Options): readonly Row[] {
  if (json === null || !existsSync(json)) return [];
  const report = reportOf(JSON.parse(readFileSync(json, "utf8")));
  if (report.machine !== machine() || report.share !== share)
    throw new Error(`${json} is of another machine or another share: ${report.machine}`);
  return report.rows.filter(({ state }) => state !== "failed");
}

/** What was tried now, and what the file had of promises that were not asked for. */
function write(json: string, share: number, rows: readonly Row[], kept: readonly Row[]): void {
  const others = kept.filter((one) => rows.every(({ number }) => number !== one.number));
  const all = [...rows, ...others].toSorted((a, b) => a.number - b.number);
  writeFileSync(json, JSON.stringify({ machine: machine(), share, rows: all }, null, 2));
}

async function tried(promise: PromiseMade, share: number): Promise<Row> {
  console.log(`\n${promise.number} ${promise.says}: being tried`);
  const asked = Math.max(1, Math.round(promise.count * share));
  const started = process.hrtime.bigint();
  const outcome = await outcomeOf(promise, asked, share === 1);
  return rowOf(promise, outcome, Number(process.hrtime.bigint() - started) / 1e9, asked);
}

function outcomeOf({ trial }: PromiseMade, asked: number, whole: boolean): Promise<Outcome | null> {
  if (trial.kind === "here") return trial.run(asked);
  if (trial.kind === "none") return Promise.resolve(null);
  return suite(trial, asked, whole && trial.sampled !== true);
}

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? "unknown processor"}, ${type()} ${release()}, Node ${process.versions.node}`;
}

function optionsOf(words: readonly string[]): Options | string {
  const only: number[] = [];
  let [share, json, resume]: [number, string | null, boolean] = [1, null, false];
  for (let at = 0; at < words.length; at += 2) {
    const [name, value = ""] = [words[at], words[at + 1]];
    if (name === "--only" && PROMISES.some(({ number }) => String(number) === value))
      only.push(Number(value));
    else if (name === "--share" && Number(value) > 0 && Number(value) <= 1) share = Number(value);
    else if (name === "--json" && value !== "") json = value;
    else if (name === "--resume" && value === "yes") resume = true;
    else
      return `${name} ${value} is not understood. Options: --only 1 to ${PROMISES.length}, --share above 0 to 1, --json FILE, --resume yes.`;
  }
  if (resume && json === null) return "--resume needs the --json FILE to go on from.";
  return { only, share, json, resume };
}
