/**
 * The size formula of one direction with its numbers in place: ⌊(n + 2·p − f) / s⌋ + 1. Every
 * number has the id of what it measures (`n p f s out`), so that a figure can show it. Uneven
 * padding is written out; dilation spreads f.
 */
import { t } from "../../language/words";
import type { Role } from "../../../engine/core/expression";
import type { Axis } from "../../../engine/core/window";
import { sign, type FormulaPart } from "../describe/formula";

export type Measured = "n" | "p" | "f" | "s" | "out";

const HUES: Readonly<Record<Measured, Role>> = {
  n: "input",
  p: "constant",
  f: "weight",
  s: "constant",
  out: "output",
};

export function sizeFormula(axis: Axis): FormulaPart[] {
  const above = [
    number("n", axis.size, t("n, the input's size")),
    sign("+"),
    ...paddingParts(axis),
    sign("−"),
    ...filterParts(axis),
  ];
  const below = [number("s", axis.stride, t("s, the stride"))];
  return [
    { kind: "floor", inside: [{ kind: "fraction", above, below }] },
    sign("+"),
    sign("1"),
    sign("="),
    number("out", axis.count, t("the output's size")),
  ];
}

function paddingParts({ before, after }: Axis): FormulaPart[] {
  if (before === after) return [sign("2 ×"), number("p", before, t("p, the padding on each side"))];
  return [
    number("p", before, t("padding before")),
    sign("+"),
    number("p", after, t("padding behind")),
  ];
}

function filterParts({ kernel, dilation }: Axis): FormulaPart[] {
  const size = number("f", kernel, t("f, the filter's size"));
  if (dilation === 1) return [size];
  return [sign("("), sign(`${dilation} × (`), size, sign("− 1) + 1"), sign(")")];
}

function number(id: Measured, value: number, means: string): FormulaPart {
  return { kind: "number", text: String(value), hue: HUES[id], id, means };
}
