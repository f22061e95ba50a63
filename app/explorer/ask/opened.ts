/** Numbers that a reader opened, one from the other: as text, from a link, and as a trail. */
import { isRecord } from "../../widgets/untrusted";

/** One opened number: "conv2.y" at [3, 4, 5]; indices leave out the batch. */
export interface Opened {
  readonly tensor: string;
  readonly index: readonly number[];
}

const LONGEST_TRAIL = 12;
/** Opens a number that the one now open was made of; one already on the trail is returned to. */
export function extended(trail: readonly Opened[], next: Opened): readonly Opened[] {
  const at = trail.findIndex((one) => writeCell(one) === writeCell(next));
  return at >= 0 ? trail.slice(0, at + 1) : [...trail, next].slice(-LONGEST_TRAIL);
}

/** "conv2.y[3][4][5]" */
export function writeCell({ tensor: name, index }: Opened): string {
  return `${name}${index.map((at) => `[${at}]`).join("")}`;
}

export function readCell(written: string): Opened | null {
  const match = /^([\w.#-]{1,60}?)((?:\[\d{1,5}\]){1,4})$/.exec(written.trim());
  if (match === null) return null;
  return {
    tensor: match[1] ?? "",
    index: [...(match[2] ?? "").matchAll(/\d+/g)].map((digits) => Number(digits[0])),
  };
}

/** A trail from a link or a store; what is no number of a tensor is left out. */
export function restoredTrail(value: unknown): readonly Opened[] | undefined {
  return Array.isArray(value) ? value.slice(-LONGEST_TRAIL).flatMap(restoreOpened) : undefined;
}

function restoreOpened(value: unknown): readonly Opened[] {
  if (!isRecord(value) || typeof value["tensor"] !== "string" || !Array.isArray(value["index"]))
    return [];
  const cell = readCell(writeCell({ tensor: value["tensor"], index: value["index"].map(Number) }));
  return cell === null ? [] : [cell];
}
