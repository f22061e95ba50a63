/**
 * What is done to the blocks of a net, as text: `layers 1.3; wire 2.4 guess 75; swap 1.3; reverse
 * 2`. A block is named by its stage and its number there; a guess is the accuracy in percent that
 * somebody expected after it.
 */
import { t } from "../../language/words";
import { blocksOf, type Rebuilding } from "../../../engine/graph/networks/rebuilt";
import type { NetworkSpec } from "../../../engine/graph/spec";
import type { TextProblem } from "../widget";

export const TOOLS = {
  layers: "Scissors: its layers",
  wire: "Pliers: its wire",
  swap: "Swap with the next",
  reverse: "Reverse its stage",
} as const;
type Tool = keyof typeof TOOLS;

export interface Operation {
  readonly tool: Tool;
  /** "1.3"; of a stage that is reversed "2". */
  readonly at: string;
  /** Percent; null: nobody guessed. */
  readonly guess: number | null;
}

export const MOST = 40;

const PATTERN = /^(?:(layers|wire|swap) ([1-3]\.[1-9])|(reverse) ([1-3]))(?: guess (\d{1,3}))?$/;

/** The operations of a text, those that are written wrongly left out. */
export function readOperations(text: string): readonly Operation[] {
  return parts(text)
    .flatMap((part) => readOne(part) ?? [])
    .slice(0, MOST);
}

function parts(text: string): readonly string[] {
  return text
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function readOne(part: string): Operation | null {
  const [, tool, block, reverse, stage, guess] = PATTERN.exec(part) ?? [];
  const word = tool ?? reverse;
  const at = block ?? stage;
  if (at === undefined || !isTool(word)) return null;
  return { tool: word, at, guess: guess === undefined ? null : Math.min(100, Number(guess)) };
}

function isTool(word: string | undefined): word is Tool {
  return word !== undefined && Object.hasOwn(TOOLS, word);
}

export function writeOperations(operations: readonly Operation[]): string {
  return operations
    .map(({ tool, at, guess }) => `${tool} ${at}${guess === null ? "" : ` guess ${guess}`}`)
    .join("; ");
}

export function operationsProblem(text: string): TextProblem | null {
  const wrong = parts(text).find((part) => readOne(part) === null);
  if (wrong === undefined && parts(text).length <= MOST) return null;
  return {
    message:
      wrong === undefined ? `more than ${MOST} operations` : `"${wrong.slice(0, 40)}" is not one`,
    allowed:
      "layers 1.3, wire 1.3, swap 1.3 or reverse 1, with ; between them; behind each perhaps guess 75",
    suggestion: null,
  };
}

/** "s1b3" of "1.3". */
export function nameOf(at: string): string {
  return `s${at.replace(".", "b")}`;
}

/** "1.3" of "s1b3". */
export function placeOf(block: string): string {
  return block.slice(1).replace("b", ".");
}

export function stageOf(block: string): string {
  return block.slice(1, 2);
}

export function untouched(spec: NetworkSpec): Rebuilding {
  return { order: blocksOf(spec), without: new Set(), cut: new Set() };
}

/** Whether x has another shape behind this block: it halves the picture. */
export function changesShape(block: string): boolean {
  return block !== "s1b1" && block.endsWith("b1");
}

/** Why this cannot be done now, in the reader's words; null where it can. */
export function whyNot(
  { order, without, cut }: Rebuilding,
  { tool, at }: Pick<Operation, "tool" | "at">,
  residual: boolean,
): string | null {
  if (tool === "reverse") return null;
  const block = nameOf(at);
  const place = order.indexOf(block);
  if (place < 0) return t("There is no block {at}.", { at });
  if (tool === "layers") {
    if (without.has(block)) return t("Its layers are gone already.");
    if (cut.has(block)) return t("Its wire is cut: without its layers nothing would pass.");
    if (!residual && changesShape(block))
      return t("These layers halve the picture and double the maps: what follows needs that.");
    return null;
  }
  if (tool === "wire") {
    if (!residual) return t("A plain net has no wires.");
    if (cut.has(block)) return t("Its wire is cut already.");
    return without.has(block)
      ? t("Its layers are gone: without the wire nothing would pass.")
      : null;
  }
  const next = order[place + 1];
  if (next === undefined) return t("No block follows it.");
  return changesShape(next) || changesShape(block)
    ? t("One of the two changes the shape of x: the other would not fit in its place.")
    : null;
}

export function done(before: Rebuilding, { tool, at }: Pick<Operation, "tool" | "at">): Rebuilding {
  const block = nameOf(at);
  switch (tool) {
    case "layers":
      return { ...before, without: new Set([...before.without, block]) };
    case "wire":
      return { ...before, cut: new Set([...before.cut, block]) };
    case "swap":
      return { ...before, order: swapped(before.order, block) };
    default:
      return { ...before, order: reversed(before.order, at) };
  }
}

function swapped(order: readonly string[], block: string): readonly string[] {
  const place = order.indexOf(block);
  const next = order[place + 1];
  return next === undefined
    ? order
    : [...order.slice(0, place), next, block, ...order.slice(place + 2)];
}

/** A stage backwards; a block that changes the shape stays in front. */
function reversed(order: readonly string[], stage: string): readonly string[] {
  const isMoved = (block: string): boolean => stageOf(block) === stage && !changesShape(block);
  const turned = order.filter(isMoved).toReversed();
  return order.map((block) => (isMoved(block) ? (turned.shift() ?? block) : block));
}

/**
 * Ways from the picture to the answer: at each block through its layers or along its wire, where it
 * has them.
 */
export function pathsOf({ order, without, cut }: Rebuilding, residual: boolean): number {
  const both = order.filter((block) => !without.has(block) && !cut.has(block)).length;
  return residual ? 2 ** both : 1;
}

/** 3×3 layers that are left, and the first and the last layer. */
export function layersOf({ order, without }: Rebuilding): number {
  return 2 * (order.length - without.size) + 2;
}
