/** The network, leaves and view of a state of the figure "network". */
import "../../explorer/any-network";
import { t } from "../../language/words";
import { check, LabError, orProblem } from "../../../engine/core/errors";
import { updateBy } from "../../../engine/explain/update";
import { random } from "../../../engine/core/random";
import { type Shape, size } from "../../../engine/core/shape";
import { type Tensor, tensor } from "../../../engine/core/tensor";
import { type NetworkShapes, weightShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { initialWeights } from "../../../engine/train/initialisers";
import type { Weights } from "../../../engine/train/weights";
import { type Setup, shapesOf } from "../../explorer/setup";
import { readNetwork } from "../../explorer/short-spec";
import { isOwnFile } from "../fields/own-files";
import { ownWeights } from "../fields/own-weights";
import { readDials, turnedBy } from "./dials";
import type { Edit } from "./edits";
import type { NetworkState } from "./state";

/** Networks with more multiply-adds are not computed in the page. */
const MOST_WORK = 3e6;
export const STANDARD = "conv 2 3x3 | relu | pool 2";
/** Possible for any input. */
export const FALLBACK = "relu";
const NONE: Weights = new Map();
const setups = new WeakMap<NetworkState, Setup>();

/** The shapes of the state's network, or why there are none. */
export function networkOf(state: NetworkState): NetworkShapes | LabError {
  return orProblem(() => {
    const shapes = shapesOf(specOf(state));
    check(
      shapes.multiplyAdds <= MOST_WORK,
      "limit",
      t("{spec} is too large to be computed in the page", { spec: state.spec }),
    );
    check(
      state.loss === "none" || shapes.output.shape.length === 1,
      "shape",
      t("A loss needs a last layer of one number for each class."),
    );
    return shapes;
  });
}

function specOf({ spec, input, axes }: NetworkState): NetworkSpec {
  const [rows, columns] = [input[0]?.length ?? 1, input[0]?.[0]?.length ?? 1];
  const shape: Shape =
    axes === "vectors"
      ? [columns]
      : axes === "samples"
        ? [1, rows, columns]
        : [input.length, rows, columns];
  return readNetwork(spec, shape);
}

function batchOf({ input, axes }: NetworkState): number {
  if (axes === "samples") return input.length;
  return axes === "vectors" ? input.length * (input[0]?.length ?? 1) : 1;
}

export function setupOf(state: NetworkState): Setup {
  const known = setups.get(state);
  if (known !== undefined) return known;
  const made = setUp(state);
  setups.set(state, made);
  return made;
}

function setUp(state: NetworkState): Setup {
  const shapes = networkOf(state);
  const spec = shapes instanceof LabError ? specOf({ ...state, spec: FALLBACK }) : shapes.spec;
  const network = shapesOf(spec);
  const given = size(spec.input) === size(network.spec.input) ? batchOf(state) : 1;
  const batch = state.input.flat(2).length === given * size(spec.input) ? given : 1;
  const { name, shape } = network.output;
  const loss = state.loss === "none" || shapes instanceof LabError ? null : state.loss;
  const label = Math.min(state.label, size(shape) - 1);
  const leaves = turnedBy(
    edited(
      { ...leavesOf(state, network, batch), ...gradientOf(loss, batch, name, shape) },
      state.edits,
    ),
    readDials(state.dials),
    state.dialled,
  );
  return {
    spec,
    leaves,
    batch,
    mode: state.train ? "train" : "eval",
    seed: state.seed,
    ...(loss === null
      ? {}
      : {
          loss,
          labels: Array.from({ length: batch }, (_, at) => (label + at) % size(shape)),
          update: updateBy({ optimiser: { kind: "sgd" }, learningRate: state.rate }),
        }),
    view: viewOf(state, network),
    at: state.at,
    names: namesOf(network, batch),
  };
}

function viewOf(state: NetworkState, network: NetworkShapes): Setup["view"] {
  return {
    of: state.of === "" ? `${network.output.name}.y` : state.of,
    panels: panelsOf(state, network),
    all: state.all || state.uses,
    arrows: false,
    formula: true,
    order: "rows",
  };
}

/** What is drawn; undefined: what the number is made of. */
function panelsOf({ whole, panels }: NetworkState, network: NetworkShapes) {
  if (whole) return ["input", ...network.layers.map(({ name }) => `${name}.y`)];
  return panels.trim() === "" ? undefined : panels.trim().split(/\s+/);
}

function leavesOf(
  state: NetworkState,
  network: NetworkShapes,
  batch: number,
): Record<string, Tensor> {
  const count = batch * size(network.spec.input);
  const typed = state.input.flat(2);
  const data = Float64Array.from({ length: count }, (_, at) => typed[at % typed.length] ?? 0);
  const leaves: Record<string, Tensor> = {
    input: tensor([batch, ...network.spec.input], data),
  };
  const drawn = initialWeights(network, state.seed);
  const file = isOwnFile(state.weights) ? ownWeights(state.weights, network) : null;
  const given: Weights = file === null || file instanceof LabError ? NONE : file;
  const source = random(state.seed);
  for (const [name, shape] of weightShapes(network)) {
    const small = Float64Array.from(
      { length: size(shape) },
      () => Math.floor(5 * source.uniform()) - 2,
    );
    const start = Float64Array.from(drawn.get(name) ?? []);
    const own = state.weights === "whole" && /\.(w|b)$/.test(name) ? small : start;
    leaves[name] = tensor(shape, Float64Array.from(given.get(name) ?? own));
  }
  return leaves;
}

/** Without a loss: numbers at the output that a gradient can start from. */
function gradientOf(
  loss: string | null,
  batch: number,
  name: string,
  shape: Shape,
): Record<string, Tensor> {
  if (loss !== null) return {};
  const data = Float64Array.from({ length: batch * size(shape) }, (_, at) => ((2 * at) % 5) + 1);
  return { [`${name}.dy`]: tensor([batch, ...shape], data) };
}

/** In their order: one cell, or with fewer indices (or none) all the cells behind them. */
function edited(leaves: Record<string, Tensor>, edits: readonly Edit[]): Record<string, Tensor> {
  const changed = { ...leaves };
  for (const { tensor: name, index, value } of edits) {
    const old = changed[name];
    const inside =
      old !== undefined &&
      index.length <= old.shape.length &&
      index.every((at, axis) => at >= 0 && at < (old.shape[axis] ?? 0));
    if (!inside) continue;
    const count = size(old.shape.slice(index.length));
    const first = index.reduce((sum, at, axis) => sum * (old.shape[axis] ?? 1) + at, 0) * count;
    changed[name] = {
      shape: old.shape,
      data: Float64Array.from(old.data).fill(value, first, first + count),
    };
  }
  return changed;
}

/** Every tensor by its own name; a batch of one is left out. Of one layer, `y` is enough. */
function namesOf(network: NetworkShapes, batch: number): Setup["names"] {
  const drop = batch === 1 ? 1 : 0;
  const names: Record<string, { tensor: string; drop: number }> = {
    input: { tensor: "input", drop },
    "input.dy": { tensor: "input.dy", drop },
    loss: { tensor: "loss", drop: 0 },
  };
  for (const { name, parameters, saved, buffers } of network.layers) {
    for (const slot of ["y", "dy"]) names[`${name}.${slot}`] = { tensor: `${name}.${slot}`, drop };
    for (const slot of Object.keys(parameters))
      for (const one of [slot, `d${slot}`, `${slot}.next`])
        names[`${name}.${one}`] = { tensor: `${name}.${one}`, drop: 0 };
    for (const slot of Object.keys(buffers))
      for (const one of [slot, `${slot}.next`])
        names[`${name}.${one}`] = { tensor: `${name}.${one}`, drop: 0 };
    // Of each channel, not of each sample; winners have the output's shape.
    for (const [slot, shape] of Object.entries(saved))
      if (shape.length === 1) names[`${name}.${slot}`] = { tensor: `${name}.${slot}`, drop: 0 };
  }
  return names;
}
