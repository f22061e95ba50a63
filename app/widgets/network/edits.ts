/** Numbers of a network that differ from its own: typed by the reader, or written by an author. */
import { isRecord } from "../untrusted";
import type { TextProblem } from "../widget";

/** One number that the reader changed; with fewer indices all the numbers behind them. */
export interface Edit {
  readonly tensor: string;
  readonly index: readonly number[];
  readonly value: number;
}

export const MOST_EDITS = 64;
export const LARGEST = 1e6;
const FORM = /^\s*([\w.]+)((?:\[\d+\])*)=(\S+)\s*$/;

export function readEdits(given: unknown): readonly Edit[] | undefined {
  if (!Array.isArray(given) || given.length > MOST_EDITS) return undefined;
  const edits = given.filter(
    (one: unknown): one is Edit =>
      isRecord(one) &&
      typeof one["tensor"] === "string" &&
      Array.isArray(one["index"]) &&
      one["index"].every((at) => Number.isInteger(at)) &&
      typeof one["value"] === "number" &&
      Math.abs(one["value"]) <= LARGEST,
  );
  return edits.length === given.length ? edits : undefined;
}

export function editText({ tensor: name, index, value }: Edit): string {
  return `${name}${index.map((at) => `[${at}]`).join("")}=${value}`;
}

/** As an author writes them; what cannot be read makes `readEdits` refuse all. */
export function editsIn(written: string): unknown {
  return written.trim() === "" ? undefined : written.split(";").map(editIn);
}

function editIn(written: string): unknown {
  const [, name, brackets = "", value] = FORM.exec(written) ?? [];
  const index = [...brackets.matchAll(/\d+/g)].map(Number);
  return { tensor: name, index, value: Number(value) };
}

/** What an author is told. */
export function editsProblem(written: string): TextProblem | null {
  const parts = written.trim() === "" ? [] : written.split(";");
  const wrong = parts.find((part) => readEdits([editIn(part)]) === undefined);
  const message =
    wrong !== undefined
      ? `"${wrong.trim().slice(0, 60)}" is no changed number`
      : parts.length > MOST_EDITS
        ? `${parts.length} numbers are changed, more than ${MOST_EDITS}`
        : null;
  const allowed = `name[index]=number with semicolons between, at most ${MOST_EDITS} of them, each at most ${LARGEST}`;
  return message === null ? null : { message, allowed, suggestion: null };
}

/** The edits with one more; a second one of the same cell replaces the first. */
export function withEdit(edits: readonly Edit[], edit: Edit): readonly Edit[] {
  const key = ({ tensor: name, index }: Edit): string => `${name} ${index.join(",")}`;
  return [...edits.filter((one) => key(one) !== key(edit)), edit].slice(-MOST_EDITS);
}
