/**
 * The room for a volume: the width that its box has, and the height that leaves the rest of the
 * page in sight.
 */
import type { RefObject } from "react";
import { useRem } from "../../theme/rem";
import { useScheme } from "../../theme/scheme";
import { useWidth } from "../marks/use-width";
import { useLeastType, useWindowHeight } from "../marks/use-window-height";
import type { Room } from "./arrange";

/**
 * What stands above and below the picture beside a lesson's text: headers, controls, arithmetic,
 * transport.
 */
export const AROUND = 430;
/** Share of the stage of a lecture, where neither controls nor time line stand. */
const STAGE_SHARE = 0.58;
/** Narrower than this the page is a phone's: it scrolls anyway. */
const PHONE = 560;

/**
 * Sides of a cell: the stage is magnified as a whole, so that its cells need only hold digits as
 * large as those of the arithmetic.
 */
const STAGE = { most: 44, comfort: 36, least: 28, digit: 16 };
const PROJECTOR = { most: 52, comfort: 40, least: 28, digit: 14 };
const USUAL = { most: 46, comfort: 28, least: 24, digit: 14 };

/** `around` is more where the picture has long arithmetic under it; then it may be lower, too. */
export function useVolumeRoom(
  stage: boolean,
  around = AROUND,
): readonly [RefObject<HTMLDivElement | null>, Room] {
  const [box, width] = useWidth<HTMLDivElement>(640);
  const rem = useRem();
  const scheme = useScheme();
  const tall = useWindowHeight();
  const read = useLeastType();
  const projector = scheme === "projector";
  const sizes = stage ? STAGE : projector ? PROJECTOR : USUAL;
  const scaled = (size: number): number => Math.round(size * rem);
  /** On the stage a cell is also so many times as large as the type that is read. */
  const cell = (size: number, times: number): number =>
    stage ? Math.max(scaled(size), Math.ceil(times * read)) : scaled(size);
  return [
    box,
    {
      width,
      height: stage
        ? STAGE_SHARE * tall
        : width < PHONE
          ? 0.6 * tall
          : Math.max((around > AROUND ? 0.32 : 0.42) * tall, tall - around * rem),
      most: cell(sizes.most, 2.2),
      comfort: cell(sizes.comfort, 1.7),
      least: cell(sizes.least, 1.5),
      digit: stage ? Math.max(scaled(sizes.digit), read) : sizes.digit,
      rem: stage ? Math.max(1.3 * rem, read / 15) : projector ? 1.3 * rem : rem,
      line: projector || scheme === "contrast" ? 2 : 1,
    },
  ];
}
