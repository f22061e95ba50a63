/** Which pixels does an output see? First and last row and column, layer by layer, by the engine's receptive fields. */
import { fieldAfter, patchAt, PIXEL, type ReceptiveField } from "../../../engine/graph/receptive";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import { between, drawing, exercise, arithmetic, attributes, numberOf, outputSize, pick, text, whole, type Slip } from "./making";
import type { Exercise, Field, Generator } from "./practice";

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

/** What a cell sees, rows and columns counted from 1, both ends included. */
function seen(layers: readonly Layer[], size: number, row: number, column: number): Seen {
  const reach = layers.reduce(
    (inner: ReceptiveField, { f, s, p }) => fieldAfter(conv2d, attributes(f, f, s, p), [inner], [[1, size, size]]),
    PIXEL,
  );
  const { top, left, bottom, right } = patchAt(reach, row, column, size, size);
  return { top: top + 1, left: left + 1, bottom, right };
}

function receptiveExercise(setting: Setting): Exercise {
  const { size, layers, rows, at } = setting;
  const answer = seen(layers, size, ...at);
  const named = layers.map(({ f, s, p }, which) => `layer ${which + 1}: ${f}×${f}, stride ${s}${p > 0 ? `, padding ${p}` : ""}`).join("; ");
  return exercise({
    ask: [
      text(
        `A picture of ${size}×${size} goes through ${layers.length === 1 ? "one layer" : `${layers.length} layers`} (${named}); the output has ${rows}×${rows} cells.`,
      ),
      text(`Which pixels can change the cell in row ${at[0] + 1}, column ${at[1] + 1}? Rows and columns count from 1.`),
    ],
    fields: [
      field("first-row", "first row", answer.top),
      field("last-row", "last row", answer.bottom),
      field("first-column", "first column", answer.left),
      field("last-column", "last column", answer.right),
    ],
    hints: [
      "Walk backwards: which cells of the layer before does this cell see? And which do those see?",
      "A cell in row i sees the rows (i − 1)·s + 1 − p to (i − 1)·s + f − p of the layer before.",
      `Rows: ${back(setting, 0).join("; ")}.`,
    ],
    solution: [
      ...back(setting, 0).map((line) => arithmetic(`rows: ${line}`)),
      ...back(setting, 1).map((line) => arithmetic(`columns: ${line}`)),
    ],
    slips: slipsOf(setting, answer),
    praise: `Right: ${answer.bottom - answer.top + 1} rows and ${answer.right - answer.left + 1} columns of the picture.`,
  });
}

function field(id: string, label: string, value: number): Field {
  return { kind: "number", id, label, role: "input", value, tolerance: 0, optional: false };
}

/** The way back, layer by layer, along one axis. */
function back({ layers, at, size }: Setting, axis: 0 | 1): string[] {
  let [first, last] = [at[axis] + 1, at[axis] + 1];
  return layers
    .map((layer, which) => ({ ...layer, which }))
    .toReversed()
    .map(({ f, s, p, which }) => {
      const from = first === last ? `${first}` : `${first} to ${last}`;
      [first, last] = [(first - 1) * s + 1 - p, (last - 1) * s + f - p];
      const cut =
        which === 0 && (first < 1 || last > size) ? `, of which ${Math.max(1, first)} to ${Math.min(size, last)} are in the picture` : "";
      return `layer ${which + 1}: ${from} sees ${first} to ${last}${cut}`;
    });
}

function slipsOf({ size, layers, at }: Setting, answer: Seen): Record<string, readonly Slip[]> {
  const strideOne = seen(
    layers.map((layer) => ({ ...layer, s: 1 })),
    size,
    ...at,
  );
  const unpadded = seen(
    layers.map((layer) => ({ ...layer, p: 0 })),
    size,
    ...at,
  );
  const lastOnly = seen(layers.slice(-1), size, ...at);
  const slipsFor = (key: keyof Seen): Slip[] => [
    { value: answer[key] - 1, says: "One too small: rows and columns count from 1." },
    { value: answer[key] + 1, says: "One too large." },
    { value: strideOne[key], says: "You would get that with stride 1 everywhere: a step in a later layer is several pixels." },
    { value: unpadded[key], says: "You would get that without padding: the first window begins outside the picture." },
    ...(layers.length > 1 ? [{ value: lastOnly[key], says: "That is as far as the layer before; walk back through the others too." }] : []),
    {
      value: key === "top" || key === "bottom" ? answer[key === "top" ? "left" : "right"] : answer[key === "left" ? "top" : "bottom"],
      says: "Rows and columns are exchanged.",
    },
  ];
  return {
    "first-row": slipsFor("top"),
    "last-row": slipsFor("bottom"),
    "first-column": slipsFor("left"),
    "last-column": slipsFor("right"),
  };
}
