/**
 * npm run bench -- --gpu node [--only NAME]… [--rounds N] [--json FILE]: this engine alone, in
 * Node, on the GPU that the npm package `webgpu` finds: the same works as in the browser, the
 * processor beside it, turn by turn. The peers run in browsers only.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { now } from "../engine/core/clock";
import { convlab } from "./bench/contestants-convlab";
import type { Session } from "./bench/contract";
import { disagreeing, line, summarise } from "./bench/report.mjs";
import { WORKS } from "./bench/works";
import { nodeDevice } from "./node-gpu";

interface Row {
  readonly session: Session;
  readonly first: number;
  readonly pipelines: null;
  readonly result: Float32Array;
  readonly counts: null;
  readonly rounds: number[][];
}

/** Milliseconds that each gets in one round. */
const TURN = 250;
const MOST_STEPS = 200;

export async function main(given: readonly string[]): Promise<number> {
  const value = (name: string): readonly string[] =>
    given.filter((_, at) => given[at - 1] === name);
  const [wanted, rounds, [json]] = [
    value("--only"),
    Number(value("--rounds")[0] ?? 7),
    value("--json"),
  ];
  const unknown = wanted.filter((name) => WORKS[name] === undefined);
  if (unknown.length > 0 || !(rounds > 0)) {
    console.error(
      `Not understood: ${unknown.join(", ") || `--rounds ${rounds}`}. Works: ${Object.keys(WORKS).join(", ")}`,
    );
    return 1;
  }
  const { adapterInfo } = await nodeDevice();
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${adapterInfo.vendor} ${adapterInfo.description || adapterInfo.architecture}`;
  console.log(`${machine}, Node ${process.versions.node}\n`);
  const works: Record<string, ReturnType<typeof summarise>> = {};
  for (const name of Object.keys(WORKS))
    if (wanted.length === 0 || wanted.includes(name)) works[name] = await contest(name, rounds);
  if (json !== undefined)
    writeFileSync(json, `${JSON.stringify({ machine, rounds, works }, null, 2)}\n`);
  return Object.values(works).some((summary) => disagreeing(summary).length > 0) ? 1 : 0;
}

async function contest(work: string, rounds: number): Promise<ReturnType<typeof summarise>> {
  console.log(`── ${work}`);
  const rows = new Map<string, Row>();
  for (const backend of ["wasm", "webgpu"] as const) {
    const row = await prepare(backend, work).catch((error: unknown) =>
      console.log(`   convlab-${backend} failed: ${String(error)}`),
    );
    if (row !== undefined) rows.set(`convlab-${backend}`, row);
  }
  for (let round = 0; round < rounds; round++)
    for (const row of rows.values()) row.rounds.push(await turn(row.session));
  const summary = summarise(work, rows);
  for (const [name, { session }] of rows) {
    session.free();
    console.log(line(name, summary[name]));
  }
  return summary;
}

async function prepare(backend: "wasm" | "webgpu", name: string): Promise<Row> {
  const work = WORKS[name]?.();
  if (work === undefined) throw new Error(`there is no work ${name}`);
  const contestant = convlab(backend, 1, nodeDevice);
  const started = now();
  const session = await contestant.prepare(work);
  await step(session);
  return {
    session,
    first: now() - started,
    pipelines: null,
    result: await session.result(),
    counts: null,
    rounds: [],
  };
}

/** Milliseconds of each step of one turn. */
async function turn(session: Session): Promise<number[]> {
  const times: number[] = [];
  for (let spent = 0; spent < TURN && times.length < MOST_STEPS; spent += times.at(-1) ?? TURN) {
    const started = now();
    await step(session);
    times.push(now() - started);
  }
  return times;
}

async function step(session: Session): Promise<void> {
  await session.launch();
  await session.finish();
}
