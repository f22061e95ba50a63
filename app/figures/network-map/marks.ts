/** What the drawing of a network consists of: numbers and words, in px from the left top corner. */
import type { Edge } from "./visible";

/** How the sizes of maps become px. */
export interface Scale {
  /** px of the tallest face. */
  readonly tallest: number;
  /** Rows and columns of the largest map, as one number. */
  readonly resolution: number;
  /** Shortens the slabs of all folded stages alike, so that the longest has its room. */
  readonly shrink: number;
  /** Size of type relative to the usual. */
  readonly type: number;
}

/** What a layer does, as a colour: has weights, normalises, or computes without learned numbers. */
export type Tone = "picture" | "weights" | "norm" | "plain";

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];

/** A slab in cabinet projection: its face, and how far its back lies to the right and up. */
export interface VolumeMark extends Rect {
  readonly item: string;
  readonly right: number;
  readonly rise: number;
  readonly tone: Tone;
  /** Groups that do not see each other: the face is cut into so many. */
  readonly towers: number;
}

/** A layer that joins branches, as a circle. */
export interface JoinMark {
  readonly item: string;
  readonly at: Point;
  readonly radius: number;
  readonly sign: "add" | "concat" | "other";
}

/** An open item, around what is in it. */
interface FrameMark extends Rect {
  readonly item: string;
  /** 0 for one that is in no other. */
  readonly depth: number;
}

export interface TextMark extends Rect {
  readonly text: string;
  readonly size: number;
  readonly tone: "name" | "says" | "shape";
  readonly anchor: "start" | "middle";
}

export interface WireMark {
  /** Corners; drawn rounded. */
  readonly points: readonly Point[];
  /** The edges of the graph that run through it. */
  readonly carries: readonly Edge[];
  /** Passes by at least one item. */
  readonly skips: boolean;
  /** Ends at an item. */
  readonly arrow: boolean;
}

/** Tells that an item can be opened (a plus), or that it is open (a minus). */
export interface SignMark extends Rect {
  readonly item: string;
  readonly open: boolean;
}

/** Where an item is pointed at: all of a folded one, the heading of an open one. */
interface SpotMark extends Rect {
  readonly item: string;
  /** Its words alone. */
  readonly words: Rect;
}

export interface Marks {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly FrameMark[];
  readonly volumes: readonly VolumeMark[];
  readonly joins: readonly JoinMark[];
  readonly wires: readonly WireMark[];
  readonly texts: readonly TextMark[];
  readonly signs: readonly SignMark[];
  readonly spots: readonly SpotMark[];
  /** How sizes became px; null for a picture without a scale. */
  readonly scale: Scale | null;
  /** From left to right, not from top to bottom. */
  readonly across: boolean;
  /** The visible item that is or holds the chosen one. */
  readonly chosen: string | null;
}

/** Collects marks while they are placed. */
export interface Pen {
  readonly frames: FrameMark[];
  readonly volumes: VolumeMark[];
  readonly joins: JoinMark[];
  readonly wires: WireMark[];
  readonly texts: TextMark[];
  readonly signs: SignMark[];
  readonly spots: SpotMark[];
}

export function newPen(): Pen {
  return { frames: [], volumes: [], joins: [], wires: [], texts: [], signs: [], spots: [] };
}
