/** The field of the question "where does this number go?": an input cell or a weight. */
import { own } from "../fields/kinds";
import { inRange, isRecord, oneOf } from "../untrusted";

export interface Asked {
  readonly tensor: "input" | "filter";
  readonly row: number;
  readonly column: number;
}

export const askedField = own<Asked | null>({
  label: "Where a number goes",
  standard: null,
  read: (given) => {
    if (given === null) return null;
    if (!isRecord(given)) return undefined;
    return {
      tensor: oneOf(given["tensor"], ["input", "filter"], "input"),
      row: inRange(given["row"], 0, 64, 0),
      column: inRange(given["column"], 0, 64, 0),
    };
  },
  samples: [{ tensor: "input", row: 0, column: 0 }],
});
