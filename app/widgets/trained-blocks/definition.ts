/**
 * A trained deep net whose blocks can be taken out, cut loose, swapped and reversed. The state is
 * what was done to it; how many pictures it then still gets right is the component's.
 */
import { t } from "../../language/words";
import { torchModule } from "../../../engine/code/write";
import { tensor } from "../../../engine/core/tensor";
import { rebuilt, type Rebuilding } from "../../../engine/graph/networks/rebuilt";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { deepRecipe, type DeepNet } from "../../../engine/train/recipes";
import { exact } from "../../figures/network-map/counts";
import { choice, integer, text } from "../fields/kinds";
import { type StateOf, table } from "../fields/table";
import {
  changesShape,
  done,
  layersOf,
  MOST,
  nameOf,
  type Operation,
  operationsProblem,
  pathsOf,
  placeOf,
  readOperations,
  TOOLS,
  untouched,
  whyNot,
  writeOperations,
} from "./operations";

const specs = new Map<DeepNet, NetworkSpec>();

const FIELDS = {
  net: choice(
    { residual: "Residual 56", plain: "Plain 56" },
    { label: "Network", says: "The trained net: with skip connections, or its plain twin." },
  ),
  tool: choice(TOOLS, {
    label: "Tool",
    says: "What a click on a block does to it.",
    look: "segments",
  }),
  done: text({
    label: "Operation",
    says: "What was done to the net, in order: `layers 1.3; wire 2.4; swap 1.3; reverse 2`. Block 1.3 is the third of stage 1.",
    longest: 1200,
    control: null,
    problem: operationsProblem,
  }),
  at: integer({
    label: "After",
    says: "How many of these operations are seen.",
    from: 0,
    to: MOST,
    standard: MOST,
    control: null,
  }),
  chosen: text({
    label: "Chosen block",
    says: "The block on which the tool lies: 1.3.",
    longest: 3,
    control: null,
    fits: (given) => /^([1-3]\.[1-9])?$/.test(given),
  }),
  bars: choice(
    { none: "Nothing", each: "Each block alone", change: "How much a block changes x" },
    {
      label: "Below the blocks",
      says: "What is measured for every block: the accuracy when the tool is used on it alone, or how large F(x) is beside x.",
      look: "select",
    },
  ),
};

export type TrainedBlocksState = StateOf<typeof FIELDS>;

export const fields = table(1, FIELDS, {
  legal,
  follow,
  whyNot: noWires,
  parts: ["guess", "history"],
});

/** Operations that are possible one after the other; the others go. */
function legal(state: TrainedBlocksState): TrainedBlocksState {
  const operations = possible(state.net, readOperations(state.done));
  const tool = state.net === "plain" && state.tool === "wire" ? "layers" : state.tool;
  const bars = tool === "reverse" && state.bars === "each" ? "none" : state.bars;
  return { ...state, done: writeOperations(operations), tool, bars };
}

function follow(next: TrainedBlocksState, before: TrainedBlocksState): TrainedBlocksState {
  return legal(next.net === before.net ? next : { ...next, done: "", at: MOST, chosen: "" });
}

function noWires(state: TrainedBlocksState, change: Partial<TrainedBlocksState>): string | null {
  if (state.net === "plain" && change.tool === "wire") return t("A plain net has no wires.");
  return state.tool === "reverse" && change.bars === "each"
    ? t("Choose a tool that works on a single block.")
    : null;
}

function possible(net: DeepNet, operations: readonly Operation[]): readonly Operation[] {
  let now = untouched(specOf(net));
  return operations.filter((operation) => {
    if (whyNot(now, operation, net === "residual") !== null) return false;
    now = done(now, operation);
    return true;
  });
}

export function specOf(net: DeepNet): NetworkSpec {
  const found = specs.get(net) ?? deepRecipe(net).network;
  specs.set(net, found);
  return found;
}

/** Operations that are seen. */
export function operationsOf(state: TrainedBlocksState): readonly Operation[] {
  return readOperations(state.done).slice(0, state.at);
}

export function bodyOf(net: DeepNet, operations: readonly Operation[]): Rebuilding {
  return operations.reduce(done, untouched(specOf(net)));
}

export function networkOf(net: DeepNet, operations: readonly Operation[]): NetworkSpec {
  return rebuilt(specOf(net), bodyOf(net, operations));
}

export const trainedBlocks = fields.widget({
  name: "trained-blocks",
  title: "Blocks of a trained network",
  summary:
    "A trained net of 56 layers, residual or plain: blocks are taken out, cut loose, swapped and reversed, and the engine counts at once how many of 200 held-out pictures it still gets right.",
  unit: "operation",
  kernels: ["conv2d", "batchnorm", "add"],
  steps: (state) => readOperations(state.done).length,
  step: (state) => operationsOf(state).length,
  seek(state, step) {
    const most = readOperations(state.done).length;
    return { ...state, at: Math.max(0, Math.min(most, step)), chosen: "" };
  },
  place: (state) => {
    const last = operationsOf(state).at(-1);
    return last === undefined ? t("as trained") : told(last);
  },
  values(state) {
    const body = bodyOf(state.net, operationsOf(state));
    const one = (value: number) => tensor([1], Float64Array.of(value));
    return {
      paths: one(pathsOf(body, state.net === "residual")),
      layers: one(layersOf(body)),
      blocks: one(body.order.length),
      without: one(body.without.size),
      cut: one(body.cut.size),
    };
  },
  describe(state) {
    const operations = operationsOf(state);
    const body = bodyOf(state.net, operations);
    const paths = pathsOf(body, state.net === "residual");
    const what = operations.length === 0 ? t("as trained") : operations.map(told).join(", ");
    const chosen =
      state.chosen === "" ? "" : t(" Chosen: block {chosen}.", { chosen: state.chosen });
    return t(
      "{net} network of 56 layers, {what}: {layers} layers, {paths} {paths2, plural, one {path} other {paths}} from the picture to the answer.{chosen}",
      {
        net: state.net === "residual" ? t("Residual") : t("Plain"),
        what,
        layers: layersOf(body),
        paths: exact(paths),
        paths2: paths,
        chosen,
      },
    );
  },
  torch: (state) => torchModule(networkOf(state.net, operationsOf(state))),
});

/** "layers of block 1.3 removed". */
export function told({ tool, at }: Pick<Operation, "tool" | "at">): string {
  switch (tool) {
    case "layers":
      return t("layers of block {at} removed", { at });
    case "wire":
      return t("wire of block {at} cut", { at });
    case "swap":
      return t("block {at} swapped with the next", { at });
    default:
      return t("stage {at} reversed", { at });
  }
}

/** The operation that the tool would do to this block. */
export function meantBy(tool: Operation["tool"], block: string): Pick<Operation, "tool" | "at"> {
  const at = placeOf(block);
  return { tool, at: tool === "reverse" ? at.slice(0, 1) : at };
}

/** Blocks that the tool would change, for the drawing. */
export function touchedBy(
  body: Rebuilding,
  { tool, at }: Pick<Operation, "tool" | "at">,
): ReadonlySet<string> {
  if (tool === "reverse")
    return new Set(
      body.order.filter((block) => placeOf(block).startsWith(at) && !changesShape(block)),
    );
  const block = nameOf(at);
  const next = tool === "swap" ? body.order[body.order.indexOf(block) + 1] : undefined;
  return new Set(next === undefined ? [block] : [block, next]);
}
