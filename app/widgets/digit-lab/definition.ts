/**
 * The digit lab: a drawing, what LeNet-5 makes of it, and the way back from any number to the
 * pixels. The state holds the drawing, which weights look at it, how maps are coloured, and the
 * trail of opened numbers, the last one open.
 */
import { t } from "../../language/words";
import { size } from "../../../engine/core/shape";
import { tensor } from "../../../engine/core/tensor";
import { occlusions } from "../../../engine/explain/reasons";
import { networkShapes, type LayerShape } from "../../../engine/graph/shapes";
import { writeCell } from "../../explorer/ask/opened";
import { trailField } from "../../explorer/ask/trail-field";
import type { Sharing } from "../../figures/feature-maps/maps";
import { choice, integer, number, own, text, truth } from "../fields/kinds";
import { type StateOf, table } from "../fields/table";
import { inRange, isRecord } from "../untrusted";
import { labNetwork } from "../../runs/shipped-network";
import {
  blank,
  describePicture,
  encode,
  inputOf,
  PIXELS,
  SIDE,
  type Picture,
} from "../../pictures/drawing/picture";
import {
  type Drawing,
  EMPTY,
  LONGEST,
  prepared,
  rasterised,
  readDrawing,
  writeDrawing,
} from "../../pictures/drawing/drawing";
import { THREE } from "../../pictures/drawing/three";
import { lenetScript } from "../../../engine/code/write/scripts/lenet";
import { lenetRecipe } from "../../../engine/train/recipes";

export const WEIGHTS = ["shipped", "training"] as const;
export const WHYS = ["off", "gradient", "occlusion"] as const;
export const SHARINGS = ["map", "layer", "network"] as const satisfies readonly Sharing[];

/**
 * How far a step along the gradient's sign moves each pixel: most digits are then read otherwise.
 */
export const STRENGTH = 0.29;

/** Which held-out example the drawing is, and its label; null: drawn by hand. */
type Sample = { readonly index: number; readonly label: number } | null;

export const fields = table(
  1,
  {
    /** The drawing, as `writeDrawing` writes it. */
    picture: own<string>({
      label: "Drawing",
      standard: THREE,
      read: (value) =>
        typeof value === "string" && readDrawing(value) !== null ? value : undefined,
      author: {
        properties: {
          picture: {
            type: "text",
            maxLength: LONGEST,
            default: "",
            description: "The drawing as the lab writes it; empty: a three; “blank”: nothing.",
          },
        },
        given: ({ picture }) => (picture === "blank" ? "" : picture === "" ? undefined : picture),
        written: (picture) => ({
          picture: picture === THREE ? "" : picture === "" ? "blank" : picture,
        }),
      },
      samples: ["", encode(blank()), "s.AABzzz.QQQ"],
    }),
    sample: own<Sample>({
      label: "Example",
      standard: { index: 3, label: 3 },
      read: (value) => {
        if (!isRecord(value)) return value === null ? null : undefined;
        const { index, label } = value;
        return { index: inRange(index, 0, 9999, 0), label: inRange(label, 0, 9, 0) };
      },
      author: {
        properties: {},
        given: ({ picture = "" }) => (picture === "" ? undefined : null),
        written: () => ({}),
      },
      samples: [null],
    }),
    centre: truth({
      label: "Centre",
      says: "Scale and centre the drawing as MNIST does.",
      standard: true,
    }),
    weights: choice(WEIGHTS, {
      label: "Weights",
      says: "Weights trained before, or those being trained now.",
    }),
    sharing: choice(SHARINGS, {
      label: "Colours",
      says: "Which maps share one colour range.",
      standard: "layer",
    }),
    maps: truth({
      label: "Maps",
      says: "Show the maps of all layers; otherwise the drawing and the answer.",
      standard: true,
    }),
    mistakes: truth({
      label: "Mistakes",
      says: "Show what the network takes the held-out digits for: the confusion matrix, and the worst.",
    }),
    mistakesOf: integer({
      label: "Cell of the matrix",
      property: "mistakes_of",
      says: "The cell of the confusion matrix whose digits are shown, 10 × label + answer; −1: the largest losses.",
      control: null,
      from: -1,
      to: 99,
      standard: -1,
    }),
    learn: truth({
      label: "Loss",
      says: "Show the loss of this picture, and what one step of training on it does to a parameter.",
    }),
    right: integer({
      label: "Right digit",
      says: "The label that the loss is of; −1: that of the test digit, else the network's answer.",
      control: null,
      from: -1,
      to: 9,
      standard: -1,
    }),
    attack: integer({
      label: "Towards",
      says: "The digit that a step along the gradient's sign changes the picture towards; −1: none.",
      control: null,
      from: -1,
      to: 9,
      standard: -1,
    }),
    strength: number({
      label: "Strength",
      says: "How far that step moves each pixel, of 1.",
      control: null,
      from: 0,
      to: 0.5,
      standard: STRENGTH,
      step: 0.01,
    }),
    attackCell: integer({
      label: "Pixel of the step",
      property: "attack_cell",
      says: "The pixel whose step is written out, row by row from 0; −1: none.",
      control: null,
      from: -1,
      to: PIXELS - 1,
      standard: -1,
    }),
    why: choice(WHYS, {
      label: "Why",
      says: "Map of what speaks for one digit and against another: gradient × input, or occlusion.",
    }),
    whyFor: integer({
      label: "Digit",
      property: "why_for",
      says: "The digit that the map speaks for; −1: the network's answer.",
      control: null,
      from: -1,
      to: 9,
      standard: -1,
    }),
    whyAgainst: integer({
      label: "Against",
      property: "why_against",
      says: "The digit that it speaks against; −1: the likeliest of the others.",
      control: null,
      from: -1,
      to: 9,
      standard: -1,
    }),
    whyCell: integer({
      label: "Cell of the map",
      property: "why_cell",
      says: "The cell of the map that is written out, row by row from 0; −1: none.",
      control: null,
      from: -1,
      to: PIXELS - 1,
      standard: -1,
    }),
    trail: trailField([{ tensor: "conv2.y", index: [3, 4, 5] }]),
    run: text({
      label: "Run",
      says: "Name of the run whose weights can be watched.",
      longest: 40,
      standard: "lenet",
      fits: (name) => /^[\w-]+$/.test(name),
      control: null,
    }),
  },
  { parts: ["draw", "samples", "arithmetic", "attack"] },
);

export type DigitState = StateOf<typeof fields.fields>;

export const digitLab = fields.widget({
  name: "digit-lab",
  title: "Draw a digit, ask any number",
  summary:
    "Draw a digit; LeNet-5 classifies it while you draw; every feature map, and the arithmetic of every number down to the pixel.",
  kernels: ["conv2d", "maxpool2d", "linear", "softmax"],
  values(state) {
    const { layers } = networkShapes(labNetwork());
    const each = (count: (layer: LayerShape) => number) =>
      tensor(
        [layers.length],
        Float64Array.from(layers, (layer) => count(layer)),
      );
    return {
      input: tensor([1, SIDE, SIDE], inputOf(seenPicture(state))),
      squares: tensor([3], Float64Array.from(squaresUsed())),
      cells: each((layer) => size(layer.shape)),
      parameters: each((layer) => layer.parameterCount),
    };
  },
  describe(state) {
    const picture = rasterised(drawingOf(state));
    const source =
      state.sample === null
        ? ""
        : t(" It is held-out example {index}, a {label}.", {
            index: state.sample.index,
            label: state.sample.label,
          });
    const opened = state.trail.at(-1);
    return `${describePicture(picture)}${source}${opened === undefined ? "" : t(" Open: {writeCell}.", { writeCell: writeCell(opened) })}`;
  },
  torch: (state) => lenetScript(lenetRecipe.network, seenPicture(state)),
});

/** Of occlusion: squares down, squares across, and the side of one inside the picture. */
function squaresUsed(): readonly number[] {
  const { rows, columns, square } = occlusions(new Float32Array(PIXELS), [1, SIDE, SIDE]);
  return [rows, columns, square(columns + 1).rows];
}

/** What is on the field. */
export function drawingOf({ picture }: Pick<DigitState, "picture">): Drawing {
  return readDrawing(picture) ?? EMPTY;
}

/**
 * The 28×28 pixels that go into the network, 0 … 255. A held-out digit goes in as it is: MNIST's
 * makers have centred it.
 */
export function seenPicture(state: Pick<DigitState, "picture" | "centre" | "sample">): Picture {
  const drawing = drawingOf(state);
  return state.centre && state.sample === null ? prepared(drawing).picture : rasterised(drawing);
}

/**
 * The state after drawing: the drawing is nobody's example any more, and numbers that were opened
 * stay open.
 */
export function drawn(state: DigitState, drawing: Drawing): DigitState {
  return { ...state, picture: writeDrawing(drawing), sample: null };
}
