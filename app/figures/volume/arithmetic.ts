/** The arithmetic of a number of a volume, and its lines by channel, or by filter. */
import { type Arithmetic, layOut, type Line } from "../describe/arithmetic";
import type { Scene } from "../scene/scene";

export interface VolumeArithmetic {
  readonly arithmetic: Arithmetic;
  /** Lines that belong to a channel or a filter, by its number; the others are the whole. */
  readonly groups: ReadonlyMap<number, Line>;
  /** The line of the sum z, and that of what follows it, if something does. */
  readonly sum: Line | null;
  readonly after: Line | null;
}

export function arithmeticOf({ worked }: Pick<Scene, "worked">): VolumeArithmetic | null {
  if (worked === null) return null;
  const { expression, value, role, at, isWhole = true } = worked;
  const cell = { kind: "cell", ...at, role, value } as const;
  const whole = withoutEcho(layOut(expression, { value, role, ...(isWhole ? { cell } : {}) }));
  const { lines } = whole;
  const z = lines.find((line) => line.label === "z") ?? null;
  const last = isWhole ? (lines.at(-1) ?? null) : null;
  return {
    arithmetic: whole,
    groups: groupsOf(lines),
    sum: z ?? last,
    after: z === null ? null : last,
  };
}

/** Without a last line that only says what the line before it says: "2 = 2". */
function withoutEcho(arithmetic: Arithmetic): Arithmetic {
  const { lines } = arithmetic;
  return lines.length > 1 && lines.at(-1)?.pieces.length === 1
    ? { lines: lines.slice(0, -1) }
    : arithmetic;
}

function groupsOf(lines: readonly Line[]): ReadonlyMap<number, Line> {
  return new Map(
    lines.flatMap((line) => {
      const [, at] = /^(?:channel|filter) (\d+)$/.exec(line.label) ?? [];
      return at === undefined ? [] : [[Number(at), line] as const];
    }),
  );
}
