/**
 * What can be asked of a number besides where it comes from: its gradient, what it is after one
 * step of training, and the numbers that are computed from it. Pure.
 */
import { t } from "../../language/words";
import { type Numbers, splitName } from "../../../engine/explain/numbers";
import { usesOf } from "../../../engine/explain/uses";
import type { Opened } from "./opened";
import { hasBatch, nameOf } from "./origin";

export interface Further {
  readonly words: string;
  readonly cell: Opened;
}

/** Its gradient, and the parameter after one step, as far as there are such numbers. */
export function furtherOf(values: Numbers, { tensor, index }: Opened): readonly Further[] {
  const gradient = gradientOf(tensor);
  const asked = [
    { words: t("Its gradient"), tensor: gradient },
    { words: t("After one step of training"), tensor: `${tensor}.next` },
  ];
  return asked.flatMap(({ words, tensor: name }) =>
    name !== null && values.has(name) ? [{ words, cell: { tensor: name, index } }] : [],
  );
}

function gradientOf(tensor: string): string | null {
  if (tensor === "input") return "input.dy";
  const found = /^(.+)\.(y|w|b)$/.exec(tensor);
  return found === null ? null : `${found[1]}.d${found[2]}`;
}

export interface Going extends Further {
  /** How fast that number changes with this one. */
  readonly factor: number;
}

/**
 * The numbers that are computed from this one. Empty for gradients, and where the numbers are on
 * another device.
 */
export function goingOf(values: Numbers, { tensor, index }: Opened): readonly Going[] {
  if (values.provenance.kind !== "reference" || !/^input$|\.(y|w|b)$/.test(tensor)) return [];
  const full = hasBatch(tensor) ? [0, ...index] : index;
  return usesOf(values, tensor, full).map((use) => {
    const cell = {
      tensor: use.tensor,
      index: hasBatch(use.tensor) ? use.index.slice(1) : use.index,
    };
    return { words: nameOf(cell), cell, factor: use.factor };
  });
}

/**
 * Why no number is computed from one that a layer reads; null where some are, where nothing reads
 * it, and where that is not known.
 */
export function deadEnd(values: Numbers, opened: Opened, going: readonly Going[]): string | null {
  const isValue = /^input$|\.y$/.test(opened.tensor);
  if (!isValue || values.provenance.kind !== "reference" || going.length > 0) return null;
  const [owner] = splitName(values.network, opened.tensor);
  const reader = values.network.layers.find(({ inputs }) => inputs.includes(owner));
  if (reader === undefined) return null;
  const why =
    reader.definition.name === "maxpool2d"
      ? t("another number is the maximum of its window in {name}", { name: reader.name })
      : t("{name} does not use it", { name: reader.name });
  return t("It goes nowhere: {why}.", { why });
}
