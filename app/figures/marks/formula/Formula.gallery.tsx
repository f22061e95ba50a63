/** Formula in its states. */
import { name, sign, type FormulaPart } from "../../describe/formula";
import { Formula } from "./Formula";

const number = (text: string, hue: "input" | "weight" | "output" | "constant"): FormulaPart => ({
  kind: "number",
  text,
  hue,
  id: text,
  means: `the ${hue}`,
});
const size = (n: string, f: string, result: string): FormulaPart[] => [
  {
    kind: "floor",
    inside: [
      {
        kind: "fraction",
        above: [
          number(n, "input"),
          sign("+"),
          sign("2 ×"),
          number("1", "constant"),
          sign("−"),
          number(f, "weight"),
        ],
        below: [number("2", "constant")],
      },
    ],
  },
  sign("+"),
  sign("1"),
  sign("="),
  number(result, "output"),
];

export const gallery = {
  title: "Formula",
  states: [
    {
      name: "output size",
      node: (
        <Formula label="Height of the output" parts={size("6", "3", "3")} lit={new Set(["6"])} />
      ),
    },
    { name: "empty", node: <Formula label="Nothing" parts={[]} /> },
    {
      name: "one number",
      node: <Formula label="Bias" parts={[name("b"), sign("="), number("−2", "weight")]} />,
    },
    { name: "not a number", node: <Formula label="Broken" parts={size("NaN", "3", "NaN")} /> },
    { name: "huge", node: <Formula label="Huge" parts={size("123456789", "7", "61728392")} /> },
  ],
};
