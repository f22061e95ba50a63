/**
 * A data set of the lesson's own: what is known of it before its pictures are opened, and what the
 * engine calls it.
 */
import { LabError } from "../../../engine/core/errors";
import type { SetFacts } from "../../pictures/own/facts";
import { heldOutOf } from "../../pictures/own/held-out";
import { pictureShape } from "../../pictures/picture-shape";
import { digestIn, fileOf, fileTitle, isOwnFile, type OwnFile } from "../fields/own-files";
import { wholeNetwork } from "./network-text";
import type { Setting } from "./settings";

const CLASSES = 10;
const SIDE = 28;

/** Null where the file is not here; what is wrong with one that cannot be learned. */
export function factsOfFile(file: OwnFile): SetFacts | LabError | null {
  const content = fileOf(file)?.content ?? null;
  return content === null || content instanceof LabError || "classes" in content
    ? content
    : new LabError("format", `${fileTitle(file)} is no data set`);
}

function facts(data: Setting["data"]): SetFacts | null {
  const found = isOwnFile(data) ? factsOfFile(data) : null;
  return found instanceof LabError ? null : found;
}

/** How many classes the last layer of a family tells apart. */
export function classCountOf({ data }: Pick<Setting, "data">): number {
  return facts(data)?.classes.length ?? CLASSES;
}

/** A step's pictures: at most as many as the set has to learn from. */
export function batchOf({ data, batch }: Pick<Setting, "data" | "batch">): number {
  const count = facts(data)?.count;
  return count === undefined ? batch : Math.max(1, Math.min(batch, count - heldOutOf(count)));
}

/**
 * [channels, rows, columns] of a picture of the set: its own, else what a network of the catalogue
 * or a description reads, else the lab's.
 */
export function pictureSizeOf({ data, network }: Pick<Setting, "data" | "network">) {
  const own = facts(data);
  return own?.shape ?? (own === null ? null : readBy(network)) ?? ([1, SIDE, SIDE] as const);
}

function readBy(network: string): SetFacts["shape"] {
  try {
    const spec = wholeNetwork(network);
    return spec === null ? null : pictureShape(spec.input);
  } catch (error) {
    if (error instanceof LabError) return null; // said where the network is made
    throw error;
  }
}

/** What a network of this setting reads: the pictures, or averages of their pixels. */
export function inputOf(
  setting: Pick<Setting, "data" | "network" | "side">,
): readonly [number, number, number] {
  const [channels, rows, columns] = pictureSizeOf(setting);
  const each = SIDE / Number(setting.side);
  return [channels, Math.floor(rows / each), Math.floor(columns / each)];
}

/** The engine's name of the pictures. */
export function datasetOf(setting: Pick<Setting, "data" | "network">): string {
  const { data } = setting;
  if (!isOwnFile(data)) return data;
  const stem = fileTitle(data).replace(/\.\w+$/, "");
  return `${stem.slice(0, 30)}-${digestIn(data)}-${pictureSizeOf(setting).join("x")}`;
}
