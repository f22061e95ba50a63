/**
 * One table of fields per widget. From it come the state's type, the author's properties, the
 * reading of untrusted values, the way back to properties, the version with its migrations, what a
 * control may do, and what "Undo" is called. A widget writes none of these by hand.
 */
import { isRecord } from "../untrusted";
import type { Property, PropertyValues, WidgetDefinition } from "../widget";
import { same } from "../../shell/codec";
import type { Field, Fields, Raw, StateOf } from "./field";

export type { Raw, StateOf } from "./field";

/** Another way for an author to write fields: a length for a list, an older name. */
interface Shorthand<State> {
  readonly property: Property;
  /**
   * The fields that `value` means, by name, not yet read; they go before the fields' own
   * properties. Undefined where the author is silent. `given`: all properties, where the fields'
   * own should go first.
   */
  fields(value: unknown, given: PropertyValues): Raw;
  /** The value that this state would be written with; by default it is written by its fields. */
  written?(state: State): unknown;
}

export interface TableOptions<State> {
  /**
   * `migrate[n]` turns fields of version n into those of n + 1. It is given only the fields that a
   * link or a `set` names, in their old form, so each may be missing.
   */
  readonly migrate?: Readonly<Record<number, (old: Raw) => Raw>>;
  /** Values that only other fields can tell: padding "same". `given`: fields not yet read. */
  readonly resolve?: (given: Raw, read: State) => Partial<State>;
  /** Repairs what is not possible together: the nearest state that is. */
  readonly legal?: (state: State) => State;
  /** Why this change is not possible, in the reader's words; null when it is. */
  readonly whyNot?: (state: State, change: Partial<State>) => string | null;
  /** What else a change by hand does: the time line goes back to where it still can be. */
  readonly follow?: (next: State, before: State) => State;
  readonly shorthands?: Readonly<Record<string, Shorthand<State>>>;
  /** What else an author may hide or lock: "run", "arithmetic". */
  readonly parts?: readonly string[];
}

/** What the table writes of a widget's definition. */
type Written =
  | "version"
  | "migrate"
  | "properties"
  | "controls"
  | "initial"
  | "restore"
  | "toProperties"
  | "labelOf";
type Steps = "steps" | "step" | "seek";
/** What a widget still says of itself; without a time line, nothing of that either. */
type Rest<State extends object> = Omit<WidgetDefinition<State>, Written | Steps> &
  Partial<Pick<WidgetDefinition<State>, Steps>>;

export interface Table<Of extends Fields> {
  readonly fields: Of;
  readonly standard: StateOf<Of>;
  /** The widget's definition: what the table knows and what the widget says. */
  widget(rest: Rest<StateOf<Of>>): WidgetDefinition<StateOf<Of>>;
  /** The state that a lesson block, or an author's properties, opens with. */
  initial(properties: PropertyValues): StateOf<Of>;
  restore(untrusted: unknown, fallback: StateOf<Of>): StateOf<Of>;
  /** Why this change is not possible; null when it is. A control asks before it offers. */
  whyNot(state: StateOf<Of>, change: Partial<StateOf<Of>>): string | null;
  /** The state after a change by hand: repaired, the time line where it still can be. */
  changed(state: StateOf<Of>, change: Partial<StateOf<Of>>): StateOf<Of>;
}

type Shorthands<State> = NonNullable<TableOptions<State>["shorthands"]>;

/** The author's attributes: those of the shorthands, then those of the fields. */
function propertiesOf<State>(
  fields: Fields,
  shorthands: Shorthands<State>,
): WidgetDefinition<object>["properties"] {
  return {
    ...Object.fromEntries(
      Object.entries(shorthands).map(([name, { property }]) => [name, property]),
    ),
    ...Object.assign({}, ...Object.entries(fields).map(([name, field]) => field.properties(name))),
  };
}

/** What an author says of the fields, not yet read: by their own names, then by shorthands. */
function givenBy<State>(
  properties: PropertyValues,
  fields: Fields,
  shorthands: Shorthands<State>,
): Raw {
  const own = Object.entries(fields).map(([name, field]) => [name, field.given(properties, name)]);
  const meant = Object.entries(shorthands).map(([name, shorthand]) =>
    shorthand.fields(properties[name], properties),
  );
  return Object.assign(Object.fromEntries(own), ...meant);
}

/** The author's attributes that give a state: by shorthands, then by the fields' own names. */
function written<Of extends Fields>(
  state: StateOf<Of>,
  fields: Of,
  shorthands: Shorthands<StateOf<Of>>,
): PropertyValues {
  const short = Object.entries(shorthands).flatMap(([name, shorthand]) =>
    shorthand.written === undefined ? [] : [[name, shorthand.written(state)] as const],
  );
  const own = Object.entries(fields).map(([name, field]) => field.written(state[name], name));
  return Object.assign(Object.fromEntries(short), ...own);
}

/** The labels of the fields in which two states differ: "Stride, Padding". */
function changedLabels<Of extends Fields>(
  fields: Of,
  before: StateOf<Of>,
  after: StateOf<Of>,
): string {
  return Object.entries(fields)
    .filter(([name]) => !same(before[name], after[name]))
    .map(([, field]) => field.label)
    .join(", ");
}

/** A widget without a time line. */
const NO_STEPS = { steps: () => 0, step: () => 0, seek: <State>(state: State): State => state };

/**
 * Version numbers start with 1 and grow by one when older links need a migration. Throws
 * RangeError where the table itself is wrong.
 */
export function table<const Of extends Fields>(
  version: number,
  fields: Of,
  options: TableOptions<StateOf<Of>> = {},
): Table<Of> {
  type State = StateOf<Of>;
  check(version, fields, options.migrate ?? {});
  const entries = Object.entries(fields);
  const { legal = (state: State): State => state, follow = legal, shorthands = {} } = options;
  // What `of` gives has a value for every field, each made by that field.
  const collect = (of: (name: string, field: Field) => unknown): State =>
    Object.fromEntries(entries.map(([name, field]) => [name, of(name, field)])) as State;
  const standard = legal(collect((_, field) => field.standard));
  const restore = (untrusted: unknown, fallback: State): State => {
    if (!isRecord(untrusted)) return fallback;
    const read = collect((name, field) => field.read(untrusted[name], fallback[name]));
    return legal({ ...read, ...options.resolve?.(untrusted, read) });
  };
  const initial = (properties: PropertyValues): State =>
    restore(givenBy(properties, fields, shorthands), standard);
  return {
    fields,
    standard,
    initial,
    restore,
    whyNot: (state, change) => options.whyNot?.(state, change) ?? null,
    changed: (state, change) => follow({ ...state, ...change }, state),
    widget: (rest) => ({
      ...NO_STEPS,
      ...rest,
      version,
      migrate: (old, from) => migrated(old, from, version, options.migrate ?? {}),
      properties: propertiesOf(fields, shorthands),
      controls: [...controlsOf(fields), ...(options.parts ?? [])],
      initial,
      restore,
      toProperties: (state) => written(state, fields, shorthands),
      labelOf: (before, after) => changedLabels(fields, before, after),
    }),
  };
}

/** Names by which an author hides or locks the controls of these fields. */
function controlsOf(fields: Fields): readonly string[] {
  const names = Object.entries(fields).flatMap(([name, field]) => [
    ...(field.kind.type === "group" ? controlsOf(field.kind.fields) : []),
    ...(field.control === null ? [] : [field.control ?? name]),
    ...(field.kind.type === "matrix" && field.kind.sized !== null
      ? [field.kind.sized.control]
      : []),
  ]);
  return [...new Set(names)];
}

function migrated(old: Raw, from: number, to: number, steps: Migrations): Raw {
  let fields = old;
  for (let at = from; at < to; at++) fields = steps[at]?.(fields) ?? fields;
  return fields;
}

type Migrations = NonNullable<TableOptions<unknown>["migrate"]>;

/** Faults of the table itself, found when it is written. */
function check(version: number, fields: Fields, migrate: Migrations): void {
  if (!Number.isInteger(version) || version < 1)
    throw new RangeError(`A table's version is a whole number from 1, not ${version}.`);
  for (let at = 1; at < version; at++)
    if (migrate[at] === undefined)
      throw new RangeError(`A table of version ${version} needs a migration from ${at}.`);
  for (const name of Object.keys(fields))
    if (name === "version" || !/^[A-Za-z]\w*$/.test(name))
      throw new RangeError(`A field cannot be called "${name}".`);
}
