/**
 * Goals of a design task, checked on the network as it is: "parameters <= 50000; sees >= 31; output
 * = 4x4". Any network that meets them will do.
 */
import { word } from "../../language/words";
import { LabError } from "../../../engine/core/errors";
import type { LayerShape, NetworkShapes } from "../../../engine/graph/shapes";
import { rowsOf } from "../../figures/layer-table/rows";
import { exact } from "../../figures/network-map/counts";
import { problemOf } from "../fields/problem-of";

export interface Goal {
  readonly quantity: Quantity;
  readonly relation: "<=" | ">=" | "=";
  /** A count, or rows and columns. */
  readonly wanted: readonly number[];
}

/** The same with what the network has. */
export interface CheckedGoal {
  readonly words: string;
  readonly now: string;
  readonly isMet: boolean;
}

const QUANTITIES = [
  "parameters",
  "multiplyAdds",
  "memory",
  "layers",
  "sees",
  "channels",
  "output",
] as const;
type Quantity = (typeof QUANTITIES)[number];

const NAMES: Readonly<Record<Quantity, string>> = {
  parameters: "parameters",
  multiplyAdds: "multiply-adds",
  memory: "bytes of memory",
  layers: "layers with weights",
  sees: "pixels across in the receptive field of the last maps",
  channels: "channels in the last maps",
  output: "last maps",
};
const RELATIONS = { "<=": "at most", ">=": "at least", "=": "exactly" } as const;
const FORM = /^(\w+)\s*(<=|>=|=)\s*(\d+)(?:x(\d+))?$/;

/** Throws LabError "attribute" where one cannot be read. */
export function readGoals(text: string): readonly Goal[] {
  return text
    .split(";")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [, name, relation, first, second] = FORM.exec(part.trim()) ?? [];
      const quantity = QUANTITIES.find((one) => one === name);
      const isPair = second !== undefined;
      const known = relation === "<=" || relation === ">=" || relation === "=";
      if (quantity === undefined || !known || isPair !== (quantity === "output"))
        throw new LabError(
          "attribute",
          `"${part.trim()}" is not a goal: write one of ${QUANTITIES.join(", ")}, then <=, >= or =, then a number; of output 4x4.`,
        );
      return {
        quantity,
        relation,
        wanted: isPair ? [Number(first), Number(second)] : [Number(first)],
      };
    });
}

/** What an author is told. */
export const goalsProblem = problemOf(readGoals, "parameters <= 50000; output = 4x4");

export function checkGoals(goals: readonly Goal[], network: NetworkShapes): readonly CheckedGoal[] {
  return goals.map(({ quantity, relation, wanted }) => {
    const now = measured(quantity, network);
    const written = (values: readonly number[]): string => values.map(exact).join("×");
    const fits = (value: number, at: number): boolean => {
      const limit = wanted[at] ?? 0;
      return relation === "<="
        ? value <= limit
        : relation === ">="
          ? value >= limit
          : value === limit;
    };
    const words =
      quantity === "output"
        ? `${word(NAMES.output)}: ${word(RELATIONS[relation])} ${written(wanted)}`
        : `${word(RELATIONS[relation])} ${written(wanted)} ${word(NAMES[quantity])}`;
    return { words, now: written(now), isMet: now.every(fits) };
  });
}

function measured(quantity: Quantity, network: NetworkShapes): readonly number[] {
  const { layers, parameterCount, multiplyAdds } = network;
  const maps = layers.findLast(({ shape }) => shape.length === 3);
  switch (quantity) {
    case "parameters":
      return [parameterCount];
    case "multiplyAdds":
      return [multiplyAdds];
    case "memory":
      return [rowsOf(network).reduce((sum, { memory }) => sum + memory, 0)];
    case "layers":
      return [layers.filter(isWeighted).length];
    case "sees":
      return [maps === undefined ? 1 : Math.min(...maps.field.size)];
    case "channels":
      return [maps?.shape[0] ?? 1];
    case "output":
      return [maps?.shape[1] ?? 1, maps?.shape[2] ?? 1];
    default:
      quantity satisfies never;
      return [];
  }
}

function isWeighted({ kind }: LayerShape): boolean {
  return kind === "conv2d" || kind === "linear";
}
