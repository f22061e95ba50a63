/** The kinds of fields of one value: numbers, truth, choices, texts, groups, and a widget's own. */
import { inRange, isRecord, truth as truthOr } from "../untrusted";
import type { Property, PropertyValues, TextProblem } from "../widget";
import type { Common, Field, Fields, NumberKind, Raw, StateOf } from "./field";

/** A field that is one property of the same name and value. */
function plain<Value>(
  common: Common,
  standard: Value,
  kind: Field["kind"],
  property: Property,
  read: (untrusted: unknown, fallback: Value) => Value,
): Field<Value> {
  const named = (name: string): string => common.property ?? name;
  const silent = common.property === null;
  return {
    label: common.label,
    control: common.control,
    standard,
    kind,
    properties: (name) => (silent ? {} : { [named(name)]: property }),
    given: (properties, name) => (silent ? undefined : properties[named(name)]),
    written: (value, name) => (silent ? {} : { [named(name)]: value }),
    read,
  };
}

export interface NumberOptions extends Common {
  readonly from: number;
  readonly to: number;
  readonly standard: number;
  /** How far one press of a key moves it. Default 1, of a number a hundredth of its range. */
  readonly step?: number;
  readonly look?: NumberKind["look"];
  readonly logarithmic?: boolean;
}

/** A whole number; one outside the range becomes its nearest end. */
export function integer(options: NumberOptions): Field<number> {
  const { from, to, standard, says } = options;
  return plain(
    options,
    standard,
    numberKind("integer", options),
    { type: "integer", min: from, max: to, default: standard, description: says },
    (untrusted, fallback) => inRange(untrusted, from, to, fallback),
  );
}

/** A finite number; one outside the range becomes its nearest end. */
export function number(options: NumberOptions): Field<number> {
  const { from, to, standard, says } = options;
  return plain(
    options,
    standard,
    numberKind("number", options),
    { type: "number", min: from, max: to, default: standard, description: says },
    (untrusted, fallback) =>
      typeof untrusted === "number" && Number.isFinite(untrusted)
        ? Math.max(from, Math.min(to, untrusted))
        : fallback,
  );
}

function numberKind(type: NumberKind["type"], options: NumberOptions): NumberKind {
  const { from, to, logarithmic = false } = options;
  return {
    type,
    from,
    to,
    logarithmic,
    step: options.step ?? (type === "integer" ? 1 : (to - from) / 100),
    look: options.look ?? (type === "integer" ? "stepper" : "slider"),
  };
}

/** True or false. */
export function truth(options: Common & { readonly standard?: boolean }): Field<boolean> {
  const { standard = false, says } = options;
  return plain(
    options,
    standard,
    { type: "truth" },
    { type: "boolean", default: standard, description: says },
    truthOr,
  );
}

export interface ChoiceOptions<Option extends string> extends Common {
  /** Default: the first option. */
  readonly standard?: NoInfer<Option>;
  readonly titleOf?: (option: Option) => string;
  /** Default: side by side up to four options, a list beyond. */
  readonly look?: "select" | "segments";
}

/** One of a few words: a list of them, or a record of word and title. */
export function choice<const Option extends string>(
  options: readonly Option[] | Readonly<Record<Option, string>>,
  common: ChoiceOptions<Option>,
): Field<Option> {
  const titles: Raw = isList(options) ? {} : options;
  const words: readonly Option[] = isList(options) ? options : wordsOf(options);
  const find = (value: unknown): Option | undefined => words.find((word) => word === value);
  const standard = common.standard ?? words[0];
  if (standard === undefined) throw new RangeError(`${common.label}: a choice needs an option.`);
  const titleOf = (word: string): string => {
    const option = find(word);
    const title = option === undefined ? undefined : common.titleOf?.(option);
    return title ?? String(titles[word] ?? word);
  };
  return plain<Option>(
    common,
    standard,
    {
      type: "choice",
      options: words,
      titleOf,
      look: common.look ?? (words.length <= 4 ? "segments" : "select"),
    },
    { type: "choice", options: words, default: standard, description: common.says },
    (untrusted, fallback) => find(untrusted) ?? fallback,
  );
}

function isList<Item>(value: readonly Item[] | object): value is readonly Item[] {
  return Array.isArray(value);
}

function wordsOf<Option extends string>(titles: Readonly<Record<Option, string>>): Option[] {
  // A literal's own keys are what its type says.
  return Object.keys(titles) as Option[];
}

export interface TextOptions extends Common {
  readonly longest: number;
  readonly standard?: string;
  /** Whether the text can be used. Must not throw. Default: when `problem` finds nothing. */
  readonly fits?: (text: string) => boolean;
  /** What is wrong with a text that has a language of its own, for its author. Must not throw. */
  readonly problem?: (text: string) => TextProblem | null;
}

export function text(options: TextOptions): Field<string> {
  const { longest, standard = "", says, problem } = options;
  const fits = options.fits ?? ((written: string) => (problem?.(written) ?? null) === null);
  return plain(
    options,
    standard,
    { type: "text", longest, fits },
    {
      type: "text",
      maxLength: longest,
      default: standard,
      description: says,
      ...(problem === undefined ? {} : { problem }),
    },
    (untrusted, fallback) =>
      typeof untrusted === "string" && untrusted.length <= longest && fits(untrusted)
        ? untrusted
        : fallback,
  );
}

/** Fields that belong together, a record of their own within the state: `pixel.row`. */
export function group<Inner extends Fields>(
  label: string,
  fields: Inner,
  control: string | null = null,
): Field<StateOf<Inner>> {
  const entries = Object.entries(fields);
  // What `of` gives has a value for every field, each made by that field.
  const collect = (of: (name: string, field: Field) => unknown): StateOf<Inner> =>
    Object.fromEntries(entries.map(([name, field]) => [name, of(name, field)])) as StateOf<Inner>;
  return {
    label,
    control,
    standard: collect((_, field) => field.standard),
    kind: { type: "group", fields },
    properties: () => Object.assign({}, ...entries.map(([name, field]) => field.properties(name))),
    given: (properties) => collect((name, field) => field.given(properties, name)),
    written: (value) =>
      Object.assign({}, ...entries.map(([name, field]) => field.written(value[name], name))),
    read: (untrusted, fallback) =>
      isRecord(untrusted)
        ? collect((name, field) => field.read(untrusted[name], fallback[name]))
        : fallback,
  };
}

export interface OwnOptions<Value> {
  readonly label: string;
  readonly standard: Value;
  readonly control?: string | null;
  /** The value when it fits, else undefined. Must not throw. */
  readonly read: (untrusted: unknown) => Value | undefined;
  /** How an author sets it; without, it is not settable. */
  readonly author?: {
    readonly properties: Readonly<Record<string, Property>>;
    /** What `read` is given; undefined where the properties are silent. */
    readonly given: (properties: PropertyValues) => unknown;
    readonly written: (value: Value) => PropertyValues;
  };
  /** Values beside the standard, for the tests. */
  readonly samples: readonly Value[];
}

/** A value of a widget's own structure, with its reader. */
export function own<Value>(options: OwnOptions<Value>): Field<Value> {
  const { label, standard, control = null, read, author, samples } = options;
  return {
    label,
    standard,
    control,
    kind: { type: "own", samples },
    properties: () => author?.properties ?? {},
    given: (properties) => author?.given(properties),
    written: (value) => author?.written(value) ?? {},
    read: (untrusted, fallback) => {
      const value = read(untrusted);
      return value === undefined ? fallback : value;
    },
  };
}
