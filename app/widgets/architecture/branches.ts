/**
 * A module that the reader builds: branches side by side, each written as layers of one line, and
 * where there are several a stack of their ends. `1×1 = b1: conv 64 1x1 from input; 3×3 = r3: conv
 * 96 1x1 from input | b3: conv 128 3x3 pad 1 from r3`. The last layer of a branch has a name.
 */
import { LabError } from "../../../engine/core/errors";

export interface Branch {
  readonly label: string;
  readonly layers: string;
  /** Name of its last layer. */
  readonly end: string;
}

/** Throws LabError "spec" with what is wrong. */
export function readBranches(text: string): readonly Branch[] {
  return text
    .split(";")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [, label = "", layers = ""] = /^([^=]+)=(.+)$/s.exec(part.trim()) ?? [];
      const [, end] = /^([\w-]+)\s*:/.exec(layers.split("|").at(-1)?.trim() ?? "") ?? [];
      if (end === undefined)
        throw new LabError(
          "spec",
          `"${part.trim().slice(0, 60)}" is not written as label = name: layer | name: layer`,
        );
      return { label: label.trim(), layers: layers.trim(), end };
    });
}

/** The branches that are in a network. */
export function branchesIn(network: string, branches: readonly Branch[]): ReadonlySet<Branch> {
  const written = new Set(network.split("|").map((layer) => layer.trim()));
  return new Set(
    branches.filter(({ layers }) => layers.split("|").every((layer) => written.has(layer.trim()))),
  );
}

/** The network of these branches, in their order. */
export function joined(branches: readonly Branch[]): string {
  const ends = branches.map(({ end }) => end).join(", ");
  return [
    ...branches.map(({ layers }) => layers),
    ...(branches.length > 1 ? [`cat: concat from ${ends}`] : []),
  ].join(" | ");
}
