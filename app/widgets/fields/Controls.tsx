/**
 * The control panel of a table of fields: one control for each field, in the order in which they
 * stand or as `show` says. What an author hides is not there, what they lock cannot be changed,
 * and what is not possible now says why.
 */
import { Fragment, type ReactNode } from "react";
import { Choice } from "../../figures/marks/choice/Choice";
import { Select } from "../../figures/marks/controls/Select";
import { Slider } from "../../figures/marks/controls/Slider";
import { Toggle } from "../../figures/marks/controls/Toggle";
import { NumberField } from "../../figures/marks/number-field/NumberField";
import { classes } from "../../figures/marks/style";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import type { WidgetProps } from "../widget";
import type { ChoiceKind, Field, Fields, MatrixKind, NumberKind, StateOf } from "./field";
import { nested, presetOf, resized } from "./matrix";
import type { Table } from "./table";
import styles from "./controls.module.css";

export interface ControlsProps<Of extends Fields>
  extends Pick<WidgetProps<StateOf<Of>>, "state" | "change" | "hidden" | "locked"> {
  readonly table: Table<Of>;
  /** Which controls, in this order; default: all. */
  readonly show?: readonly (keyof Of & string)[];
  /** Controls that the widget draws itself, by the name of the field that they stand for. */
  readonly instead?: Readonly<Partial<Record<keyof Of & string, ReactNode>>>;
  /** Further controls of the widget, before the others and behind them. */
  readonly first?: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string | undefined;
  /** Part of the figure and no settings: a lecture shows them without being asked. */
  readonly tried?: boolean;
}

export function Controls<Of extends Fields>(props: ControlsProps<Of>): ReactNode {
  const { table, show = Object.keys(table.fields), hidden, instead = {} } = props;
  const own = new Map(Object.entries<ReactNode>(instead));
  return (
    <div
      className={classes(styles["controls"], props.className)}
      data-controls={props.tried === true ? undefined : true}
    >
      {props.first}
      {show.map((name) => {
        const field = table.fields[name];
        if (field === undefined || field.control === null) return null;
        const shown = !hidden.has(field.control ?? name);
        return (
          <Fragment key={name}>
            {shown && (own.get(name) ?? <Control panel={props} name={name} field={field} />)}
            <SizeControl panel={props} name={name} field={field} />
          </Fragment>
        );
      })}
      {props.children}
    </div>
  );
}

interface ControlProps<Of extends Fields> {
  readonly panel: ControlsProps<Of>;
  readonly name: string;
  readonly field: Field;
}

function Control<Of extends Fields>({ panel, name, field }: ControlProps<Of>): ReactNode {
  const { table, state, change, locked } = panel;
  const value: unknown = state[name];
  const fixed = locked.has(field.control ?? name);
  // The field's own reader has made the value, or is asked before it is taken over.
  const changing = (next: unknown): Partial<StateOf<Of>> =>
    ({ [name]: next }) as Partial<StateOf<Of>>;
  const whyNot = (next: unknown): string | null => table.whyNot(state, changing(next));
  const take = (next: unknown, streaming = false): void =>
    change(table.changed(state, changing(next)), streaming ? { history: "merge" } : undefined);
  const common = { label: field.label, locked: fixed };
  const { kind } = field;
  switch (kind.type) {
    case "integer":
    case "number":
      return (
        <NumberControl {...common} kind={kind} value={Number(value)} whyNot={whyNot} take={take} />
      );
    case "truth":
      return (
        <Toggle
          {...common}
          value={value === true}
          whyNot={whyNot(value !== true)}
          onChange={(next) => take(next)}
        />
      );
    case "choice":
      return <ChoiceControl {...common} kind={kind} value={value} whyNot={whyNot} take={take} />;
    case "matrix":
      return <PresetControl {...common} kind={kind} value={value} whyNot={whyNot} take={take} />;
    case "pair":
      return <PairControl {...common} {...kind} value={value} whyNot={whyNot} take={take} />;
    case "text":
    case "group":
    case "own":
      return null; // only the widget knows how these are changed: `instead`
    default:
      kind satisfies never;
      return null;
  }
}

/** The side of a square matrix, where the field asks for that control. */
function SizeControl<Of extends Fields>({ panel, name, field }: ControlProps<Of>): ReactNode {
  const { table, state, change, hidden, locked } = panel;
  const { kind } = field;
  const value = nested(state[name], 2, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  if (kind.type !== "matrix" || kind.sized === null || value === undefined) return null;
  const { label, control } = kind.sized;
  if (hidden.has(control)) return null;
  const [rows, columns] = [value.length, value[0]?.length ?? 0];
  // A full square is a matrix of the field's rank.
  const sized = (side: number): Partial<StateOf<Of>> =>
    ({ [name]: resized(value, [side, side]) }) as Partial<StateOf<Of>>;
  return (
    <Stepper
      label={label}
      value={rows}
      text={rows === columns ? String(rows) : `${rows}×${columns}`}
      locked={locked.has(control) || locked.has(field.control ?? name)}
      whyNot={(side) => outside(side, 1, kind.side) ?? table.whyNot(state, sized(side))}
      onChange={(side) => change(table.changed(state, sized(side)))}
    />
  );
}

interface ValueProps {
  readonly label: string;
  readonly locked: boolean;
  readonly whyNot: (next: unknown) => string | null;
  readonly take: (next: unknown, streaming?: boolean) => void;
}

function NumberControl({
  kind: { type, look, from, to, step, logarithmic },
  value,
  whyNot,
  take,
  ...common
}: ValueProps & { readonly kind: NumberKind; readonly value: number }): ReactNode {
  if (look === "stepper")
    return (
      <Stepper
        {...common}
        value={value}
        whyNot={(next) => outside(next, from, to) ?? whyNot(next)}
        onChange={take}
      />
    );
  if (look === "typed")
    return (
      <NumberField
        {...common}
        value={value}
        min={from}
        max={to}
        step={step}
        whole={type === "integer"}
        whyNot={whyNot}
        onValue={take}
      />
    );
  return (
    <Slider
      {...common}
      value={value}
      from={from}
      to={to}
      step={step}
      logarithmic={logarithmic}
      onChange={(next) => take(next, true)}
    />
  );
}

function ChoiceControl({
  kind,
  value,
  whyNot,
  take,
  ...common
}: ValueProps & { readonly kind: ChoiceKind; readonly value: unknown }): ReactNode {
  const chosen = String(value);
  // A picture of the lesson is not among the options of the lab.
  const all = kind.options.includes(chosen) ? kind.options : [...kind.options, chosen];
  const options = all.map((option) => ({
    value: option,
    title: kind.titleOf(option),
    whyNot: option === value ? null : whyNot(option),
  }));
  const List = kind.look === "select" ? Select : Choice<string>;
  return <List {...common} options={options} value={chosen} onChange={take} />;
}

/** Ready-made values, where there are any. */
function PresetControl({
  kind: { presets },
  value,
  whyNot,
  take,
  ...common
}: ValueProps & { readonly kind: MatrixKind; readonly value: unknown }): ReactNode {
  if (presets.length === 0) return null;
  const options = presets.map(({ name, title, matrix }) => ({
    value: name,
    title,
    whyNot: whyNot(matrix),
  }));
  return (
    <Select
      {...common}
      options={options}
      value={presetOf(presets, value)?.name ?? null}
      none="My own numbers"
      onChange={(chosen) => take(presets.find(({ name }) => name === chosen)?.matrix ?? value)}
    />
  );
}

interface PairControlProps extends ValueProps {
  readonly value: unknown;
  readonly from: number;
  readonly to: number;
}

/** Both numbers of a pair, moved together. */
function PairControl({ value, from, to, whyNot, take, ...common }: PairControlProps): ReactNode {
  const [down, across]: readonly unknown[] = Array.isArray(value) ? value : [value, value];
  return (
    <Stepper
      {...common}
      value={Number(down)}
      text={down === across ? String(down) : `${String(down)}×${String(across)}`}
      whyNot={(next) => outside(next, from, to) ?? whyNot([next, next])}
      onChange={(next) => take([next, next])}
    />
  );
}

function outside(value: number, from: number, to: number): string | null {
  return value < from || value > to ? `From ${from} to ${to}.`.replaceAll("-", "−") : null;
}
