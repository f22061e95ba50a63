/** The figure's layer as a network of the explorer, and how it is looked at. */
import "../../explorer/any-network";
import { t } from "../../language/words";
import { type Tensor, tensor, zeros } from "../../../engine/core/tensor";
import { updateBy } from "../../../engine/explain/update";
import { present } from "../../../engine/explain/numbers";
import type { NetworkSpec } from "../../../engine/graph/spec";
import type { View } from "../../explorer/view";
import { numbersOf, type Setup } from "../../explorer/setup";
import type { VolumeForm } from "../../figures/scene/scene";
import { spoken } from "../../figures/describe/number";
import { lossOf } from "../../explorer/nudge";
import type { Layer } from "./presets";
import { extentsOf, settingsOf, type VolumeState } from "./state";

export type LayerNumbers = Pick<Layer, "x" | "w" | "b">;

/** `numbers`: of a trained layer, once they are there. */
export function setupOf(state: VolumeState, trained?: LayerNumbers): Setup {
  const { channels, height, width, filters, kernel, rows, columns } = extentsOf(state);
  const { stride, padding, activation } = settingsOf(state);
  const relu = activation === "relu";
  const spec: NetworkSpec = {
    format: 1,
    name: "layer",
    input: [channels, height, width],
    layers: [
      { name: "conv", op: "conv2d", out_channels: filters, kernel_size: kernel, stride, padding },
      ...(relu ? [{ name: "act", op: "relu" }] : []),
    ],
  };
  const { x, w, b } = state.source === "own" ? state : (trained ?? {});
  const output = relu ? "act" : "conv";
  return {
    spec,
    leaves: {
      // Without the numbers of a trained layer there are its shapes.
      input: x ?? zeroes([channels, height, width]),
      ...(w === undefined ? {} : { "conv.w": w }),
      ...(b === undefined ? {} : { "conv.b": b }),
      ...(state.source === "own"
        ? { target: state.target === "zero" ? zeroes([1, filters, rows, columns]) : state.target }
        : {}),
    },
    loss: "mse",
    update: updateBy({ optimiser: { kind: "sgd" }, learningRate: state.learningRate }),
    view: viewOf(state, output),
    at: state.at,
    names: namesOf(output),
  };
}

/** As a lesson calls them. */
function namesOf(output: string): Setup["names"] {
  return {
    x: { tensor: "input", drop: 1 },
    w: { tensor: "conv.w", drop: 0 },
    b: { tensor: "conv.b", drop: 0 },
    y: { tensor: `${output}.y`, drop: 1 },
    z: { tensor: "conv.y", drop: 1 },
    dy: { tensor: `${output}.dy`, drop: 1 },
    dz: { tensor: "conv.dy", drop: 1 },
    dx: { tensor: "input.dy", drop: 1 },
    dw: { tensor: "conv.dw", drop: 0 },
    db: { tensor: "conv.db", drop: 0 },
  };
}

const kept = new Map<string, Tensor>();

/** The same zeros for the same shape, so that nothing is computed again. */
function zeroes(shape: readonly number[]): Tensor {
  const key = shape.join();
  const known = kept.get(key) ?? zeros(shape);
  kept.set(key, known);
  return known;
}

const WALKED = { w: "conv.dw", b: "conv.db", x: "input.dy" } as const;

function viewOf(state: VolumeState, output: string): View {
  const backward = state.direction === "backward";
  const of = backward ? WALKED[state.of] : `${output}.y`;
  const beside = backward ? ["input", "conv.w", "conv.dy"] : ["input", "conv.w", "conv.b"];
  return {
    of,
    panels: beside,
    // The maps of a trained layer are pictures, whole from the start.
    all: state.source !== "own",
    arrows: false,
    formula: false,
    order: "rows",
    grain: state.grain,
    opened: ["conv.y"].filter((name) => name !== of),
    nudge: backward,
    volumes: {
      form: formOf(state),
      front: { channel: state.channel, filter: state.filter },
      turn: { yaw: state.yaw, pitch: state.pitch },
      shares: state.shares,
      sums: state.all,
    },
    titles: {
      input: t("Input"),
      "conv.w": t("Filter"),
      "conv.b": t("Bias"),
      [`${output}.y`]: t("Output"),
      ...(output === "conv" ? {} : { "conv.y": t("Sum") }),
      "conv.dy": "dz",
      "input.dy": "dx",
      "conv.dw": t("dw, filter"),
      "conv.db": "db",
    },
  };
}

function formOf({ source, view, apart }: VolumeState): VolumeForm {
  if (source !== "own") return "large";
  if (view === "dense") return "dense";
  if (view === "tilted") return apart ? "tilted-apart" : "tilted";
  return apart ? "apart" : "together";
}

/** What to do, or what a gradient is, in a sentence. */
export function sentenceOf(state: VolumeState): string {
  if (state.direction === "forward")
    return t("Step forward: the filter stands on the first window of all channels at once.");
  const numbers = numbersOf(setupOf(state));
  return t(
    "The loss is {loss}. Step to ask each number of {count} how the loss would move with it.",
    { loss: spoken(lossOf(numbers)), count: state.of },
  );
}

/** Beyond it no step is taken. */
export const LARGEST_LOSS = 1e9;

/**
 * So many steps of gradient descent on filters and biases, or fewer where numbers leave all bounds.
 */
export function updatedLayer(state: VolumeState, steps = 1): VolumeState {
  let layer = state;
  for (let step = 0; step < steps && (step === 0 || lossNow(layer) < LARGEST_LOSS); step++)
    layer = updatedOnce(layer);
  return layer;
}

function updatedOnce(state: VolumeState): VolumeState {
  const numbers = numbersOf(setupOf(state));
  const [w, b] = [present(numbers, "conv.w.next"), present(numbers, "conv.b.next")];
  let at = 0;
  return {
    ...state,
    w: state.w.map((filter) =>
      filter.map((sheet) => sheet.map((row) => row.map(() => w.data[at++] ?? 0))),
    ),
    b: [...b.data],
  };
}

export function lossNow(state: VolumeState): number {
  return lossOf(numbersOf(setupOf(state)));
}

export function scalar(value: number): Tensor {
  return tensor([1], Float64Array.of(value));
}
