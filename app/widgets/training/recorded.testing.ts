/**
 * Effects that take long to measure, on five seeds each: all of them measured by one command
 * (`npm run effects`) and recorded beside the test; one of them is measured again in every run of
 * the tests (docs/effects.md).
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Which of the recorded seeds is measured again, from 0. */
    turn: number;
  }
}

export const SEEDS = [1, 2, 3, 4, 5] as const;

/** Numbers by name; JSON has no NaN and no infinity, so neither has a result. */
type Measured = Readonly<Record<string, number>>;

interface Effect<Result extends Measured> {
  /** File name of its record, without ending. */
  readonly name: string;
  /** Everything that the results depend on; a record of anything else is out of date. */
  readonly settings: unknown;
  readonly measure: (seed: number) => Promise<Result>;
  /** What the pages say, of one seed. */
  readonly claim: (result: Result) => void;
  /** What the pages say of all five together. */
  readonly claimOfAll?: (results: readonly Result[]) => void;
  /** By how much a result may differ from its record: another processor rounds otherwise. */
  readonly within: number;
}

interface Kept<Result> {
  readonly settings: unknown;
  readonly seeds: Readonly<Record<string, Result>>;
}

const IS_RECORDING = process.env["CONVLAB_RECORD"] === "1";
const IS_ALL = process.env["CONVLAB_ALL"] === "1";
const TURN = inject("turn") % SEEDS.length;

/** The seeds that are measured in this run. */
const MEASURED = SEEDS.filter((_, at) => IS_RECORDING || IS_ALL || at === TURN);

export function testOfEffect<Result extends Measured>(title: string, effect: Effect<Result>): void {
  const { name, measure, claim, within } = effect;
  const settings: unknown = JSON.parse(JSON.stringify(effect.settings));
  const path = join(process.cwd(), "app", "widgets", "training", "records", `${name}.json`);
  const measured = new Map<number, Result>();

  test.each(MEASURED)(`seed %i, measured now: ${title}`, async (seed) => {
    const result = await measure(seed);
    measured.set(seed, result);
    claim(result);
    if (IS_RECORDING) return;
    const recorded = readRecord<Result>(path)?.seeds[seed];
    for (const [key, value] of Object.entries(result))
      expect(Math.abs(value - (recorded?.[key] ?? Number.NaN)), key).toBeLessThanOrEqual(within);
  });

  test(`five of five recorded seeds: ${title}`, () => {
    if (IS_RECORDING)
      writeFileSync(path, written({ settings, seeds: Object.fromEntries(measured) }));
    const record = readRecord<Result>(path);
    expect(record?.settings, "out of date: npm run effects").toEqual(settings);
    expect(Object.keys(record?.seeds ?? {})).toEqual(SEEDS.map(String));
    const results = Object.values(record?.seeds ?? {});
    for (const result of results) claim(result);
    effect.claimOfAll?.(results);
  });
}

function readRecord<Result>(path: string): Kept<Result> | null {
  // Written by this file alone; its shape is what was measured.
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Kept<Result>) : null;
}

function written(kept: Kept<Measured>): string {
  return `${JSON.stringify(kept, (_, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(6)) : value), 2)}\n`;
}
