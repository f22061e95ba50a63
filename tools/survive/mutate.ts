/**
 * Changes that leave a file mostly in order: a number for a number, a name for a name, one part
 * twice or not at all. Random bytes are refused at the first check; these reach the later ones.
 */
import type { Random } from "../../engine/core/random";
import { pick } from "./promise";

const NUMBERS = [0, 1, 2, 3, 4, 5, 7, 8, 16, -1, 0.5, 65536, 2 ** 31, 1e308];
const WORDS = ["", "relu", "x", "constructor", "__proto__", "toString", "a".repeat(300), "\ud800"];

/** A copy of plain data with one value changed, somewhere inside. */
export function changedValue(value: unknown, from: Random): unknown {
  if (Array.isArray(value)) return changedList(value, from);
  if (typeof value === "object" && value !== null) return changedRecord({ ...value }, from);
  if (typeof value === "number")
    return from.below(3) === 0 ? pick(from, NUMBERS) : value + from.below(3) - 1;
  if (typeof value === "boolean") return !value;
  return from.below(6) === 0 ? pick(from, WORDS) : value;
}

function changedList(list: readonly unknown[], from: Random): unknown[] {
  if (list.length === 0) return from.below(4) === 0 ? [1] : [];
  const at = from.below(list.length);
  switch (from.below(10)) {
    case 0:
      return list.toSpliced(at, 1);
    case 1:
      return list.toSpliced(at, 0, list[at]);
    case 2:
      return list.toReversed();
    default:
      return list.with(at, changedValue(list[at], from));
  }
}

function changedRecord(record: Record<string, unknown>, from: Random): Record<string, unknown> {
  const keys = Object.keys(record);
  const key = keys[from.below(Math.max(1, keys.length))];
  if (key === undefined) return record;
  const { [key]: old, ...others } = record;
  const way = from.below(20);
  if (way === 0) return others;
  if (way === 1) return { ...record, [pick(from, WORDS)]: old };
  return { ...record, [key]: changedValue(old, from) };
}

/** Text with one number, word or line changed. */
export function changedText(text: string, from: Random): string {
  const tokens: readonly string[] = text.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|\s+|./g) ?? [];
  const at = from.below(Math.max(1, tokens.length));
  const token = tokens[at] ?? "";
  if (/^\d/.test(token)) return tokens.with(at, String(pick(from, NUMBERS))).join("");
  const other = tokens[from.below(Math.max(1, tokens.length))] ?? "";
  const way = from.below(8);
  if (way === 0) return tokens.toSpliced(at, 1).join("");
  if (way === 1) return tokens.with(at, other).join("");
  const lines = text.split("\n");
  const line = from.below(lines.length);
  return (way < 5 ? lines.toSpliced(line, 1) : lines.toSpliced(line, 0, lines[line] ?? "")).join(
    "\n",
  );
}

/** Bytes with up to five of them changed, or the end cut off. */
export function changedBytes(bytes: Uint8Array, from: Random): Uint8Array {
  const changed = Uint8Array.from(bytes);
  if (from.below(4) === 0) return changed.subarray(0, from.below(changed.length + 1));
  for (let count = 1 + from.below(5); count > 0; count--)
    changed[from.below(changed.length)] = from.below(256);
  return changed;
}
