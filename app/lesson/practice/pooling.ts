/** One number of max or average pooling, by the reference ops. */
import { t, word } from "../../language/words";
import { avgpool2d } from "../../../engine/ops/avgpool2d/avgpool2d";
import { maxpool2d } from "../../../engine/ops/maxpool2d/maxpool2d";
import {
  arithmetic,
  between,
  drawing,
  drawRows,
  exercise,
  FROM_ZERO,
  listed,
  numberOf,
  plane,
  rowsMade,
  text,
  whole,
  written,
  type Rows,
  type Mistake,
  answer,
  cellsUnder,
} from "./making";
import type { Exercise, Generator } from "./practice";

export const pooling: Generator = {
  name: "pooling",
  title: "One number of a pooling layer",
  summary: "The largest number of a window, or their average.",
  options: {
    mode: {
      type: "choice",
      options: ["max", "average", "either"],
      default: "either",
      description: "Which pooling.",
    },
    size: whole(4, 8, 4, "Rows and columns of the input."),
    filter: whole(2, 4, 2, "Largest window."),
    stride: whole(1, 3, 2, "Largest stride."),
  },
  make(seed, index, options): Exercise {
    const from = drawing("pooling", seed, index);
    const size = numberOf(options, "size", 4);
    const f = between(from, 2, Math.min(numberOf(options, "filter", 2), size));
    const s = between(from, 1, numberOf(options, "stride", 2));
    const x = drawRows(from, size, size, -4, 9);
    const max = options["mode"] === "max" || (options["mode"] !== "average" && from.below(2) === 0);
    const y = pooled(x, f, s, max);
    return poolingExercise({
      x,
      f,
      s,
      max,
      y,
      at: [from.below(y.length), from.below(y[0]?.length ?? 1)],
    });
  },
};

function pooled(x: Rows, f: number, s: number, max: boolean): number[][] {
  const [values, window] = [{ x: plane(x) }, { kernel_size: f, stride: s }];
  return rowsMade(
    max
      ? maxpool2d.forward(values, maxpool2d.normalise(window))
      : avgpool2d.forward(values, avgpool2d.normalise(window)),
  );
}

interface Setting {
  readonly x: Rows;
  readonly f: number;
  readonly s: number;
  readonly max: boolean;
  readonly y: Rows;
  readonly at: readonly [number, number];
}

function poolingExercise(setting: Setting): Exercise {
  const { x, f, s, max, y, at } = setting;
  const inside = cellsUnder(at, { f, s }).map(([row, column]) => x[row]?.[column] ?? 0);
  const value = y[at[0]]?.[at[1]] ?? 0;
  const total = inside.reduce((sum, cell) => sum + cell, 0);
  const asked = { f, s, row: at[0], column: at[1] };
  const how = max
    ? t("the largest of {numbers} is {value}", { numbers: listed(inside), value: written(value) })
    : `(${inside.map(written).join(" + ").replaceAll("+ −", "− ")}) / ${f * f} = ${written(total)} / ${f * f} = ${written(value)}`;
  return exercise({
    ask: [
      text(
        `${max ? t("Max pooling with a window of {f}×{f} and stride {s}. Compute the number of the output in row {row}, column {column}.", asked) : t("Average pooling with a window of {f}×{f} and stride {s}. Compute the number of the output in row {row}, column {column}.", asked)} ${word(FROM_ZERO)}`,
      ),
      { kind: "matrix", name: t("input"), role: "input", values: x },
    ],
    fields: [
      answer("value", t("output"), value, { tolerance: Number.isInteger(value) ? 0 : 0.005 }),
    ],
    hints: [
      t("The window begins in row {row} · {s} = {top}, column {column} · {s} = {left}.", {
        ...asked,
        top: at[0] * s,
        left: at[1] * s,
      }),
      t("It holds {numbers}.", { numbers: listed(inside) }),
      max
        ? t("Take the largest. Remember that −1 is larger than −3.")
        : t("Add them up and divide by {cells}.", { cells: f * f }),
    ],
    solution: [arithmetic(how)],
    mistakes: { value: mistakesOf(setting, inside, total) },
    praise: t("Right: {line}.", { line: how }),
  });
}

function mistakesOf(setting: Setting, inside: readonly number[], total: number): Mistake[] {
  const { x, f, s, max, y, at } = setting;
  const other = pooled(x, f, s, !max)[at[0]]?.[at[1]] ?? Number.NaN;
  const says = max
    ? t("That is the average; the largest is asked for.")
    : t("That is the largest; the average is asked for.");
  return [
    { value: other, says },
    ...(max ? maxMistakes(inside) : averageMistakes(total, f)),
    ...y.flatMap((row, i) =>
      row.map((value, j) => ({
        value,
        says: t("That is row {i}, column {j}; row {row}, column {column} is asked for.", {
          i,
          j,
          row: at[0],
          column: at[1],
        }),
      })),
    ),
    ...otherStrides(setting),
  ];
}

function maxMistakes(inside: readonly number[]): Mistake[] {
  const farthest = inside.reduce(
    (best, cell) => (Math.abs(cell) > Math.abs(best) ? cell : best),
    0,
  );
  return [
    { value: Math.min(...inside), says: t("That is the smallest.") },
    {
      value: farthest,
      says: t(
        "That one is farthest from zero; the largest is the one farthest up the number line.",
      ),
    },
  ];
}

function averageMistakes(total: number, f: number): Mistake[] {
  const cells = f * f;
  return [
    { value: total, says: t("That is the sum; divide it by {cells}.", { cells }) },
    {
      value: total / f,
      says: t("The window has {f}·{f} = {cells} numbers, not {f}.", { f, cells }),
    },
  ];
}

function otherStrides({ x, f, s, max, at }: Setting): Mistake[] {
  return [1, 2, 3, 4]
    .filter((stride) => stride !== s)
    .map((stride) => ({
      value: pooled(x, f, stride, max)[at[0]]?.[at[1]] ?? Number.NaN,
      says: t("With stride {stride} you would get that: the window moves {s} at a time here.", {
        stride,
        s,
      }),
    }));
}
