/** The picture that a state names, wherever it comes from, and what there is to say about it. */
import { useEffect, useState } from "react";
import type { GreyPicture } from "./grey";
import { loadShipped, openFile } from "./open-picture";
import { useCamera } from "./useCamera";

export interface PictureHandle {
  readonly picture: GreyPicture | null;
  /** What was opened, and that it stays here. */
  readonly remark: string;
  readonly problem: string;
  /** Opens a file; true when it is a picture now. What was there before stays when it is not. */
  open(file: File): Promise<boolean>;
}

interface Own {
  readonly picture: GreyPicture;
  readonly remark: string;
}

/** Pictures that readers opened, by figure: they outlive a step, not the page. */
const kept = new Map<string, Own>();

export function usePicture(id: string, source: string, watching: boolean): PictureHandle {
  const [own, setOwn] = useState<Own | null>(() => kept.get(id) ?? null);
  const [shipped, setShipped] = useState<{ readonly name: string; readonly picture: GreyPicture } | null>(null);
  const [problem, setProblem] = useState("");
  const [asked, setAsked] = useState(source);
  if (asked !== source) {
    // Whoever turns to another picture is done with what was wrong with the last one.
    setAsked(source);
    setProblem("");
  }
  const camera = useCamera(source === "live" && watching);
  const name = source === "live" ? null : source === "own" ? (own === null ? "chelsea" : null) : source;
  useEffect(() => {
    if (name === null) return;
    let current = true;
    loadShipped(name).then(
      (picture) => {
        if (current) setShipped({ name, picture });
      },
      () => {
        if (current) setProblem("This photo could not be loaded. Are you offline? Open a picture of your own, or try again.");
      },
    );
    return () => {
      current = false;
    };
  }, [name]);
  const open = async (file: File): Promise<boolean> => {
    const opened = await openFile(file);
    if ("problem" in opened) {
      setProblem(opened.problem);
      return false;
    }
    kept.set(id, opened);
    setOwn(opened);
    setProblem("");
    return true;
  };
  const picture = source === "live" ? camera.picture : name === null ? (own?.picture ?? null) : (shipped?.picture ?? null);
  const lost =
    source === "own" && own === null ? "The picture of this link stayed on the machine that made it; this is the cat instead." : "";
  return { picture, remark: source === "own" ? (own?.remark ?? lost) : "", problem: source === "live" ? camera.problem : problem, open };
}
