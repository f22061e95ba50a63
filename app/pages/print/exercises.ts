/** The exercises of a worksheet, from one seed, in versions for neighbours. Pure. */
import { generators } from "../../lesson/practice";
import type { Exercise } from "../../lesson/practice/practice";
import type { Numbered } from "../../lesson/runtime/numbered-questions";

/** The same questions, exercises with other numbers; "": one for all. */
export const VERSIONS = ["", "A", "B", "C"] as const;
type Version = (typeof VERSIONS)[number];
/** Between the seeds of two versions: farther apart than those of a lesson's exercises. */
const APART = 10_007;

export interface Drawing {
  /** Null: each exercise's own. */
  readonly seed: number | null;
  readonly version: Version;
}

/** Version A has the numbers of the lesson itself. */
function seedOf(own: number, { seed, version }: Drawing): number {
  return ((seed ?? own) + APART * Math.max(0, VERSIONS.indexOf(version) - 1)) % 2 ** 32;
}

/** By the id of their question. */
export function exercisesOf(
  questions: readonly Numbered[],
  count: number,
  drawing: Drawing,
): ReadonlyMap<string, readonly Exercise[]> {
  const made = new Map<string, readonly Exercise[]>();
  for (const { block } of questions) {
    if (block.kind !== "practice") continue;
    const generator = Object.hasOwn(generators, block.generator)
      ? generators[block.generator]
      : undefined;
    if (generator !== undefined)
      made.set(
        block.id,
        Array.from({ length: count }, (_, at) =>
          generator.make(seedOf(block.seed, drawing), at, block.options),
        ),
      );
  }
  return made;
}
