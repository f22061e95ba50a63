/**
 * One step of the optimiser as changed numbers: every parameter becomes what its update makes it.
 */
import { unravel } from "../../../engine/core/shape";
import { present } from "../../../engine/explain/numbers";
import { numbersOf } from "../../explorer/setup";
import { setupOf } from "./setup";
import { type Edit, MOST_EDITS, withEdit } from "./edits";
import type { NetworkState } from "./state";

/** Null without a loss, and where there are more parameters than can be changed. */
export function afterUpdate(state: NetworkState): readonly Edit[] | null {
  if (state.loss === "none") return null;
  const numbers = numbersOf(setupOf(state));
  const updated = numbers.network.layers.flatMap(({ name, parameters }) =>
    Object.keys(parameters).flatMap((slot): Edit[] => {
      const tensor = `${name}.${slot}`;
      const next = numbers.has(`${tensor}.next`) ? present(numbers, `${tensor}.next`) : null;
      if (next === null) return [];
      return Array.from(next.data, (value, at) => ({
        tensor,
        index: unravel(next.shape, at),
        value,
      }));
    }),
  );
  const others = state.edits.filter(({ tensor }) => !updated.some((one) => one.tensor === tensor));
  if (updated.length === 0 || others.length + updated.length > MOST_EDITS) return null;
  return updated.reduce(withEdit, state.edits);
}
