/**
 * The picture through the engine, newest wins: while one run is under way, only the latest wish
 * waits. One runner serves every photo figure of the page.
 */
import { messageOf } from "../../../engine/core/errors";
import { t } from "../../language/words";
import { useCallback, useEffect, useRef, useState } from "react";
import type { GreyPicture } from "../../pictures/grey";
import { FilterRunner, type FilterPass } from "./runner";

export interface Filtered {
  /** What went into the last pass, and what came out. */
  readonly before: GreyPicture;
  readonly after: GreyPicture;
  readonly passes: readonly FilterPass[];
  readonly computedBy: string;
}

let shared: Promise<FilterRunner> | null = null;

interface Wish {
  readonly picture: GreyPicture;
  readonly passes: readonly FilterPass[];
}

export interface FilterHandle {
  readonly filtered: Filtered | null;
  readonly problem: string;
  /** Filters this picture as soon as nothing else is under way; always the same function. */
  readonly filter: (picture: GreyPicture) => void;
}

/** The last picture is filtered anew when the passes change. */
export function useFiltered(passes: readonly FilterPass[]): FilterHandle {
  const [filtered, setFiltered] = useState<Filtered | null>(null);
  const [problem, setProblem] = useState("");
  const busy = useRef(false);
  const wanted = useRef<Wish | null>(null);
  const last = useRef<GreyPicture | null>(null);
  const wished = useRef(passes);
  const filter = useCallback((picture: GreyPicture): void => {
    last.current = picture;
    wanted.current = { picture, passes: wished.current };
    if (!busy.current) void work(busy, wanted, setFiltered, setProblem);
  }, []);
  const key = JSON.stringify(passes);
  useEffect(() => {
    const list: readonly FilterPass[] = JSON.parse(key);
    wished.current = list;
    if (last.current !== null) filter(last.current);
  }, [key, filter]);
  return { filtered, problem, filter };
}

interface Slot<Value> {
  current: Value;
}

async function work(
  busy: Slot<boolean>,
  wanted: Slot<Wish | null>,
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
    failed(
      t("The filter could not be computed: {error}. Change a setting to try again.", {
        error: messageOf(error),
      }),
    );
  } finally {
    busy.current = false;
  }
}
