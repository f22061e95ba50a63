/** ArithmeticStrip in its states. */
import type { Expression, Role } from "../../../../engine/core/expression";
import { layOut } from "../../describe/arithmetic";
import { ArithmeticStrip } from "./ArithmeticStrip";

const cell = (value: number, role: Role = "input"): Expression => ({
  kind: "cell",
  tensor: role === "input" ? "x" : "w",
  index: [0, 0, 0, 0],
  role,
  value,
});
const times = (x: number, w: number): Expression => ({
  kind: "product",
  factors: [cell(x), cell(w, "weight")],
});
const sum = (terms: readonly Expression[], label?: string): Expression =>
  label === undefined ? { kind: "sum", terms } : { kind: "sum", terms, label };
const show = (expression: Expression) => (
  <ArithmeticStrip title="the example" arithmetic={layOut(expression)} />
);

export const gallery = {
  title: "Arithmetic strip",
  states: [
    {
      name: "grouped by row",
      node: show(
        sum([
          sum([times(4, 1), times(9, 0), times(2, -1)], "filter row 0"),
          sum([times(5, 1), times(6, 0), times(2, -1)], "filter row 1"),
          sum([times(2, 1), times(4, 0), times(5, -1)], "filter row 2"),
        ]),
      ),
    },
    { name: "empty", node: <ArithmeticStrip title="nothing" arithmetic={{ lines: [] }} /> },
    { name: "one cell", node: show(cell(5)) },
    { name: "not a number", node: show(sum([times(Number.NaN, 2), times(1, 2)])) },
    { name: "huge and tiny", node: show(sum([times(1.5e9, 2.25), times(3e-8, 4)])) },
    { name: "negative", node: show(sum([times(-3, -2), times(-4, 5), cell(-7, "weight")])) },
    {
      name: "rounded operands",
      node: show(sum([times(0.123456789, 1 / 3), times(-0.98765, 2 / 7), cell(Math.PI)])),
    },
    {
      name: "maximum",
      node: show({ kind: "maximum", among: [4, 9, 5, 6].map((value) => cell(value)), chosen: 1 }),
    },
    {
      name: "average",
      node: show({
        kind: "quotient",
        numerator: sum([4, 9, 5].map((value) => cell(value))),
        denominator: { kind: "constant", value: 9 },
      }),
    },
  ],
};
