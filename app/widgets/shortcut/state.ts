/**
 * A block with one of the paper's three kinds of shortcut: a small one whose numbers are seen, and
 * what the kind costs in ResNet-34.
 */
import "../../explorer/any-network";
import { t } from "../../language/words";
import { resnet, type ShortcutOption } from "../../../engine/graph/networks/resnet";
import type { LayerSpec } from "../../../engine/graph/spec";
import { shapesOf, type Setup } from "../../explorer/setup";
import { choice, integer, own } from "../fields/kinds";
import { nested } from "../fields/matrix";
import { type StateOf, table } from "../fields/table";

export const OPTIONS: readonly ShortcutOption[] = ["A", "B", "C"];
const CHANNELS = 1;
const SIDE = 4;
const LARGEST = 99;

type Maps = readonly (readonly (readonly number[])[])[];

const INPUT: Maps = [
  [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
    [9, 8, 7, 6],
    [5, 4, 3, 2],
  ],
];

export const fields = table(
  1,
  {
    option: choice(
      { A: "A: zeros", B: "B: projection", C: "C: everywhere" },
      { label: "Shortcut", says: "Which of the paper's three kinds of shortcut." },
    ),
    block: choice(
      { halves: "halved", keeps: "same shape" },
      { label: "Block", says: "Whether the block halves the picture and doubles the channels." },
    ),
    of: choice(
      { wire: "shortcut", sum: "sum" },
      { label: "Numbers of", says: "Whose numbers are stepped through." },
    ),
    input: own<Maps>({
      label: "Input",
      standard: INPUT,
      read: (given) => {
        const maps = nested(given, 3, SIDE, LARGEST);
        const isWhole = maps?.length === CHANNELS && maps.every((map) => map.length === SIDE);
        return isWhole && maps[0]?.[0]?.length === SIDE ? maps : undefined;
      },
      samples: [INPUT.map((map) => map.map((row) => row.map((value) => -value)))],
    }),
    at: integer({
      label: "Place",
      says: "Where on the time line it opens.",
      from: 0,
      to: 1024,
      standard: 0,
      control: null,
    }),
  },
  {
    legal: (state) => ({ ...state, at: Math.min(state.at, cellsOf(state)) }),
    parts: ["costs"],
  },
);

export type ShortcutState = StateOf<typeof fields.fields>;

/** Numbers of what is stepped through. */
function cellsOf({ block }: { readonly block: "halves" | "keeps" }): number {
  return channelsOut({ block }) * (block === "halves" ? SIDE / 2 : SIDE) ** 2;
}

/** Whether this block's shortcut is a convolution. */
export function projects({ option, block }: Pick<ShortcutState, "option" | "block">): boolean {
  return option === "C" || (option === "B" && block === "halves");
}

export function setupOf(state: ShortcutState): Setup {
  const { of, input, at } = state;
  const layers = layersOf(state);
  const out = channelsOut(state);
  return {
    spec: { format: 1, name: "shortcut", input: [CHANNELS, SIDE, SIDE], layers },
    leaves: {
      input,
      ...(projects(state) ? { "wire.w": weights(out, (to, from) => [[2 - 3 * to + from]]) } : {}),
      "f.w": weights(out, (to, from) => small(to + from)),
    },
    view: {
      of: `${of}.y`,
      ...(of === "sum" ? { panels: ["f.y", "wire.y"] } : {}),
      all: true,
      arrows: false,
      formula: false,
      order: "rows",
      titles: {
        "wire.y": t("Shortcut"),
        "wire.w": t("Filters"),
        "f.y": "F(x)",
        "sum.y": "F(x) + shortcut",
      },
    },
    at,
    names: Object.fromEntries(layers.map(({ name }) => [name, { tensor: `${name}.y`, drop: 1 }])),
  };
}

function channelsOut({ block }: Pick<ShortcutState, "block">): number {
  return block === "halves" ? 2 * CHANNELS : CHANNELS;
}

/** The wire, F, and their sum. */
function layersOf(state: ShortcutState): readonly LayerSpec[] {
  const stride = state.block === "halves" ? 2 : 1;
  const both = { inputs: ["input"], out_channels: channelsOut(state), stride };
  return [
    projects(state)
      ? { name: "wire", op: "conv2d", ...both, kernel_size: 1, bias: false }
      : { name: "wire", op: "pad_channels", ...both },
    { name: "f", op: "conv2d", ...both, kernel_size: 3, padding: 1, bias: false },
    { name: "sum", op: "add", inputs: ["f", "wire"] },
  ];
}

/** [out][in] of a filter each. */
function weights(
  out: number,
  filter: (to: number, from: number) => readonly (readonly number[])[],
): readonly Maps[] {
  return Array.from({ length: out }, (_, to) =>
    Array.from({ length: CHANNELS }, (__, from) => filter(to, from)),
  );
}

/** A filter with two numbers that are not 0: F is a small change. */
function small(at: number): readonly (readonly number[])[] {
  return [
    [0, 0, 0],
    [0, at % 2 === 0 ? 1 : 0, 0],
    [0, at % 3 === 0 ? -1 : 0, 0],
  ];
}

export interface Cost {
  readonly option: ShortcutOption;
  /** Shortcuts that have weights, of all. */
  readonly projections: number;
  readonly blocks: number;
  readonly parameters: number;
  /** More than A has. */
  readonly extra: number;
  readonly multiplyAdds: number;
  /** Top-1 error in percent of ten cut-outs, as table 3 of the paper gives it. */
  readonly error: number;
}

const ERRORS: Readonly<Record<ShortcutOption, number>> = { A: 25.03, B: 24.52, C: 24.19 };

let known: readonly Cost[] | null = null;

/** What each kind costs in ResNet-34. */
export function costs(): readonly Cost[] {
  known ??= OPTIONS.map((option) => {
    const { layers, parameterCount, multiplyAdds } = shapeOf(option);
    return {
      option,
      projections: layers.filter(({ name }) => name.endsWith("downsample.0")).length,
      blocks: layers.filter(({ kind }) => kind === "add").length,
      parameters: parameterCount,
      extra: parameterCount - shapeOf("A").parameterCount,
      multiplyAdds,
      error: ERRORS[option],
    };
  });
  return known;
}

function shapeOf(option: ShortcutOption): ReturnType<typeof shapesOf> {
  return shapesOf(resnet(34, "middle", option));
}
