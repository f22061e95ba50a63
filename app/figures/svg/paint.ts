/**
 * Colours, gradients and shadows as the browser computes them, in words that every SVG viewer
 * understands.
 */
import { node, type SvgNode } from "./tree";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const known = new Map<string, { readonly colour: string; readonly alpha: number }>();

/** Any CSS colour as `#rrggbb` and opacity: what the browser itself paints. */
export function paintOf(css: string): { readonly colour: string; readonly alpha: number } {
  const found = known.get(css);
  if (found !== undefined) return found;
  const made = plain(css) ?? painted(css);
  known.set(css, made);
  return made;
}

/** `rgb(1, 2, 3)` and `rgba(1, 2, 3, 0.5)`, as most computed colours are. */
export function plain(css: string): { readonly colour: string; readonly alpha: number } | null {
  const match = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(css);
  if (match === null) return null;
  return {
    colour: hex([match[1], match[2], match[3]].map(Number)),
    alpha: match[4] === undefined ? 1 : Number(match[4]),
  };
}

function painted(css: string): { readonly colour: string; readonly alpha: number } {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return { colour: "#000000", alpha: 1 };
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  return { colour: hex([red, green, blue]), alpha: alpha / 255 };
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** Attributes that fill with a colour; null when it cannot be seen. */
export function fill(css: string): Readonly<Record<string, string | number | undefined>> | null {
  const { colour, alpha } = paintOf(css);
  return alpha === 0 ? null : { fill: colour, "fill-opacity": alpha === 1 ? undefined : alpha };
}

export function stroke(
  css: string,
  width: number,
): Readonly<Record<string, string | number | undefined>> | null {
  const { colour, alpha } = paintOf(css);
  if (alpha === 0 || width === 0) return null;
  return {
    fill: "none",
    stroke: colour,
    "stroke-opacity": alpha === 1 ? undefined : alpha,
    "stroke-width": width,
  };
}

/** Parts of a list at its outermost commas or spaces: `rgb(1, 2, 3) 0px, red` has two by commas. */
export function split(text: string, at: "," | " "): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const sign of text) {
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (sign === at && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else part += sign;
  }
  return [...parts, part.trim()].filter((one) => one !== "");
}

/**
 * A CSS linear gradient over a box, as an SVG gradient; a repeating one is how hatching is drawn.
 * Null for other images.
 */
export function gradient(css: string, box: Box, id: string): SvgNode | null {
  const match = /^(repeating-)?linear-gradient\((.*)\)$/.exec(css);
  if (match === null) return null;
  const parts = split(match[2] ?? "", ",");
  const [dx, dy] = direction(parts[0] ?? "", box);
  const stops = isDirection(parts[0] ?? "") ? parts.slice(1) : parts;
  const length = Math.abs(box.width * dx) + Math.abs(box.height * dy);
  const placed = offsets(stops, length);
  const repeats = match[1] !== undefined;
  const span = repeats ? (placed.at(-1)?.at ?? length) : length;
  const start = {
    x: box.x + box.width / 2 - (dx * length) / 2,
    y: box.y + box.height / 2 - (dy * length) / 2,
  };
  return node(
    "linearGradient",
    {
      id,
      gradientUnits: "userSpaceOnUse",
      x1: start.x,
      y1: start.y,
      x2: start.x + dx * span,
      y2: start.y + dy * span,
      spreadMethod: repeats ? "repeat" : undefined,
    },
    placed.map(({ colour, at }) => {
      const { colour: stop, alpha } = paintOf(colour);
      return node("stop", {
        offset: span === 0 ? 0 : String(Math.round((at / span) * 1e4) / 1e4),
        "stop-color": stop,
        "stop-opacity": alpha === 1 ? undefined : alpha,
      });
    }),
  );
}

function isDirection(text: string): boolean {
  return /^(to |-?[\d.]+(deg|turn|rad))/.test(text);
}

/**
 * Where a gradient runs, as a unit vector; `to top right` runs so that its middle joins the two
 * other corners.
 */
function direction(text: string, { width, height }: Box): readonly [number, number] {
  const degrees = /^(-?[\d.]+)deg/.exec(text)?.[1];
  if (degrees !== undefined)
    return [
      Math.sin((Number(degrees) * Math.PI) / 180),
      -Math.cos((Number(degrees) * Math.PI) / 180),
    ];
  if (!text.startsWith("to ")) return [0, 1];
  const x = text.includes("right") ? 1 : text.includes("left") ? -1 : 0;
  const y = text.includes("bottom") ? 1 : text.includes("top") ? -1 : 0;
  if (x === 0 || y === 0) return [x, y];
  const size = Math.hypot(width, height);
  return [(x * height) / size, (y * width) / size];
}

/** Stops with their places in pixels; those without one stand evenly between their neighbours. */
function offsets(
  stops: readonly string[],
  length: number,
): { readonly colour: string; readonly at: number }[] {
  const read = stops.flatMap((stop): { readonly colour: string; readonly at: number | null }[] => {
    const [colour = "", ...places] = split(stop, " ");
    const pixels = places.map((place) =>
      place.endsWith("%") ? (Number.parseFloat(place) / 100) * length : Number.parseFloat(place),
    );
    return pixels.length === 0 ? [{ colour, at: null }] : pixels.map((at) => ({ colour, at }));
  });
  return read.map(({ colour, at }, index) => {
    if (at !== null) return { colour, at };
    const before = read.findLastIndex((one, place) => place < index && one.at !== null);
    const after = read.findIndex((one, place) => place > index && one.at !== null);
    const from = read[before]?.at ?? 0;
    const to = read[after]?.at ?? length;
    const [first, last] = [Math.max(before, 0), after < 0 ? read.length - 1 : after];
    return {
      colour,
      at: last === first ? from : from + ((to - from) * (index - first)) / (last - first),
    };
  });
}

/** Shadows without blur are rings; soft ones are decoration and left out. */
export function rings(
  css: string,
): { readonly colour: string; readonly width: number; readonly inset: boolean }[] {
  if (css === "none") return [];
  return split(css, ",").flatMap((one) => {
    const parts = split(one, " ");
    const numbers = parts
      .filter((part) => /^-?[\d.]+px$/.test(part))
      .map((part) => Number.parseFloat(part));
    const colour = parts.find((part) => part !== "inset" && !/^-?[\d.]+px$/.test(part)) ?? "";
    const [x = 0, y = 0, blur = 0, spread = 0] = numbers;
    return x === 0 && y === 0 && blur === 0 && spread > 0
      ? [{ colour, width: spread, inset: parts.includes("inset") }]
      : [];
  });
}
