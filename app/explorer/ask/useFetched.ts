/** Numbers of a device, brought here for what is told of them. */
import { useEffect, useState } from "react";
import { operandsOf } from "../../../engine/explain/explain";
import { fetchAll, type Numbers } from "../../../engine/explain/numbers";
import { usersOf } from "../../../engine/explain/uses";

interface Fetched {
  /** False while they are on their way, and where the network has none of the tensors. */
  readonly ready: boolean;
  /** The error of a fetch that failed, else null. */
  readonly problem: unknown;
}

/**
 * Fetches what must be here to say where the numbers of some tensors come from; with `users`, also
 * what must be here to say which numbers depend on them. Tensors that the network does not have are
 * left out.
 */
export function useFetched(
  numbers: Numbers,
  tensors: readonly string[],
  users: "with users" | "without users",
): Fetched {
  const key = tensors.filter((name) => numbers.has(name)).join(" ");
  const [done, setDone] = useState<{ numbers: Numbers; key: string; problem: unknown } | null>(
    null,
  );
  useEffect(() => {
    if (key === "") return undefined;
    let isCurrent = true;
    const finish = (problem: unknown): void => {
      if (isCurrent) setDone({ numbers, key, problem });
    };
    fetchAround(numbers, key.split(" "), users === "with users").then(() => finish(null), finish);
    return () => {
      isCurrent = false;
    };
  }, [numbers, key, users]);
  const isDone = done !== null && done.numbers === numbers && done.key === key;
  return { ready: isDone && done.problem === null, problem: isDone ? done.problem : null };
}

/** Operands and theirs, because an activation is shown together with the sum under it. */
async function fetchAround(
  numbers: Numbers,
  tensors: readonly string[],
  withUsers: boolean,
): Promise<void> {
  const near = tensors.flatMap((name) => operandsOf(numbers, name));
  const far = near
    .filter((name) => name.endsWith(".y"))
    .flatMap((name) => operandsOf(numbers, name));
  const users = withUsers ? tensors.flatMap((name) => usersOf(numbers, name)) : [];
  await fetchAll(numbers, [...new Set([...near, ...far, ...users])]);
}
