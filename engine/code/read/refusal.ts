/** Why something unknown stops the reader, with what would be understood in its place. */
import type { LabError } from "../../core/errors";
import { KERAS_LAYERS } from "./keras-layers";
import { problemAt } from "./tokens";
import { TORCH_LAYERS } from "./torch-layers";
import type { UnknownValue } from "./values";

export function refusal(source: string, { at, why, isLayer }: UnknownValue): LabError {
  if (isLayer !== true) return problemAt(source, at, why);
  const isKeras = /(^|\.)layers\.|2D\b/.test(why);
  const known = Object.keys(isKeras ? KERAS_LAYERS : TORCH_LAYERS);
  return problemAt(source, at, why, `Understood are ${known.join(", ")}.`);
}
