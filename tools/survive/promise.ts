/** What a promise is: a sentence, a count, and how it is tried on this machine. */
import type { Random } from "../../engine/core/random";
import { random } from "../../engine/core/random";

export interface Outcome {
  /** Trials made, and how many of them held. */
  readonly done: number;
  readonly held: number;
  /** The first trial that did not hold, with its seed. */
  readonly failure?: string;
  /** What else is worth knowing: a share, a kind of device. */
  readonly note?: string;
}

export type Trial =
  /** In this process. `short`: what the sentence says and this does not try. */
  | {
      readonly kind: "here";
      readonly run: (count: number) => Promise<Outcome>;
      readonly short?: string;
    }
  /** Tests of the suite: `files` of vitest or Playwright, only the titles that match. */
  | {
      readonly kind: "tests";
      readonly runner: "node" | "browser" | "journey";
      readonly files: readonly string[];
      readonly titles?: string;
      /** The one test makes as many trials as it is asked for. */
      readonly repeats?: true;
      /** As `npm test` walks: in a sample of lessons, since the other promises walk through all. */
      readonly sampled?: true;
      readonly short?: string;
    }
  | { readonly kind: "none"; readonly why: string };

export interface PromiseMade {
  readonly number: number;
  readonly says: string;
  /** The count promised; for tests, of what the sentence counts. */
  readonly count: number;
  readonly trial: Trial;
}

/** Makes `count` trials, each with its own seed. A trial gives what is wrong, or null. */
export async function trials(
  count: number,
  trial: (from: Random, seed: number) => string | null | Promise<string | null>,
): Promise<Outcome> {
  let held = 0;
  let failure: string | undefined;
  for (let seed = 1; seed <= count; seed++) {
    const wrong = await attempt(() => trial(random(seed), seed));
    if (wrong === null) held++;
    else failure ??= `seed ${seed}: ${wrong}`;
  }
  return { done: count, held, ...(failure === undefined ? {} : { failure }) };
}

async function attempt(trial: () => string | null | Promise<string | null>) {
  try {
    return await trial();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** Several outcomes as one. */
export function together(outcomes: readonly Outcome[], note?: string): Outcome {
  const failure = outcomes.find((one) => one.failure !== undefined)?.failure;
  return {
    done: outcomes.reduce((sum, { done }) => sum + done, 0),
    held: outcomes.reduce((sum, { held }) => sum + held, 0),
    ...(failure === undefined ? {} : { failure }),
    ...(note === undefined ? {} : { note }),
  };
}

export function pick<T>(from: Random, items: readonly T[]): T {
  const item = items[from.below(items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}
