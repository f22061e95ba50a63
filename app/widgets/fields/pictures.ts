/** A field that names a picture: photos and patterns of the lab, the reader's own, the camera. */
import { PATTERNS, PHOTOS, SOURCES, titleOf } from "../../pictures/photos";
import type { Common, Field } from "./field";
import { choice } from "./kinds";

export interface PicturesOptions extends Common {
  readonly standard: string;
  /** Also the reader's own picture and the camera, which stay on their machine. */
  readonly own?: boolean;
}

export function pictures({ own = false, ...common }: PicturesOptions): Field<string> {
  const names = own ? SOURCES : [...PHOTOS, ...PATTERNS].map((picture) => picture.name);
  return choice(names, { ...common, titleOf, look: "select" });
}
