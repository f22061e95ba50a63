/**
 * What is compared: for each row a label, a network of the catalogue whose counts are computed, and
 * numbers that the author gives. `AlexNet = alexnet_two_tower: 15.3, 60 | VGG-16 = vgg16: 7.3`; a
 * number that is not known is written `?`.
 */
import { LabError } from "../../../engine/core/errors";
import { size, WORD } from "../../../engine/core/shape";
import { networks } from "../../../engine/graph/networks";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { didYouMean } from "../../../engine/graph/suggest";
import { shapesOf } from "../../explorer/setup";

export interface WrittenRow {
  readonly label: string;
  readonly network: string;
  readonly given: readonly number[];
}

export interface Row extends WrittenRow {
  readonly counts: Counts;
}

/** What the lab computes of a network, in the order in which it is shown. */
export const COUNTS = {
  parameters: "Parameters",
  multiplyAdds: "Multiply-adds",
  memory: "Bytes of outputs",
  depth: "Layers with weights, one after the other",
  layers: "Layers with weights, all",
} as const;
export type Count = keyof typeof COUNTS;
type Counts = Readonly<Record<Count, number>>;

/** Throws LabError "spec" with what is wrong. */
export function readRows(text: string): readonly WrittenRow[] {
  return text.split("|").map((part) => {
    const [, label, network, numbers] =
      /^([^=]+)=\s*([\w-]+)\s*(?::(.*))?$/.exec(part.trim()) ?? [];
    if (label === undefined || network === undefined)
      throw new LabError("spec", `"${part.trim()}" is not written as label = network: numbers`);
    if (!Object.hasOwn(networks, network))
      throw new LabError(
        "spec",
        `there is no network ${network}`,
        didYouMean(network, new Set(Object.keys(networks))),
      );
    const given = (numbers ?? "").split(",").filter((one) => one.trim() !== "");
    return { label: label.trim(), network, given: given.map(numberOf) };
  });
}

function numberOf(text: string): number {
  const trimmed = text.trim();
  const value = trimmed === "?" ? Number.NaN : Number(trimmed);
  if (trimmed !== "?" && !Number.isFinite(value))
    throw new LabError("spec", `"${trimmed}" is no number`);
  return value;
}

const known = new Map<string, Counts>();

export function rowsOf(text: string): readonly Row[] {
  return readRows(text).map((row) => ({ ...row, counts: countsOf(row.network) }));
}

function countsOf(name: string): Counts {
  const found = known.get(name);
  const build = networks[name];
  if (found !== undefined || build === undefined) return found ?? NOTHING;
  const counts = counted(shapesOf(build()));
  known.set(name, counts);
  return counts;
}

const NOTHING: Counts = { parameters: 0, multiplyAdds: 0, memory: 0, depth: 0, layers: 0 };

function counted(network: NetworkShapes): Counts {
  const { layers, parameterCount, multiplyAdds } = network;
  const weighted = ({ kind }: { readonly kind: string }): boolean =>
    kind === "conv2d" || kind === "linear";
  const depths = new Map<string, number>([["input", 0]]);
  for (const layer of layers) {
    const before = Math.max(...layer.inputs.map((name) => depths.get(name) ?? 0));
    depths.set(layer.name, before + (weighted(layer) ? 1 : 0));
  }
  return {
    parameters: parameterCount,
    multiplyAdds,
    memory: layers.reduce((sum, { shape }) => sum + size(shape) * WORD, 0),
    depth: depths.get(network.output.name) ?? 0,
    layers: layers.filter(weighted).length,
  };
}
