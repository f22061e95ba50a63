/**
 * Rows and columns, down and across, each side: one stepper for each number of fields whose own
 * control moves all of them together.
 */
import { t } from "../../language/words";
import type { ReactNode } from "react";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import styles from "./controls.module.css";
import type { ControlsProps } from "./Controls";
import type { Fields, StateOf } from "./field";
import { nested, resized } from "./matrix";

export interface SideGroup<Name extends string> {
  /** A list of numbers, or a matrix: its rows and columns. */
  readonly field: Name;
  readonly title: string;
  /** What an author hides or locks it by. */
  readonly control: string;
  /** "down", "across": one for each number. */
  readonly labels: readonly string[];
  /** What new cells of a matrix hold. Default 0. */
  readonly fill?: (row: number, column: number) => number;
}

interface SideControlsProps<Of extends Fields>
  extends Pick<ControlsProps<Of>, "table" | "state" | "change" | "hidden" | "locked"> {
  readonly groups: readonly SideGroup<keyof Of & string>[];
}

export function SideControls<Of extends Fields>(props: SideControlsProps<Of>): ReactNode {
  const { table, state, change, hidden, locked } = props;
  return props.groups
    .filter(({ control }) => !hidden.has(control))
    .map((group) => {
      const value: unknown = state[group.field];
      // A list or matrix of the same kind as the field's own value.
      const changing = (at: number, next: number): Partial<StateOf<Of>> =>
        ({ [group.field]: withSide(value, at, next, group.fill) }) as Partial<StateOf<Of>>;
      return (
        <fieldset key={group.title} className={styles["group"]}>
          <legend>{group.title}</legend>
          {group.labels.map((label, at) => (
            <Stepper
              key={label}
              label={label}
              value={sidesOf(value)[at] ?? 0}
              locked={locked.has(group.control)}
              whyNot={(next) =>
                next < 0 ? t("Not below 0.") : table.whyNot(state, changing(at, next))
              }
              onChange={(next) => change(table.changed(state, changing(at, next)))}
            />
          ))}
        </fieldset>
      );
    });
}

const ANY = Number.POSITIVE_INFINITY;

function sidesOf(value: unknown): readonly number[] {
  const matrix = nested(value, 2, ANY, ANY);
  return matrix === undefined
    ? (nested(value, 1, ANY, ANY) ?? [])
    : [matrix.length, matrix[0]?.length ?? 0];
}

function withSide(value: unknown, at: number, next: number, fill: SideGroup<string>["fill"]) {
  const sides = sidesOf(value).with(at, next);
  const matrix = nested(value, 2, ANY, ANY);
  return matrix === undefined ? sides : resized(matrix, [sides[0] ?? 1, sides[1] ?? 1], fill);
}
