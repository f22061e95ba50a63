/**
 * The windows and the kernels of a convolution's arithmetic, as pictures: read from the products
 * themselves.
 */
import { evaluate, type Expression } from "../../../engine/core/expression";
import type { Origin } from "./origin";

export interface KernelPair {
  readonly label: string;
  readonly rows: number;
  readonly columns: number;
  /** What lies under the kernel, and the kernel, row by row. */
  readonly window: readonly number[];
  readonly kernel: readonly number[];
  readonly subtotal: number;
}

/** One pair per map; empty for anything but a convolution. */
export function kernelPairs(origin: Origin): readonly KernelPair[] {
  const body = sumInside(origin.expression);
  if (body === null) return [];
  const groups = body.some((term) => term.kind === "sum")
    ? body.filter((term) => term.kind === "sum")
    : [{ terms: body, label: "" }];
  return groups.flatMap((group) => pairOf(group.terms, group.label ?? "") ?? []);
}

function sumInside(expression: Expression): readonly Expression[] | null {
  if (expression.kind === "apply") return sumInside(expression.argument);
  if (expression.kind === "named") return sumInside(expression.expression);
  return expression.kind === "sum" ? expression.terms : null;
}

function pairOf(terms: readonly Expression[], label: string): KernelPair | null {
  const window: number[] = [];
  const kernel: number[] = [];
  let [rows, columns] = [0, 0];
  for (const term of terms) {
    if (term.kind !== "product") continue;
    const [signal, weight] = term.factors;
    if (signal === undefined || weight?.kind !== "cell" || weight.index.length !== 4) return null;
    window.push(evaluate(signal));
    kernel.push(weight.value);
    rows = Math.max(rows, (weight.index[2] ?? 0) + 1);
    columns = Math.max(columns, (weight.index[3] ?? 0) + 1);
  }
  if (window.length === 0 || rows * columns !== window.length) return null;
  const subtotal = window.reduce((total, value, at) => total + value * (kernel[at] ?? 0), 0);
  return { label, rows, columns, window, kernel, subtotal };
}
