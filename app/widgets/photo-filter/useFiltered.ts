/**
 * The picture through the engine, newest wins: while one run is under way, only the latest wish waits. One runner serves
 * every photo figure of the page.
 */
import { useEffect, useRef, useState } from "react";
import type { GreyPicture } from "./grey";
import { FilterRunner, type FilterPass } from "./runner";

export interface Filtered {
  /** What went into the last pass, and what came out. */
  readonly before: GreyPicture;
  readonly after: GreyPicture;
  readonly passes: readonly FilterPass[];
  readonly computedBy: string;
}

let shared: Promise<FilterRunner> | null = null;

export function useFiltered(
  picture: GreyPicture | null,
  passes: readonly FilterPass[],
): { readonly filtered: Filtered | null; readonly problem: string } {
  const [filtered, setFiltered] = useState<Filtered | null>(null);
  const [problem, setProblem] = useState("");
  const busy = useRef(false);
  const wanted = useRef<{ readonly picture: GreyPicture; readonly passes: readonly FilterPass[] } | null>(null);
  const key = JSON.stringify(passes);
  useEffect(() => {
    if (picture === null) return;
    const list: readonly FilterPass[] = JSON.parse(key);
    wanted.current = { picture, passes: list };
    if (!busy.current) void work(busy, wanted, setFiltered, setProblem);
  }, [picture, key]);
  return { filtered, problem };
}

interface Slot<Value> {
  current: Value;
}

async function work(
  busy: Slot<boolean>,
  wanted: Slot<{ readonly picture: GreyPicture; readonly passes: readonly FilterPass[] } | null>,
  done: (filtered: Filtered) => void,
  failed: (problem: string) => void,
): Promise<void> {
  busy.current = true;
  try {
    shared ??= FilterRunner.start();
    const runner = await shared;
    for (let next = wanted.current; next !== null; next = wanted.current) {
      wanted.current = null;
      const { before, after } = await runner.run(next.picture, next.passes);
      done({ before, after, passes: next.passes, computedBy: runner.description });
    }
    failed("");
  } catch (error) {
    shared = null;
    failed(`The filter could not be computed: ${error instanceof Error ? error.message : String(error)}. Change a setting to try again.`);
  } finally {
    busy.current = false;
  }
}
