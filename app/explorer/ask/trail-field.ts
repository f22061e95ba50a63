/** The field of a widget that holds the numbers which a reader opened. */
import { own } from "../../widgets/fields/kinds";
import { type Opened, readCell, restoredTrail, writeCell } from "./opened";

/** Opened numbers, the last one open; `sample`: for the tests. */
export function trailField(sample: readonly Opened[]) {
  return own<readonly Opened[]>({
    label: "Open number",
    standard: [],
    read: restoredTrail,
    author: {
      properties: {
        open: {
          type: "text",
          maxLength: 80,
          default: "",
          description: "A number that is open, such as conv2.y[3][4][5].",
        },
      },
      given: ({ open }) => {
        const cell = typeof open === "string" ? readCell(open) : null;
        return cell === null ? undefined : [cell];
      },
      written: (trail) => ({ open: trail.slice(-1).map(writeCell).join("") }),
    },
    samples: [sample],
  });
}
