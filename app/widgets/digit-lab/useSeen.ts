/** What the network sees of a state, prepared once for the same drawing. */
import { useMemo } from "react";
import type { Picture } from "../../pictures/drawing/picture";
import { seenPicture, type DigitState } from "./definition";

export function useSeen({
  picture,
  centre,
  sample,
}: Pick<DigitState, "picture" | "centre" | "sample">): Picture {
  return useMemo(() => seenPicture({ picture, centre, sample }), [picture, centre, sample]);
}
