/** Whether bytes are a file of a lesson. Loaded with what opens files: the readers are large. */
import { t } from "../language/words";
import { LIMITS } from "../lesson/language/limits";
import { readArrays, tooLargeFile } from "../lesson/language/own-arrays";
import { readHeader } from "../pictures/header";
import { setProblem } from "../pictures/own/facts";
import { FILES, isDataFile } from "../widgets/fields/own-files";
import { PICTURE_TYPES } from "./own-files";

/** Pixels of a side. */
const LONGEST_SIDE = 4096;

/** Why these bytes are no file of a lesson; null when they are. The name is not believed. */
export function fileProblem(name: string, bytes: Uint8Array): string | null {
  if (!isDataFile(name)) return pictureProblem(name, bytes);
  const large = tooLargeFile(bytes.length);
  if (large !== null) return `${name}: ${large}`;
  if (FILES.sets.test(name)) return setProblem(name, bytes);
  const read = readArrays(name, bytes);
  return "problem" in read ? `${name}: ${read.problem}` : null;
}

function pictureProblem(name: string, bytes: Uint8Array): string | null {
  if (bytes.length > LIMITS.image)
    return t("{name} has {size} KB; a picture may have {most} KB.", {
      name,
      size: Math.ceil(bytes.length / 1000),
      most: LIMITS.image / 1000,
    });
  const { kind, width, height } = readHeader(bytes);
  if (!Object.hasOwn(PICTURE_TYPES, kind))
    return t(
      "{name} is not a picture, whatever its name says. It may be WebP, PNG, JPEG, GIF or AVIF.",
      { name },
    );
  if (width === null || height === null || width * height === 0)
    return t("{name} does not say how many pixels it has; it may be damaged.", { name });
  return Math.max(width, height) > LONGEST_SIDE
    ? t("{name} has {width} × {height} pixels; a side may have {most}.", {
        name,
        width,
        height,
        most: LONGEST_SIDE,
      })
    : null;
}
