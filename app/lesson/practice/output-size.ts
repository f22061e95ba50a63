/**
 * How large is the output? n' = floor((n + 2p − f) / s) + 1. Wrong answers are read back: which
 * stride, padding or mistake would have given them.
 */
import { t } from "../../language/words";
import {
  between,
  drawing,
  exercise,
  numberOf,
  outputSize,
  arithmetic,
  text,
  whole,
  type Mistake,
  answer,
} from "./making";
import { withPadding, withStride } from "./mistakes";
import type { Exercise, Generator } from "./practice";

export const outputSizeGenerator: Generator = {
  name: "output-size",
  title: "Size of the output",
  summary: "Input, filter, padding and stride are given: how many rows does the output have?",
  options: {
    largest: whole(4, 512, 12, "Largest input."),
    padding: whole(0, 8, 2, "Largest padding."),
    stride: whole(1, 8, 3, "Largest stride."),
  },
  make(seed, index, options): Exercise {
    const from = drawing("output-size", seed, index);
    const n = between(from, 4, Math.max(4, numberOf(options, "largest", 12)));
    const f = between(from, 2, Math.min(n, 7));
    const p = between(from, 0, Math.min(f - 1, numberOf(options, "padding", 2)));
    const s = between(from, 1, numberOf(options, "stride", 3));
    return sizeExercise({ n, f, p, s });
  },
};

interface Sizes {
  readonly n: number;
  readonly f: number;
  readonly p: number;
  readonly s: number;
}

function sizeExercise(sizes: Sizes): Exercise {
  const { n, f, p, s } = sizes;
  const value = outputSize(n, f, p, s);
  const room = n + 2 * p - f;
  const dropped = room % s;
  return exercise({
    ask: [
      text(
        t(
          "A filter of {f}×{f} moves over an input of {n}×{n} with padding {p} and stride {s}. How many rows does the output have?",
          { f, n, p, s },
        ),
      ),
    ],
    fields: [answer("size", t("number of rows"), value)],
    hints: [
      t("Count the places where the top edge of the filter can stand."),
      t(
        "With padding there are {n} + 2·{p} = {padded} rows. The filter can move {padded} − {f} = {room} rows down.",
        { n, p, f, room, padded: n + 2 * p },
      ),
      t("Divide {room} by the stride {s}, drop what is left over, and add 1 for the first place.", {
        room,
        s,
      }),
    ],
    solution: [
      arithmetic(
        `⌊(${n} + 2·${p} − ${f}) / ${s}⌋ + 1 = ⌊${room} / ${s}⌋ + 1 = ${Math.floor(room / s)} + 1 = ${value}`,
      ),
    ],
    mistakes: { size: sizeMistakes(sizes) },
    praise: `${t("Right: {value}.", { value })}${dropped > 0 ? ` ${t("{count, plural, one {The last row is never reached.} other {The last # rows are never reached.}}", { count: dropped })}` : ""}`,
  });
}

/** Every other way to read the question, with the size that it gives. */
function sizeMistakes({ n, f, p, s }: Sizes): Mistake[] {
  const room = n + 2 * p - f;
  return [
    {
      value: Math.floor(room / s),
      says: t("You divided, but the first place counts as well: add 1."),
    },
    {
      value: room / s + 1,
      says: t("There are no parts of a place: what the division leaves over is dropped."),
    },
    {
      value: Math.ceil(room / s) + 1,
      says: t("That rounds up. A place where the filter sticks out does not count: round down."),
    },
    { value: n, says: t("{n} is the size of the input.", { n }) },
    ...(p > 0
      ? [{ value: outputSize(n, f, 0, s), says: t("You would get that without padding.") }]
      : []),
    ...(p > 0 && n + p >= f
      ? [
          {
            value: Math.floor((n + p - f) / s) + 1,
            says: t("Padding is added on both sides: 2p, not p."),
          },
        ]
      : []),
    ...(s > 1
      ? [{ value: outputSize(n, f, p, 1), says: t("You would get that with stride 1.") }]
      : []),
    ...otherSettings({ n, f, p, s }),
  ];
}

/** The sizes that another stride, padding or filter gives. */
function otherSettings({ n, f, p, s }: Sizes): Mistake[] {
  const others = (
    [from, to]: readonly [number, number],
    own: number,
    sizeOf: (other: number) => number,
    says: (other: number, size: number) => string,
  ): Mistake[] =>
    Array.from({ length: to - from + 1 }, (_, at) => from + at)
      .filter((other) => other !== own)
      .map((other) => ({ other, value: sizeOf(other) }))
      .map(({ other, value }) => ({ value, says: says(other, value) }));
  return [
    ...others([1, 8], s, (stride) => outputSize(n, f, p, stride), withStride),
    ...others([0, 4], p, (other) => outputSize(n, f, other, s), withPadding),
    ...others([1, Math.min(9, n + 2 * p)], f, (filter) => outputSize(n, filter, p, s), withFilter),
  ];
}

function withFilter(filter: number, size: number): string {
  return t("With a filter of {filter}×{filter} you would get {size}.", { filter, size });
}
