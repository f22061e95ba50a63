/**
 * A formula as data: what a Formula mark draws and what a screen reader hears. Numbers carry an id
 * that links them.
 */
import type { Role } from "../../../engine/core/expression";

export type FormulaPart =
  | {
      readonly kind: "number";
      readonly text: string;
      readonly hue: Role;
      readonly id: string;
      readonly means: string;
    }
  | { readonly kind: "name"; readonly text: string }
  | { readonly kind: "sign"; readonly text: string }
  | { readonly kind: "floor"; readonly inside: readonly FormulaPart[] }
  | {
      readonly kind: "fraction";
      readonly above: readonly FormulaPart[];
      readonly below: readonly FormulaPart[];
    };

/** "floor((6 + 2 × 1 − 3) / 2) + 1 = 3". */
export function formulaText(parts: readonly FormulaPart[]): string {
  return parts.map(partText).join(" ");
}

function partText(part: FormulaPart): string {
  switch (part.kind) {
    case "floor":
      return `floor(${formulaText(part.inside)})`;
    case "fraction":
      return `(${formulaText(part.above)}) / ${part.below.length === 1 ? formulaText(part.below) : `(${formulaText(part.below)})`}`;
    default:
      return part.text;
  }
}

/**
 * Where a line may break: before an operator other than "=", so that "= 3" stays with the term
 * before it.
 */
export function formulaChunks(parts: readonly FormulaPart[]): readonly (readonly FormulaPart[])[] {
  const chunks: FormulaPart[][] = [];
  for (const part of parts) {
    const current = chunks.at(-1);
    if (current === undefined || (part.kind === "sign" && OPERATORS.has(part.text)))
      chunks.push([part]);
    else current.push(part);
  }
  return chunks;
}

const OPERATORS: ReadonlySet<string> = new Set(["+", "−", "×", "∗", "→"]);

export const sign = (text: string): FormulaPart => ({ kind: "sign", text });
export const name = (text: string): FormulaPart => ({ kind: "name", text });
