/**
 * The digit lab: a drawing, what LeNet-5 makes of it, and the way back from any number to the pixels. The state holds the
 * drawing, which weights look at it, how maps are coloured, and the trail of opened numbers, the last one open.
 */
import { size } from "../../../engine/core/shape";
import { tensor } from "../../../engine/core/tensor";
import { networkShapes, type LayerShape } from "../../../engine/graph/shapes";
import type { Sharing } from "../../figures/feature-maps/maps";
import { inRange, isRecord, oneOf, truth } from "../untrusted";
import type { PropertyValues, WidgetDefinition } from "../widget";
import { labNetwork } from "./network";
import { centred, decode, describePicture, encode, PIXELS, SIDE, type Picture } from "./picture";
import { THREE } from "./three";
import { digitTorch } from "./torch";

export const WEIGHTS = ["shipped", "training"] as const;
export const SHARINGS = ["map", "layer", "network"] as const satisfies readonly Sharing[];

/** One opened number: "conv2.y" at [3, 4, 5]; indices leave out the batch. */
export interface Opened {
  readonly tensor: string;
  readonly index: readonly number[];
}

export interface DigitState {
  /** The drawing, as `encode` writes it. */
  readonly picture: string;
  /** Which held-out example it is, and its label; null: drawn by hand. */
  readonly sample: { readonly index: number; readonly label: number } | null;
  /** Centre and scale as MNIST does before the network sees it. */
  readonly centre: boolean;
  readonly weights: (typeof WEIGHTS)[number];
  readonly sharing: Sharing;
  /** Show all layers; otherwise only the drawing and the answer. */
  readonly maps: boolean;
  readonly trail: readonly Opened[];
  /** Name of the run whose weights "training" means. */
  readonly run: string;
}

const LONGEST_TRAIL = 12;

const STANDARD: DigitState = {
  picture: THREE,
  sample: { index: 3, label: 3 },
  centre: true,
  weights: "shipped",
  sharing: "layer",
  maps: true,
  trail: [],
  run: "lenet",
};

export const digitLab: WidgetDefinition<DigitState> = {
  name: "digit-lab",
  title: "Draw a digit, ask any number",
  summary: "Draw a digit; LeNet-5 classifies it while you draw; every feature map, and the arithmetic of every number down to the pixel.",
  properties: {
    picture: {
      type: "text",
      maxLength: 1600,
      default: "",
      description: "The drawing as the lab writes it; empty: a three; “blank”: nothing.",
    },
    centre: { type: "boolean", default: true, description: "Scale and centre the drawing as MNIST does." },
    weights: { type: "choice", options: WEIGHTS, default: "shipped", description: "Weights trained before, or those being trained now." },
    sharing: { type: "choice", options: SHARINGS, default: "layer", description: "Which maps share one colour range." },
    maps: { type: "boolean", default: true, description: "Show the maps of all layers; otherwise the drawing and the answer." },
    open: { type: "text", maxLength: 80, default: "", description: "A number that is open, such as conv2.y[3][4][5]." },
    run: { type: "text", maxLength: 40, default: "lenet", description: "Name of the run whose weights can be watched." },
  },
  kernels: ["conv2d", "maxpool2d", "linear", "softmax"],
  controls: ["draw", "samples", "centre", "weights", "sharing", "maps", "arithmetic"],
  initial,
  restore,
  steps: () => 0,
  step: () => 0,
  seek: (state) => state,
  values(state) {
    const numbers = Float64Array.from(seenPicture(state), (value) => value / 255);
    const { layers } = networkShapes(labNetwork());
    const each = (count: (layer: LayerShape) => number) =>
      tensor(
        [layers.length],
        Float64Array.from(layers, (layer) => count(layer)),
      );
    return {
      input: tensor([1, SIDE, SIDE], numbers),
      cells: each((layer) => size(layer.shape)),
      parameters: each((layer) => layer.parameterCount),
    };
  },
  describe(state) {
    const picture = decode(state.picture) ?? new Uint8Array(PIXELS);
    const source = state.sample === null ? "" : ` It is held-out example ${state.sample.index}, a ${state.sample.label}.`;
    const opened = state.trail.at(-1);
    return `${describePicture(picture)}${source}${opened === undefined ? "" : ` Open: ${writeCell(opened)}.`}`;
  },
  torch: (state) => digitTorch(seenPicture(state)),
  toProperties: ({ picture, centre, weights, sharing, maps, trail, run }) => ({
    picture: picture === THREE ? "" : picture === "" ? "blank" : picture,
    centre,
    weights,
    sharing,
    maps,
    open: trail.length === 0 ? "" : writeCell(trail.at(-1) ?? { tensor: "", index: [] }),
    run,
  }),
};

/** The 28×28 pixels that go into the network, 0 … 255. */
export function seenPicture({ picture, centre }: Pick<DigitState, "picture" | "centre">): Picture {
  const pixels = decode(picture) ?? new Uint8Array(PIXELS);
  return centre ? centred(pixels).picture : pixels;
}

/** The state after drawing: the drawing is nobody's example any more, and numbers that were opened stay open. */
export function drawn(state: DigitState, picture: Picture): DigitState {
  return { ...state, picture: encode(picture), sample: null };
}

/** Opens a number that the one now open was made of; one already on the trail is returned to. */
export function extended(trail: readonly Opened[], next: Opened): readonly Opened[] {
  const at = trail.findIndex((one) => writeCell(one) === writeCell(next));
  return at >= 0 ? trail.slice(0, at + 1) : [...trail, next].slice(-LONGEST_TRAIL);
}

/** "conv2.y[3][4][5]" */
export function writeCell({ tensor: name, index }: Opened): string {
  return `${name}${index.map((at) => `[${at}]`).join("")}`;
}

export function readCell(text: string): Opened | null {
  const match = /^([\w.#-]{1,60}?)((?:\[\d{1,5}\]){1,4})$/.exec(text.trim());
  if (match === null) return null;
  return { tensor: match[1] ?? "", index: [...(match[2] ?? "").matchAll(/\d+/g)].map((digits) => Number(digits[0])) };
}

function initial(properties: PropertyValues): DigitState {
  const open = typeof properties["open"] === "string" ? readCell(properties["open"]) : null;
  const text = properties["picture"];
  const given = text === "blank" ? "" : typeof text === "string" && text !== "" ? text : undefined;
  return restore(
    { ...properties, picture: given, sample: given === undefined ? undefined : null, trail: open === null ? [] : [open] },
    STANDARD,
  );
}

function restore(untrusted: unknown, fallback: DigitState): DigitState {
  const given = isRecord(untrusted) ? untrusted : {};
  const text = given["picture"];
  const picture = typeof text === "string" && text.length <= 1600 && decode(text) !== null ? text : null;
  const run = given["run"];
  return {
    picture: picture ?? fallback.picture,
    sample:
      picture === null && !("sample" in given)
        ? fallback.sample
        : restoreSample(given["sample"], picture === null ? fallback.sample : null),
    centre: truth(given["centre"], fallback.centre),
    weights: oneOf(given["weights"], WEIGHTS, fallback.weights),
    sharing: oneOf(given["sharing"], SHARINGS, fallback.sharing),
    maps: truth(given["maps"], fallback.maps),
    trail: Array.isArray(given["trail"]) ? given["trail"].slice(-LONGEST_TRAIL).flatMap(restoreOpened) : fallback.trail,
    run: typeof run === "string" && /^[\w-]{1,40}$/.test(run) ? run : fallback.run,
  };
}

function restoreSample(value: unknown, fallback: DigitState["sample"]): DigitState["sample"] {
  if (!isRecord(value)) return value === null ? null : fallback;
  return { index: inRange(value["index"], 0, 9999, 0), label: inRange(value["label"], 0, 9, 0) };
}

function restoreOpened(value: unknown): readonly Opened[] {
  if (!isRecord(value) || typeof value["tensor"] !== "string" || !Array.isArray(value["index"])) return [];
  const cell = readCell(writeCell({ tensor: value["tensor"], index: value["index"].map(Number) }));
  return cell === null ? [] : [cell];
}
