/**
 * Where a picture may come from: photos that ship with the lab (256×256, credits in
 * public/CREDITS.md), patterns, the reader.
 */
export interface Photo {
  readonly name: string;
  readonly title: string;
  readonly credit: string;
}

export const PHOTOS: readonly Photo[] = [
  { name: "chelsea", title: "Cat", credit: "Stefan van der Walt, CC0" },
  { name: "camera", title: "Photographer", credit: "Lav Varshney, CC0" },
  { name: "astronaut", title: "Astronaut", credit: "NASA, public domain" },
  { name: "coffee", title: "Coffee", credit: "Rachel Michetti, CC0" },
  { name: "rocket", title: "Rocket", credit: "SpaceX, CC0" },
  { name: "brick", title: "Bricks", credit: "CC0Textures, CC0" },
  { name: "grass", title: "Grass", credit: "CC0Textures, CC0" },
  { name: "gravel", title: "Gravel", credit: "CC0Textures, CC0" },
];

export const PATTERNS = [
  { name: "stripes", title: "Fine stripes" },
  { name: "rings", title: "Rings, finer outwards" },
] as const;

/** Everything a link may name; "own" and "live" (the camera) are only on the reader's machine. */
export const SOURCES: readonly string[] = [
  ...PHOTOS.map((photo) => photo.name),
  ...PATTERNS.map((pattern) => pattern.name),
  "own",
  "live",
];

export function titleOf(source: string): string {
  if (source === "own") return "Your picture";
  if (source === "live") return "Camera";
  return [...PHOTOS, ...PATTERNS].find((known) => known.name === source)?.title ?? source;
}

export function creditOf(source: string): string {
  return PHOTOS.find((photo) => photo.name === source)?.credit ?? "";
}
