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

/** A picture of the lesson that a figure stands in, by its name there: "assets/cat.webp". */
const OWN_PICTURE = /^assets\/([\w-][\w.-]{0,80})\.(?:webp|png|jpe?g|gif|avif)$/;

export function isOwnPicture(source: unknown): source is string {
  return typeof source === "string" && OWN_PICTURE.test(source);
}

/** The lesson's pictures, to choose from. */
export function ofLesson(
  addresses: Readonly<Record<string, string>>,
): readonly { readonly name: string; readonly title: string }[] {
  return Object.keys(addresses).map((name) => ({ name, title: titleOf(name) }));
}

export function titleOf(source: string): string {
  const own = OWN_PICTURE.exec(source)?.[1];
  if (own !== undefined) return own;
  if (source === "own") return "Your picture";
  if (source === "live") return "Camera";
  return [...PHOTOS, ...PATTERNS].find((known) => known.name === source)?.title ?? source;
}

export function creditOf(source: string): string {
  return PHOTOS.find((photo) => photo.name === source)?.credit ?? "";
}
