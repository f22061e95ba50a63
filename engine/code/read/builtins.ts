/** Functions that Python has by itself. */
import { binary, keyOf, plainText, truthOf } from "./operators";
import { itemsOf } from "./items";
import {
  type GivenValues,
  list,
  native,
  NONE,
  text,
  truth,
  unknown,
  type Value,
  whole,
} from "./values";

const LONGEST_RANGE = 100_000;

type Builtin = (values: readonly Value[], given: GivenValues) => Value | null;

const BUILTINS: Readonly<Record<string, Builtin>> = {
  print: () => NONE,
  range: (values) => range(values),
  len: ([one]) => {
    const items = one === undefined ? null : itemsOf(one);
    return items === null ? null : whole(items.length);
  },
  list: ([one]) => spread(one, "list"),
  tuple: ([one]) => spread(one, "tuple"),
  reversed: ([one]) => {
    const items = one === undefined ? null : itemsOf(one);
    return items === null ? null : list(items.toReversed());
  },
  enumerate: ([one, start], { named }) => {
    const items = one === undefined ? null : itemsOf(one);
    const first = start ?? named.get("start")?.value;
    const from = first?.kind === "number" ? first.value : 0;
    return items === null
      ? null
      : list(items.map((item, at) => list([whole(at + from), item], "tuple")));
  },
  zip: (values) => {
    const all = values.map(itemsOf);
    if (all.some((items) => items === null)) return null;
    const length = Math.min(...all.map((items) => items?.length ?? 0));
    return list(
      Array.from({ length }, (_, at) =>
        list(
          all.map((items) => items?.[at] ?? NONE),
          "tuple",
        ),
      ),
    );
  },
  int: ([one]) => number(one, (value) => Math.trunc(value)),
  round: ([one, digits]) => (digits === undefined ? number(one, Math.round) : null),
  abs: ([one]) => (one?.kind === "number" ? { ...one, value: Math.abs(one.value) } : null),
  float: ([one]) => float(one),
  str: ([one]) => {
    const said = plainText(one);
    return said === null ? null : text(said);
  },
  bool: ([one]) => {
    const known = one === undefined ? false : truthOf(one);
    return known === null ? null : truth(known);
  },
  max: (values) => extreme(values, ">"),
  min: (values) => extreme(values, "<"),
  sum: ([one]) => {
    const items = one === undefined ? null : itemsOf(one);
    return (items ?? []).reduce<Value | null>(
      (sum, item) => (sum === null ? null : binary("+", sum, item)),
      items === null ? null : whole(0),
    );
  },
  dict: (_values, { named, positional }) =>
    positional.length > 0
      ? null
      : {
          kind: "dict",
          entries: new Map(
            [...named].map(([name, { value }]) => [keyOf(text(name)), { key: text(name), value }]),
          ),
        },
};

/** A function of Python's, or undefined. */
export function builtin(name: string): Value | undefined {
  const work = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  if (work === undefined) return undefined;
  return native(name, (given) => {
    const values = given.positional.map(({ value }) => value);
    const first = values.find((value) => value.kind === "unknown");
    return (
      work(values, given) ??
      (first?.kind === "unknown" ? first : unknown(`${name}(…) is not known here`, given.at))
    );
  });
}

function range(values: readonly Value[]): Value | null {
  const numbers = values.map((one) =>
    one.kind === "number" && !one.isFloat ? one.value : Number.NaN,
  );
  if (numbers.some(Number.isNaN) || numbers.length === 0) return null;
  const [from = 0, to = 0, step = 1] = numbers.length === 1 ? [0, ...numbers] : numbers;
  const length = Math.max(0, Math.ceil((to - from) / step));
  if (!(length <= LONGEST_RANGE)) return null;
  return list(Array.from({ length }, (_, at) => whole(from + at * step)));
}

function spread(one: Value | undefined, form: "list" | "tuple"): Value | null {
  if (one === undefined) return list([], form);
  const items = itemsOf(one);
  return items === null ? null : list(items, form);
}

function number(one: Value | undefined, change: (value: number) => number): Value | null {
  if (one?.kind === "truth") return whole(one.value ? 1 : 0);
  const value = one?.kind === "text" && one.value.trim() !== "" ? Number(one.value) : one;
  if (typeof value === "number") return Number.isFinite(value) ? whole(change(value)) : null;
  return value?.kind === "number" ? whole(change(value.value)) : null;
}

/** float("-inf"), too. */
function float(one: Value | undefined): Value | null {
  if (one?.kind === "number") return { ...one, isFloat: true };
  if (one?.kind !== "text") return null;
  const said = one.value
    .trim()
    .toLowerCase()
    .replace(/inf(inity)?$/, "Infinity");
  const value = Number(said);
  return Number.isNaN(value) ? null : { kind: "number", value, isFloat: true };
}

function extreme(values: readonly Value[], sign: ">" | "<"): Value | null {
  const [only] = values;
  const items = values.length === 1 && only !== undefined ? itemsOf(only) : values;
  return (items ?? []).reduce<Value | null>((best, item) => {
    if (best === null) return item;
    const better = binary(sign, item, best);
    return better === null ? null : truthOf(better) === true ? item : best;
  }, null);
}
