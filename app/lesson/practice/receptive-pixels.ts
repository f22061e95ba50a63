/**
 * Which pixels does an output see? First and last row and column, layer by layer, by the engine's
 * receptive fields.
 */
import { t, word } from "../../language/words";
import { fieldAfter, patchAt, PIXEL, type ReceptiveField } from "../../../engine/graph/receptive";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import {
  answer,
  between,
  drawing,
  exercise,
  FROM_ZERO,
  arithmetic,
  attributes,
  numberOf,
  outputSize,
  pick,
  text,
  whole,
  type Mistake,
} from "./making";
import type { Exercise, Generator, Part } from "./practice";

export const receptivePixels: Generator = {
  name: "receptive-pixels",
  title: "Which pixels does it see?",
  summary: "One cell of the last layer: which rows and columns of the picture can change it?",
  options: {
    layers: whole(1, 4, 2, "Most layers."),
    size: whole(8, 64, 12, "Rows and columns of the picture."),
    padding: whole(0, 2, 0, "Largest padding."),
  },
  make(seed, index, options): Exercise {
    const from = drawing("receptive-pixels", seed, index);
    const size = numberOf(options, "size", 12);
    const count = between(from, 1, numberOf(options, "layers", 2));
    const layers: Layer[] = [];
    let rows = size;
    for (let at = 0; at < count; at++) {
      const f = Math.min(pick(from, [2, 3, 3, 5]), rows);
      const s = rows >= f + 2 ? between(from, 1, 2) : 1;
      const p = between(from, 0, Math.min(numberOf(options, "padding", 0), f - 1));
      layers.push({ f, s, p });
      rows = outputSize(rows, f, p, s);
    }
    return receptiveExercise({ size, layers, rows, at: [from.below(rows), from.below(rows)] });
  },
};

interface Layer {
  readonly f: number;
  readonly s: number;
  readonly p: number;
}

interface Setting {
  readonly size: number;
  readonly layers: readonly Layer[];
  readonly rows: number;
  readonly at: readonly [number, number];
}

interface Seen {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The pixels that a cell depends on; rows and columns count from 0, both ends included. */
function seen(layers: readonly Layer[], size: number, row: number, column: number): Seen {
  const reach = layers.reduce(
    (inner: ReceptiveField, { f, s, p }) =>
      fieldAfter(conv2d, attributes(f, f, s, p), [inner], [[1, size, size]]),
    PIXEL,
  );
  const { top, left, bottom, right } = patchAt(reach, row, column, size, size);
  return { top, left, bottom: bottom - 1, right: right - 1 };
}

function named(layers: readonly Layer[]): string {
  return layers
    .map(({ f, s, p }, which) =>
      p > 0
        ? t("layer {at}: {f}×{f}, stride {s}, padding {p}", { at: which + 1, f, s, p })
        : t("layer {at}: {f}×{f}, stride {s}", { at: which + 1, f, s }),
    )
    .join("; ");
}

function questionOf({ size, layers, rows, at }: Setting): readonly Part[] {
  const network = t(
    "A picture of {size}×{size} goes through {layers, plural, one {one layer} other {# layers}} ({named}); the output has {rows}×{rows} cells.",
    { size, layers: layers.length, named: named(layers), rows },
  );
  const [row, column] = at;
  const asked = t("Which pixels can change the cell in row {row}, column {column}?", {
    row,
    column,
  });
  return [text(network), text(`${asked} ${word(FROM_ZERO)}`)];
}

const INPUT = { role: "input" } as const;

function receptiveExercise(setting: Setting): Exercise {
  const { size, layers, at } = setting;
  const patch = seen(layers, size, ...at);
  const mistakesAt = mistakesOf(setting, patch);
  return exercise({
    ask: questionOf(setting),
    fields: [
      answer("first-row", t("first row"), patch.top, INPUT),
      answer("last-row", t("last row"), patch.bottom, INPUT),
      answer("first-column", t("first column"), patch.left, INPUT),
      answer("last-column", t("last column"), patch.right, INPUT),
    ],
    hints: [
      t(
        "Go backwards: on which cells of the layer before does this cell depend? And on which do those depend?",
      ),
      t("A cell in row i depends on the rows i·s − p to i·s − p + f − 1 of the layer before."),
      t("Rows: {lines}.", { lines: back(setting, 0).join("; ") }),
    ],
    solution: [
      ...back(setting, 0).map((line) => arithmetic(t("rows: {line}", { line }))),
      ...back(setting, 1).map((line) => arithmetic(t("columns: {line}", { line }))),
    ],
    mistakes: {
      "first-row": mistakesAt("top"),
      "last-row": mistakesAt("bottom"),
      "first-column": mistakesAt("left"),
      "last-column": mistakesAt("right"),
    },
    praise: t("Right: {rows} rows and {columns} columns of the picture.", {
      rows: patch.bottom - patch.top + 1,
      columns: patch.right - patch.left + 1,
    }),
  });
}

/** The way back, layer by layer, along one axis. */
function back({ layers, at, size }: Setting, axis: 0 | 1): string[] {
  let [first, last] = [at[axis], at[axis]];
  return layers
    .map((layer, which) => ({ ...layer, which }))
    .toReversed()
    .map(({ f, s, p, which }) => {
      const from = first === last ? `${first}` : t("{first} to {last}", { first, last });
      [first, last] = [first * s - p, last * s - p + f - 1];
      const cut =
        which === 0 && (first < 0 || last > size - 1)
          ? t(", of which {first} to {last} are in the picture", {
              first: Math.max(0, first),
              last: Math.min(size - 1, last),
            })
          : "";
      return t("layer {at}: {from} depends on {first} to {last}{cut}", {
        at: which + 1,
        from,
        first,
        last,
        cut,
      });
    });
}

const EXCHANGED = { top: "left", left: "top", bottom: "right", right: "bottom" } as const;

function mistakesOf({ size, layers, at }: Setting, patch: Seen): (edge: keyof Seen) => Mistake[] {
  const seenIf = (change: Partial<Layer>): Seen =>
    seen(
      layers.map((layer) => ({ ...layer, ...change })),
      size,
      ...at,
    );
  const [strideOne, unpadded] = [seenIf({ s: 1 }), seenIf({ p: 0 })];
  const lastOnly = seen(layers.slice(-1), size, ...at);
  return (edge) => [
    { value: patch[edge] - 1, says: t("One too small.") },
    { value: patch[edge] + 1, says: t("One too large: rows and columns count from 0.") },
    {
      value: strideOne[edge],
      says: t(
        "You would get that with stride 1 everywhere: a step in a later layer is several pixels.",
      ),
    },
    {
      value: unpadded[edge],
      says: t("You would get that without padding: the first window begins outside the picture."),
    },
    ...(layers.length > 1
      ? [
          {
            value: lastOnly[edge],
            says: t("That is as far as the layer before; go back through the others, too."),
          },
        ]
      : []),
    { value: patch[EXCHANGED[edge]], says: t("Rows and columns are exchanged.") },
  ];
}
