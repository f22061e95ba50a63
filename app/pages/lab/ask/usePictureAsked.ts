/** What the network is asked about: a drawing, a photo, a file or the camera, as RGBA. */
import { useMemo, useState } from "react";
import { useCameraPress } from "../../../pictures/useCameraPress";
import { type PictureHandle, usePicture } from "../../../pictures/usePicture";
import { type Drawing, EMPTY, prepared, rasterised } from "../../../pictures/drawing/drawing";
import { SIDE } from "../../../pictures/drawing/picture";
import { type Rgba, sourceOf } from "../../../pictures/rgba-source";
import { cropped, type PictureSize, scaled } from "./rgba";

/** The figure under whose name opened pictures are kept. */
export const PLACE = "lab";

type Way = "draw" | "photo";

/** What a visit to another part of the page does not lose. */
interface Asked {
  readonly way: Way;
  readonly drawing: Drawing;
  /** Whether the drawing is a digit of the data set. */
  readonly isSample: boolean;
  readonly centre: boolean;
  /** Of a photo, "own" or "live". */
  readonly name: string;
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
}

export function usePictureAsked(size: PictureSize): PictureAsked {
  const [, rows, columns] = size;
  const [asked, setAsked] = useState<Asked>(() => beginning(size));
  const [frame, setFrame] = useState<Rgba | null>(null);
  const { way, drawing, centre, name } = asked;
  const [pressed, setPressed] = useCameraPress(name);
  const source = sourceOf(Math.max(rows, columns));
  const watching = pressed && way === "photo";
  const picture = usePicture(source, { id: PLACE, name, watching, onFrame: setFrame });
  const square = name === "live" ? frame : picture.picture;
  const rgba = useMemo(() => {
    if (way === "draw")
      return scaled(centre ? prepared(drawing).picture : rasterised(drawing), SIDE, size);
    return square === null || square.length !== 4 * Math.max(rows, columns) ** 2
      ? null
      : cropped(square, size);
  }, [way, centre, drawing, square, size, rows, columns]);
  const change = (part: Partial<Asked>): void => {
    [last, lastSize] = [{ ...asked, ...part }, size.join("×")];
    setAsked({ ...asked, ...part });
  };
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
  };
}
