/** The field of the padding: one number, one for each side, or a name. */
import { own } from "../fields/kinds";
import { nested } from "../fields/matrix";
import { LIMITS, type Sides } from "./legal";

export const paddingField = own<Sides>({
  label: "Padding",
  control: "padding",
  standard: [0, 0, 0, 0],
  // "same" is read with the filter's size: `resolve` of the table.
  read: (given) => {
    if (given === "valid") return [0, 0, 0, 0];
    const list: unknown = Array.isArray(given) ? given : [given];
    const sides = nested(list, 1, 4, LIMITS.padding);
    if (sides?.every((side) => Number.isInteger(side) && side >= 0) !== true) return undefined;
    const [top = 0, left = top, bottom = top, right = left] = sides;
    return [top, left, bottom, right];
  },
  author: {
    properties: {
      padding: {
        type: "integer",
        min: 0,
        max: LIMITS.padding,
        default: 0,
        description: "Rings of zeros round the input.",
      },
      padding_sides: {
        type: "matrix",
        rank: 1,
        maxExtent: 4,
        maxValue: LIMITS.padding,
        default: "",
        description: "Padding at top, left, bottom, right, where they differ.",
      },
      padding_mode: {
        type: "choice",
        options: ["number", "valid", "same"],
        default: "number",
        description:
          "`valid` is no padding; `same` keeps the size at stride 1; `number` is what `padding` says.",
      },
    },
    given: ({ padding, padding_sides: sides, padding_mode: mode }) => {
      if (mode === "same" || mode === "valid") return mode;
      return Array.isArray(sides) && sides.length > 0 ? sides : padding;
    },
    written: (sides) =>
      sides.every((side) => side === sides[0])
        ? { padding: sides[0], padding_sides: "" }
        : { padding: 0, padding_sides: [...sides] },
  },
  samples: [
    [1, 1, 1, 1],
    [0, 1, 2, 3],
  ],
});
