/** The room that a scene has on the page, on a phone, on the stage of a lecture. */
import type { RefObject } from "react";
import { useRem } from "../../theme/rem";
import { type Scheme, useScheme } from "../../theme/scheme";
import { useWidth } from "../marks/use-width";
import { useLeastType, useOnStage, useWindowHeight } from "../marks/use-window-height";
import type { Room } from "./room";

/** In px at the usual size of type. */
const TYPE: Readonly<
  Record<Scheme, { text: number; digit: number; line: number; largest: number }>
> = {
  light: { text: 15, digit: 14, line: 1, largest: 48 },
  dark: { text: 15, digit: 14, line: 1, largest: 48 },
  contrast: { text: 15, digit: 14, line: 2, largest: 48 },
  projector: { text: 20, digit: 16, line: 2, largest: 60 },
};
/**
 * Share of the window's height that the grids take: the rest is for controls, arithmetic and time
 * line. On the stage of a lecture neither controls nor time line stand.
 */
const SHARE = 0.45;
const STAGE_SHARE = 0.62;

/** `most`: cells need not be larger, px at the usual size of type. */
export function useRoom(
  most = Number.POSITIVE_INFINITY,
): readonly [RefObject<HTMLDivElement | null>, Room] {
  const [element, width] = useWidth<HTMLDivElement>(640);
  const stage = useOnStage();
  const scheme = useScheme();
  const rem = useRem();
  const windowHeight = useWindowHeight();
  const least = useLeastType();
  const type = TYPE[stage ? "projector" : scheme];
  return [
    element,
    {
      width,
      height: Math.floor((stage ? STAGE_SHARE : SHARE) * windowHeight),
      text: Math.max(least, type.text * rem),
      digit: Math.max(least, type.digit * rem),
      least,
      line: type.line,
      largest: Math.max(stage ? 2 * least : 0, Math.min(type.largest, most) * rem),
      share: stage || scheme === "projector" ? 0.62 : 0.42,
      margin: stage || scheme === "projector" ? 5 : 8,
      clearly: stage ? 1.05 : 1.2,
    },
  ];
}
