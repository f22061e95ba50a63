/** The room for a volume: the width that its box has, and the height that leaves the rest of the page in sight. */
import { useSyncExternalStore, type RefObject } from "react";
import { useRem } from "../../theme/rem";
import { useScheme } from "../../theme/scheme";
import { useWidth } from "../marks/use-width";
import type { Room } from "./arrange";

/** What stands above and below the picture beside a lesson's text: headers, controls, arithmetic, transport. */
const AROUND = 430;
/** Narrower than this the page is a phone's: it scrolls anyway. */
const PHONE = 560;

export function useVolumeRoom(stage: boolean): readonly [RefObject<HTMLDivElement | null>, Room] {
  const [box, width] = useWidth<HTMLDivElement>(640);
  const rem = useRem();
  const scheme = useScheme();
  const tall = useSyncExternalStore(subscribe, windowHeight, () => 900);
  const share = stage ? 0.54 * tall : width < PHONE ? 0.6 * tall : Math.max(0.42 * tall, tall - AROUND * rem);
  const projector = scheme === "projector";
  const sizes = projector ? { most: 52, comfort: 40, least: 28 } : { most: 46, comfort: 28, least: 24 };
  const scaled = (size: number): number => Math.round(size * rem);
  return [
    box,
    {
      width,
      height: share,
      most: scaled(sizes.most),
      comfort: scaled(sizes.comfort),
      least: rem > 1 ? scaled(sizes.least) : sizes.least,
      rem: projector ? 1.3 * rem : rem,
      line: projector || scheme === "contrast" ? 2 : 1,
    },
  ];
}

function subscribe(listener: () => void): () => void {
  addEventListener("resize", listener);
  return () => removeEventListener("resize", listener);
}

function windowHeight(): number {
  return innerHeight;
}
