/** The finite-difference check beside a gradient: move the number by a thousandth and look. */
import { show, spoken } from "../../figures/describe/number";
import { nudge } from "./compute";
import styles from "./conv.module.css";
import type { ConvState } from "./state";

export interface NudgedProps {
  readonly state: ConvState;
  readonly row: number;
  readonly column: number;
  readonly derived: number;
  readonly name: string;
}

export function Nudged({ state, row, column, derived, name }: NudgedProps) {
  const { by, before, after, slope } = nudge(state, state.of, row, column);
  const agrees = Math.abs(slope - derived) <= 1e-4 * Math.max(1, Math.abs(derived));
  return (
    <p className={styles["nudge"]} data-agrees={agrees}>
      <b>Check by nudging.</b> Add {by} to {name}: L goes from {show(before, 4).text} to {show(after, 6).text}. That is{" "}
      <b data-role="gradient">{spoken(slope)}</b> for each 1, {agrees ? "just what the sum above says." : "not what the sum above says."}
    </p>
  );
}
