/**
 * A field that names a picture: photos and patterns of the lab, a picture of the lesson that the
 * figure stands in, the reader's own, the camera.
 */
import { isOwnPicture, titleOf } from "../../pictures/photos";
import type { Common, Field } from "./field";
import { choice } from "./kinds";
import { withFiles } from "./own-files";

export interface PicturesOptions extends Common {
  /** The first is the standard. Also "own" and "live", which stay on the reader's machine. */
  readonly names: readonly string[];
}

export function pictures({ names, ...common }: PicturesOptions): Field<string> {
  const offered = choice(names, { ...common, titleOf, look: "select" });
  return {
    ...offered,
    kind: offered.kind.type === "choice" ? { ...offered.kind, titleOf } : offered.kind,
    properties: (name) => withFiles(offered.properties(name), "pictures"),
    read: (untrusted, fallback) =>
      isOwnPicture(untrusted) ? untrusted : offered.read(untrusted, fallback),
  };
}

export { isOwnPicture };
