/**
 * Dials: a slider that multiplies whole tensors of a network, or divides them. "Temperature = 1/t.w
 * 0.1 10; F = f2.w f2.b 0 1": name, tensors (1/ before them: divided), from, to.
 */
import { LabError } from "../../../engine/core/errors";
import type { Tensor } from "../../../engine/core/tensor";
import type { TextProblem } from "../widget";

export interface Dial {
  readonly name: string;
  readonly tensors: readonly string[];
  readonly divides: boolean;
  readonly from: number;
  readonly to: number;
}

/** Dials of one figure. */
export const MOST_DIALS = 4;
const FORM = /^([^=;]+?)\s*=\s*(1\/)?\s*([a-z][\w. ]*?)\s+(-?[\d.]+)\s+(-?[\d.]+)$/;

/** Throws LabError "attribute" where it cannot be read. */
export function readDials(text: string): readonly Dial[] {
  const parts = text.split(";").filter((part) => part.trim() !== "");
  if (parts.length > MOST_DIALS)
    throw new LabError("attribute", `There are ${parts.length} dials; at most ${MOST_DIALS} fit.`);
  return parts.map((part) => {
    const [, name, divided, tensors, low, high] = FORM.exec(part.trim()) ?? [];
    const [from, to] = [Number(low), Number(high)];
    const known = name !== undefined && tensors !== undefined && Number.isFinite(from);
    const divides = divided !== undefined;
    if (!known || !(from < to) || (divides && from <= 0))
      throw new LabError(
        "attribute",
        `"${part.trim()}" is no dial: it is a name, =, tensors, from, to, such as F = f2.w f2.b 0 1.`,
      );
    return { name, tensors: tensors.split(/\s+/), divides, from, to };
  });
}

/** What an author is told. */
export function dialsProblem(text: string): TextProblem | null {
  try {
    readDials(text);
    return null;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return { message: error.message, allowed: "Temperature = 1/t.w 0.1 10", suggestion: null };
  }
}

/** Where each dial stands: its own number where it has one, else 1, within its ends. */
export function factorsOf(dials: readonly Dial[], dialled: readonly number[]): readonly number[] {
  return dials.map(({ from, to }, at) => Math.max(from, Math.min(to, dialled[at] ?? 1)));
}

/** The leaves as the dials turn them. Names that are no leaves do nothing. */
export function turnedBy(
  leaves: Readonly<Record<string, Tensor>>,
  dials: readonly Dial[],
  dialled: readonly number[],
): Record<string, Tensor> {
  const turned = { ...leaves };
  for (const [at, factor] of factorsOf(dials, dialled).entries()) {
    const { tensors = [], divides = false } = dials[at] ?? {};
    for (const name of tensors) {
      const leaf = turned[name];
      if (leaf === undefined) continue;
      const data = Float64Array.from(leaf.data, (value) => value * (divides ? 1 / factor : factor));
      turned[name] = { shape: leaf.shape, data };
    }
  }
  return turned;
}
