/** The room for a volume: the width that its box has, and the height that leaves the rest of the page in sight. */
import { useLayoutEffect, useState, useSyncExternalStore, type RefObject } from "react";
import { useRem } from "../../theme/rem";
import { useScheme } from "../../theme/scheme";
import { useWidth } from "../marks/use-width";
import type { Room } from "./arrange";

/** What stands above and below the picture beside a lesson's text: headers, controls, arithmetic, transport. */
export const AROUND = 430;
/** Narrower than this the page is a phone's: it scrolls anyway. */
const PHONE = 560;

/** `around` is more where the picture has long arithmetic under it; then it may be lower, too. */
export function useVolumeRoom(stage: boolean, around = AROUND): readonly [RefObject<HTMLDivElement | null>, Room] {
  const [box, width] = useWidth<HTMLDivElement>(640);
  const zoom = useZoom(box);
  const rem = useRem();
  const scheme = useScheme();
  const tall = useSyncExternalStore(subscribe, windowHeight, () => 900);
  const share = stage ? 0.48 * tall : width < PHONE ? 0.6 * tall : Math.max((around > AROUND ? 0.32 : 0.42) * tall, tall - around * rem);
  const projector = scheme === "projector";
  const sizes = projector ? { most: 52, comfort: 40, least: 28 } : { most: 46, comfort: 28, least: 24 };
  // A stage that is zoomed out to be seen whole keeps its cells as large as they were.
  const scaled = (size: number): number => Math.round((size * rem) / zoom);
  return [
    box,
    {
      width,
      height: share / zoom,
      most: scaled(sizes.most),
      comfort: scaled(sizes.comfort),
      least: rem > 1 ? scaled(sizes.least) : Math.round(sizes.least / zoom),
      digit: Math.max(14, 14 / zoom),
      rem: projector ? 1.3 * rem : rem,
      line: projector || scheme === "contrast" ? 2 : 1,
    },
  ];
}

/** How far the stage is zoomed: width on the screen by width in its own px, in steps that hide rounding. */
function useZoom(box: RefObject<HTMLDivElement | null>): number {
  const [zoom, setZoom] = useState(1);
  useLayoutEffect(() => {
    const node = box.current;
    if (node === null || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => {
      const [shown, width] = [node.getBoundingClientRect().width, node.clientWidth];
      if (shown > 0 && width > 0) setZoom(Math.max(0.5, Math.min(2, Math.round((50 * shown) / width) / 50)));
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, [box]);
  return zoom;
}

function subscribe(listener: () => void): () => void {
  addEventListener("resize", listener);
  return () => removeEventListener("resize", listener);
}

function windowHeight(): number {
  return innerHeight;
}
