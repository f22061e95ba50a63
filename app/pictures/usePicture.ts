/** The picture that a state names, wherever it comes from, and what there is to say about it. */
import { t, word } from "../language/words";
import { useEffect, useState } from "react";
import { loadPicture, openFile, type PictureSource } from "./open-picture";
import { isOwnPicture, ofLesson, titleOf } from "./photos";
import { useCamera } from "./useCamera";

export interface PictureHandle<Picture> {
  /** Null while it is being loaded, and for the camera, whose frames go to `onFrame`. */
  readonly picture: Picture | null;
  /** The camera's frames come. */
  readonly live: boolean;
  /** What was opened, and that it stays here. */
  readonly remark: string;
  readonly problem: string;
  /** Opens a file, if one may be opened. What was there before stays where it is no picture. */
  readonly onFile: (file: File) => void;
}

export interface PictureWish<Picture> {
  /** The figure's. */
  readonly id: string;
  /** The name of a photo, a pattern or a picture of the lesson, "own" or "live". */
  readonly name: string;
  /** Addresses of the lesson's pictures. */
  readonly pictures?: Readonly<Record<string, string>>;
  /** The camera may be on: the reader pressed its button, and looks. */
  readonly watching: boolean;
  readonly onFrame?: (picture: Picture) => void;
  /** A file was opened: the state names "own" from now on. Null where none may be opened. */
  readonly onOwn: (() => void) | null;
}

const STANDARD = "chelsea";
const NOT_LOADED =
  "This photo could not be loaded. Are you offline? Open a picture of your own, or try again.";
const STAYED =
  "The picture of this link stayed on the machine that made it; this is the cat instead.";
const ELSEWHERE =
  "This picture belongs to a lesson that is not open here; this is the cat instead.";

function ignored(): void {
  // whoever asks for no frames never watches
}

function addressOf({
  name,
  pictures = {},
}: {
  name: string;
  pictures?: PictureWish<unknown>["pictures"];
}) {
  return Object.hasOwn(pictures, name) ? pictures[name] : undefined;
}

function undecodedOf(name: string): string {
  return t(
    "The lesson’s picture “{name}” could not be decoded. It may be damaged, or of a kind that this browser cannot read.",
    { name: titleOf(name) },
  );
}

export function usePicture<Picture>(
  source: PictureSource<Picture>,
  wish: PictureWish<Picture>,
): PictureHandle<Picture> {
  const { id } = wish;
  const [own, setOwn] = useState(() => source.kept.get(id) ?? null);
  const [shipped, setShipped] = useState<Picture | null>(null);
  const [problem, setProblem] = useState("");
  const [asked, setAsked] = useState(wish.name);
  if (asked !== wish.name) {
    // Whoever turns to another picture is done with what was wrong with the last one.
    setAsked(wish.name);
    setProblem("");
  }
  const [live, mine] = [wish.name === "live", wish.name === "own"];
  const camera = useCamera(live && wish.watching, source, wish.onFrame ?? ignored);
  const isOfLesson = isOwnPicture(wish.name);
  const address = isOfLesson ? addressOf(wish) : undefined;
  const isLost = (mine && own === null) || (isOfLesson && address === undefined);
  const name = live || (mine && own !== null) ? null : isLost ? STANDARD : wish.name;
  useEffect(() => {
    if (name === null) return;
    let current = true;
    loadPicture(source, name, address).then(
      (picture) => {
        if (current) setShipped(picture);
      },
      () => {
        if (current) setProblem(address === undefined ? word(NOT_LOADED) : undecodedOf(name));
      },
    );
    return () => {
      current = false;
    };
  }, [source, name, address]);
  const open = async (file: File, then: () => void): Promise<void> => {
    const opened = await openFile(source, file);
    if ("problem" in opened) return setProblem(opened.problem);
    source.kept.set(id, opened);
    setOwn(opened);
    setProblem("");
    then();
  };
  return {
    picture: live ? null : name === null ? (own?.picture ?? null) : shipped,
    live: live && camera.seen,
    remark: isLost ? word(mine ? STAYED : ELSEWHERE) : mine ? (own?.remark ?? "") : "",
    problem: live ? camera.problem : problem,
    onFile: (file) => {
      if (wish.onOwn !== null) void open(file, wish.onOwn);
    },
  };
}

/** What the page says of a figure. */
interface FigurePictures {
  readonly pictures: Readonly<Record<string, string>>;
  readonly visible: boolean;
}

interface Named<Picture> {
  readonly name: string;
  readonly onName: (name: string) => void;
  /** The reader has turned the camera on. */
  readonly watching?: boolean;
  readonly onFrame?: (picture: Picture) => void;
}

/** The same for a figure: what a reader opens is its state's, and its lesson's are offered, too. */
export function useFigurePicture<Picture>(
  source: PictureSource<Picture>,
  { pictures, visible }: FigurePictures,
  { id, locked }: { readonly id: string; readonly locked: ReadonlySet<string> },
  { name, onName, watching = false, onFrame }: Named<Picture>,
) {
  const found = usePicture(source, {
    id,
    name,
    pictures,
    watching: watching && visible,
    onFrame,
    onOwn: locked.has("own") ? null : () => onName("own"),
  });
  return { ...found, lessonPictures: ofLesson(pictures) };
}
