/** Python's operators on known values; null where the result is not known. */
import { list, type ListValue, NONE, text, truth, type Value } from "./values";

export function unary(sign: string, value: Value): Value | null {
  if (sign === "not") {
    const known = truthOf(value);
    return known === null ? null : truth(!known);
  }
  if (value.kind !== "number") return null;
  if (sign === "-") return { ...value, value: -value.value };
  return sign === "+" ? value : null;
}

/** What Python's `if` makes of a value; null where it is not known. */
export function truthOf(value: Value): boolean | null {
  switch (value.kind) {
    case "truth":
      return value.value;
    case "none":
      return false;
    case "number":
      return value.value !== 0;
    case "text":
      return value.value !== "";
    case "list":
      return value.items.length > 0;
    case "dict":
      return value.entries.size > 0;
    case "unknown":
    case "batch":
    case "tensor":
      return null;
    case "module":
      return value.type !== "sequential" || value.children.length > 0;
    default:
      return true;
  }
}

export function binary(sign: string, left: Value, right: Value): Value | null {
  if (["==", "!=", "is", "is not"].includes(sign)) {
    const same = isSame(left, right);
    return same === null ? null : truth(same === (sign === "==" || sign === "is"));
  }
  if (sign === "in" || sign === "not in") return membership(left, right, sign === "in");
  if (left.kind === "number" && right.kind === "number") return arithmetic(sign, left, right);
  if (sign === "+") return joined(left, right);
  if (sign === "*") return repeated(left, right) ?? repeated(right, left);
  if (sign === "%" && left.kind === "text") return formatted(left.value, right);
  return null;
}

interface Numeric {
  readonly value: number;
  readonly isFloat: boolean;
}

function arithmetic(sign: string, left: Numeric, right: Numeric): Value | null {
  const [a, b] = [left.value, right.value];
  const isFloat = left.isFloat || right.isFloat;
  const number = (value: number, float = isFloat): Value | null =>
    Number.isFinite(value) ? { kind: "number", value, isFloat: float } : null;
  switch (sign) {
    case "+":
      return number(a + b);
    case "-":
      return number(a - b);
    case "*":
      return number(a * b);
    case "/":
      return number(a / b, true);
    case "//":
      return number(Math.floor(a / b));
    case "%":
      return number(a - b * Math.floor(a / b));
    case "**":
      return number(a ** b, isFloat || b < 0);
    case "<":
      return truth(a < b);
    case ">":
      return truth(a > b);
    case "<=":
      return truth(a <= b);
    case ">=":
      return truth(a >= b);
    case "<<":
      return number(a * 2 ** b);
    case ">>":
      return number(Math.floor(a / 2 ** b));
    default:
      return null;
  }
}

/** Pairs of lists that are compared already: one list may stand in many places, or in itself. */
type Compared = Map<Value, Set<Value>>;

/** null where it cannot be said. */
export function isSame(left: Value, right: Value, compared: Compared = new Map()): boolean | null {
  if (left === right) return true;
  const loose = ["unknown", "batch", "tensor"];
  if (loose.includes(left.kind) || loose.includes(right.kind))
    return left.kind === "none" || right.kind === "none" ? noneIs(left, right) : null;
  if (left.kind !== right.kind) return false;
  if (left.kind === "list" && right.kind === "list") return sameLists(left, right, compared);
  if (left.kind === "library" && right.kind === "library") return left.path === right.path;
  if ("value" in left && "value" in right) return left.value === right.value;
  return left.kind === "none";
}

function sameLists(left: ListValue, right: ListValue, compared: Compared): boolean | null {
  if (left.items.length !== right.items.length) return false;
  const others = compared.get(left) ?? new Set();
  // Each pair counts where it is met first.
  if (others.has(right)) return true;
  compared.set(left, others.add(right));
  let result: boolean | null = true;
  for (const [at, one] of left.items.entries()) {
    const same = isSame(one, right.items[at] ?? NONE, compared);
    if (same === false) return false;
    if (same === null) result = null;
  }
  return result;
}

/** A tensor is not None; something unknown may be. */
function noneIs(left: Value, right: Value): boolean | null {
  return left.kind === "unknown" || right.kind === "unknown" ? null : false;
}

function membership(left: Value, right: Value, wanted: boolean): Value | null {
  if (right.kind === "text" && left.kind === "text")
    return truth(right.value.includes(left.value) === wanted);
  if (right.kind === "dict") return truth(right.entries.has(keyOf(left)) === wanted);
  if (right.kind !== "list") return null;
  return truth(right.items.some((one) => isSame(one, left) === true) === wanted);
}

function joined(left: Value, right: Value): Value | null {
  if (left.kind === "text" && right.kind === "text") return text(left.value + right.value);
  if (left.kind === "list" && right.kind === "list" && left.form === right.form)
    return list([...left.items, ...right.items], left.form);
  return null;
}

const MOST_COPIES = 4096;

function repeated(left: Value, right: Value): Value | null {
  if (right.kind !== "number" || right.isFloat) return null;
  const count = Math.min(Math.max(0, right.value), MOST_COPIES + 1);
  if (left.kind === "text" && left.value.length * count <= MOST_COPIES)
    return text(left.value.repeat(count));
  if (left.kind !== "list" || left.items.length * count > MOST_COPIES) return null;
  return list(Array.from({ length: count }, () => left.items).flat(), left.form);
}

/** "conv%d" % 3 */
function formatted(pattern: string, given: Value): Value | null {
  const values = given.kind === "list" && given.form === "tuple" ? given.items : [given];
  let at = 0;
  const result = pattern.replaceAll(/%[\d.]*[dsif]/g, () => plainText(values[at++]) ?? "%");
  return values.every((one) => plainText(one) !== null) ? text(result) : null;
}

/** As `str()` writes it. */
export function plainText(value: Value | undefined): string | null {
  if (value?.kind === "number") return String(value.value);
  if (value?.kind === "text") return value.value;
  if (value?.kind === "truth") return value.value ? "True" : "False";
  return value?.kind === "none" ? "None" : null;
}

/** A key of a dict. */
export function keyOf(value: Value): string {
  return `${value.kind} ${plainText(value) ?? "?"}`;
}
