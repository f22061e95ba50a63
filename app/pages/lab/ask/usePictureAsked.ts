/**
 * What the network is asked about: a drawing, a photo, a file, the camera or a held-out picture.
 */
import { useCallback, useEffect, useMemo, useState } from "react";
import { useCameraPress } from "../../../pictures/useCameraPress";
import { type PictureHandle, usePicture } from "../../../pictures/usePicture";
import { type Drawing, EMPTY, prepared, rasterised } from "../../../pictures/drawing/drawing";
import { SIDE } from "../../../pictures/drawing/picture";
import type { HeldOutSet } from "../held-out/sets";
import { type HeldOutPicture, useHeldOut } from "./useHeldOut";
import { type Rgba, sourceOf } from "../../../pictures/rgba-source";
import { cropped, type PictureSize, scaled } from "./rgba";

/** The figure under whose name opened pictures are kept. */
export const PLACE = "lab";

type Way = "draw" | "photo" | "held";

/** What a visit to another part of the page does not lose. */
interface Asked {
  readonly way: Way;
  readonly drawing: Drawing;
  /** Whether the drawing is a digit of the data set. */
  readonly isSample: boolean;
  readonly centre: boolean;
  /** Of a photo, "own" or "live". */
  readonly name: string;
  /** A held-out picture: of which set, and its place. */
  readonly held: { readonly set: string; readonly at: number };
}

let last: Partial<Asked> = {};
/** Of what size the pictures were; another network begins with what suits it. */
let lastSize = "";

/** The next visit begins with the picture that was opened. */
export function beginWithOwn(size: PictureSize): void {
  lastSize = size.join("×");
  last = { ...last, way: "photo", name: "own" };
}

function beginning(size: PictureSize): Asked {
  const [channels, rows] = size;
  const isSmall = channels === 1 && rows <= 64;
  const fresh = lastSize !== size.join("×");
  return {
    drawing: EMPTY,
    isSample: false,
    centre: true,
    name: "coffee",
    held: { set: "", at: 0 },
    way: isSmall ? "draw" : "photo",
    ...(fresh ? { drawing: last.drawing ?? EMPTY, isSample: last.isSample ?? false } : last),
  };
}

export interface PictureAsked {
  readonly asked: Asked;
  readonly change: (part: Partial<Asked>) => void;
  readonly rgba: Rgba | null;
  readonly picture: PictureHandle<Rgba>;
  readonly isLive: boolean;
  readonly onCamera: (on: boolean) => void;
  /** The set that held-out pictures are of; null where no set fits the network. */
  readonly heldSet: HeldOutSet | null;
  readonly heldOut: HeldOutPicture;
}

export function usePictureAsked(size: PictureSize, sets: readonly HeldOutSet[]): PictureAsked {
  const [, rows, columns] = size;
  const [wanted, setAsked] = useState<Asked>(() => beginning(size));
  const [frame, setFrame] = useState<Rgba | null>(null);
  const heldSet = sets.find(({ value }) => value === wanted.held.set) ?? sets[0] ?? null;
  const asked: Asked =
    wanted.way === "held" && heldSet === null ? { ...wanted, way: "photo" } : wanted;
  const { way, drawing, centre, name } = asked;
  const heldOut = useHeldOut(way === "held" ? heldSet : null, asked.held.at);
  const [pressed, setPressed] = useCameraPress(name);
  const source = sourceOf(Math.max(rows, columns));
  const watching = pressed && way === "photo";
  // The same at each drawing: panels that are slow to draw hold it.
  const change = useCallback(
    (part: Partial<Asked>): void => setAsked((now) => ({ ...now, ...part })),
    [],
  );
  const picture = usePicture(source, {
    id: PLACE,
    name,
    watching,
    onFrame: setFrame,
    onOwn: () => change({ name: "own" }),
  });
  const square = name === "live" ? frame : picture.picture;
  const rgba = useMemo(() => {
    if (way === "draw")
      return scaled(centre ? prepared(drawing).picture : rasterised(drawing), SIDE, size);
    if (way === "held") return heldOut.rgba;
    return square === null || square.length !== 4 * Math.max(rows, columns) ** 2
      ? null
      : cropped(square, size);
  }, [way, centre, drawing, heldOut.rgba, square, size, rows, columns]);
  const key = size.join("×");
  useEffect(() => {
    [last, lastSize] = [wanted, key];
  }, [wanted, key]);
  return {
    asked,
    change,
    rgba,
    picture,
    isLive: name === "live" && pressed,
    onCamera: (on) => {
      change({ name: on ? "live" : "coffee" });
      setPressed(on);
    },
    heldSet,
    heldOut,
  };
}
