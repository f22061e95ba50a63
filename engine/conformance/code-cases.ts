/**
 * Model code with what it must be read as: one JSON object a line with `id`, `picture` (channels,
 * rows, columns), `code`, and either `shape` and perhaps `parameters`, or `refuse` and perhaps
 * `names`, a word that the message must contain.
 */
import * as v from "valibot";
import { readCode } from "../code/read/read";
import { LabError, messageOf } from "../core/errors";
import { networkShapes } from "../graph/shapes";
import type { Verdict } from "./run";

const sizes = v.array(v.number());
const CASE = v.object({
  id: v.string(),
  picture: sizes,
  code: v.string(),
  shape: v.optional(sizes),
  parameters: v.optional(v.number()),
  refuse: v.optional(v.boolean()),
  names: v.optional(v.string()),
});
export type CodeCase = v.InferOutput<typeof CASE>;

export function* runCode(text: string): Generator<Verdict> {
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const { id, problem } = judged(line, `line ${at + 1}`);
    yield { id, op: "code", tier: null, problem };
  }
}

function judged(line: string, place: string): { id: string; problem: string | null } {
  let id = place;
  try {
    const one = v.parse(CASE, JSON.parse(line));
    id = one.id;
    return { id, problem: problemOf(one) };
  } catch (error) {
    return { id, problem: messageOf(error) };
  }
}

/** What is wrong with how a case is read; null where nothing is. */
export function problemOf(one: CodeCase): string | null {
  const read = readOrRefused(one);
  if (typeof read === "string") {
    if (one.refuse !== true) return `refused: ${read}`;
    const isNamed = one.names === undefined || read.toLowerCase().includes(one.names.toLowerCase());
    return isNamed ? null : `the message does not name ${one.names}: ${read}`;
  }
  if (one.refuse === true) return `read, but it must be refused: ${read.shape.join("×")}`;
  if (one.shape !== undefined && read.shape.join() !== one.shape.join())
    return `gives ${read.shape.join("×")}, expected ${one.shape.join("×")}`;
  return one.parameters === undefined || read.parameters === one.parameters
    ? null
    : `has ${read.parameters} parameters, expected ${one.parameters}`;
}

function readOrRefused({
  code,
  picture,
}: CodeCase): string | { readonly shape: readonly number[]; readonly parameters: number } {
  try {
    const network = networkShapes(readCode(code, picture));
    return { shape: network.output.shape, parameters: network.parameterCount };
  } catch (error) {
    if (error instanceof LabError) return error.message;
    throw error;
  }
}
