/**
 * npm run survive [-- --only N]… [--share S] [--json FILE]: tries the promises about failure at the
 * counts that they name and says of each what came of it. `--share 0.01` tries a hundredth. What
 * cannot be tried here, or only in part, is said so and is no pass. Last line: `N passed, N
 * failed`.
 */
import { writeFileSync } from "node:fs";
import { cpus, release, type } from "node:os";
import { PROMISES } from "./survive/promises";
import type { Outcome, PromiseMade } from "./survive/promise";
import { closing, type Row, rowOf, table } from "./survive/report";
import { suite } from "./survive/suite";

interface Options {
  readonly only: readonly number[];
  readonly share: number;
  readonly json: string | null;
}

export async function main(words: readonly string[]): Promise<number> {
  const options = optionsOf(words);
  if (typeof options === "string") {
    console.error(options);
    return 2;
  }
  const wanted = PROMISES.filter(
    ({ number }) => options.only.length === 0 || options.only.includes(number),
  );
  const rows: Row[] = [];
  for (const promise of wanted) {
    const row = await tried(promise, options.share);
    rows.push(row);
    console.log(`${row.number} ${row.says}: ${row.state}, ${row.held} of ${row.done}`);
  }
  console.log(`\n${machine()}\n\n${table(rows)}\n\n${closing(rows)}`);
  if (options.json !== null)
    writeFileSync(options.json, JSON.stringify({ machine: machine(), rows }, null, 2));
  return rows.some(({ state }) => state === "failed") ? 1 : 0;
}

async function tried(promise: PromiseMade, share: number): Promise<Row> {
  const asked = Math.max(1, Math.round(promise.count * share));
  const started = process.hrtime.bigint();
  const outcome = await outcomeOf(promise, asked, share === 1);
  return rowOf(promise, outcome, Number(process.hrtime.bigint() - started) / 1e9, asked);
}

function outcomeOf({ trial }: PromiseMade, asked: number, whole: boolean): Promise<Outcome | null> {
  if (trial.kind === "here") return trial.run(asked);
  return trial.kind === "tests" ? suite(trial, asked, whole) : Promise.resolve(null);
}

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? "unknown processor"}, ${type()} ${release()}, Node ${process.versions.node}`;
}

function optionsOf(words: readonly string[]): Options | string {
  const only: number[] = [];
  let [share, json]: [number, string | null] = [1, null];
  for (let at = 0; at < words.length; at += 2) {
    const [name, value = ""] = [words[at], words[at + 1]];
    if (name === "--only" && PROMISES.some(({ number }) => String(number) === value))
      only.push(Number(value));
    else if (name === "--share" && Number(value) > 0 && Number(value) <= 1) share = Number(value);
    else if (name === "--json" && value !== "") json = value;
    else
      return `${name} ${value} is not understood. Options: --only 1 to ${PROMISES.length}, --share above 0 to 1, --json FILE.`;
  }
  return { only, share, json };
}
