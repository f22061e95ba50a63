/** The rarer settings of the convolution figure, folded away: sizes, each side's padding, dilation, bias. */
import { Folded } from "../../figures/marks/folded/Folded";
import { NumberField } from "../../figures/marks/number-field/NumberField";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import type { ConvControlsProps } from "./ConvControls";
import styles from "./conv.module.css";
import { changed, resized, whyNot, type Change } from "./legal";
import { type ConvState, LIMITS, type Pair, type Sides, sizeOf } from "./state";

interface Setting {
  readonly label: string;
  readonly value: number;
  readonly to: (value: number) => Change;
}

const GROUPS = ["input-size", "filter-size", "stride", "dilation", "padding"] as const;
const SIDES = ["top", "left", "bottom", "right"] as const;

export function MoreControls(props: ConvControlsProps) {
  const { hidden } = props;
  if (hidden.has("bias") && GROUPS.every((name) => hidden.has(name))) return null;
  return (
    <Folded title="More settings" className={styles["more"]}>
      {() => <More {...props} />}
    </Folded>
  );
}

function More({ state, change, hidden, locked }: ConvControlsProps) {
  const groups = groupsOf(state).filter(({ name }) => !hidden.has(name));
  return (
    <div className={styles["controls"]}>
      {groups.map(({ name, title, settings }) => (
        <fieldset key={name} className={styles["group"]}>
          <legend>{title}</legend>
          {settings.map(({ label, value, to }) => (
            <Stepper
              key={label}
              label={label}
              value={value}
              locked={locked.has(name)}
              whyNot={(next) => (next < 0 ? "Not below 0." : whyNot(state, to(next)))}
              onChange={(next) => change(changed(state, to(next)))}
            />
          ))}
        </fieldset>
      ))}
      {!hidden.has("bias") && (
        <NumberField
          label="Bias"
          value={state.bias}
          min={-LIMITS.value}
          max={LIMITS.value}
          locked={locked.has("bias")}
          onValue={(value) => change({ ...state, bias: value })}
        />
      )}
    </div>
  );
}

function groupsOf(
  state: ConvState,
): { readonly name: (typeof GROUPS)[number]; readonly title: string; readonly settings: readonly Setting[] }[] {
  return [
    { name: "input-size", title: "Input size", settings: sizes(state, "input") },
    { name: "filter-size", title: "Filter size", settings: sizes(state, "filter") },
    { name: "stride", title: "Stride", settings: pairs(state, "stride") },
    { name: "dilation", title: "Dilation", settings: pairs(state, "dilation") },
    {
      name: "padding",
      title: "Padding of each side",
      settings: SIDES.map((label, side) => ({
        label,
        value: state.padding[side] ?? 0,
        to: (value) => ({ padding: withSide(state.padding, side, value) }),
      })),
    },
  ];
}

function sizes(state: ConvState, which: "input" | "filter"): Setting[] {
  const [rows, columns] = sizeOf(state[which]);
  // New input cells repeat small numbers, new filter cells are 0: they change nothing until they are set.
  const fill = which === "input" ? (row: number, column: number): number => (3 * row + 5 * column) % 10 : () => 0;
  return [
    { label: "rows", value: rows, to: (value) => ({ [which]: resized(state[which], [value, columns], fill) }) },
    { label: "columns", value: columns, to: (value) => ({ [which]: resized(state[which], [rows, value], fill) }) },
  ];
}

function pairs(state: ConvState, which: "stride" | "dilation"): Setting[] {
  const [down, across]: Pair = state[which];
  return [
    { label: "down", value: down, to: (value) => ({ [which]: [value, across] }) },
    { label: "across", value: across, to: (value) => ({ [which]: [down, value] }) },
  ];
}

function withSide([top, left, bottom, right]: Sides, side: number, value: number): Sides {
  const at = (index: number, old: number): number => (index === side ? value : old);
  return [at(0, top), at(1, left), at(2, bottom), at(3, right)];
}
