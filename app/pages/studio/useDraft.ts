/**
 * The text in the studio: kept on the device as it is written, never lost to something that is
 * opened over it.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import * as v from "valibot";
import { goTo } from "../../shell/address";
import { useAddress } from "../../shell/useAddress";
import { deviceStorage } from "../../store/lab-storage";
import { unpack } from "../../course/lesson-text";
import type { PackedLesson } from "../../course/course-file";
import { NO_PICTURES, pictureAddresses, type Pictures } from "../../course/lesson-pictures";
import { picturesOf, textOf } from "../../course/own-lessons";
import { writePictures, storedPictures } from "../../course/stored-pictures";
import { STARTER } from "./starter";

const draftSchema = v.object({
  text: v.pipe(v.string(), v.maxLength(300_000)),
  before: v.nullable(v.pipe(v.string(), v.maxLength(300_000))),
});
const WAIT = 500;

export interface Draft {
  readonly text: string;
  /** What was there before another lesson was opened; null when nothing was. */
  readonly before: string | null;
  /** Counts the texts that were put in from elsewhere. */
  readonly opened: number;
  /** Why a link or file could not be opened. */
  readonly problem: string;
  /** The pictures that the text may name, and their addresses in this page. */
  readonly pictures: Pictures;
  readonly assets: Readonly<Record<string, string>>;
  readonly edit: (text: string) => void;
  /** Puts another lesson in; what was there can be brought back. */
  readonly open: (text: string, pictures?: Pictures) => void;
  readonly addPicture: (path: string, bytes: Uint8Array<ArrayBuffer>) => void;
  readonly bringBack: () => void;
  readonly refuse: (problem: string) => void;
}

export function useDraft(onOpened: () => void): Draft {
  const [draft, setDraft] = useState(
    () => deviceStorage().read("draft", draftSchema) ?? { text: STARTER, before: null },
  );
  const [problem, setProblem] = useState("");
  const [opened, setOpened] = useState(0);
  useStored(draft);
  const { pictures, assets, add } = usePictures();
  const open = useCallback(
    (text: string, more: Pictures = NO_PICTURES): void => {
      setProblem("");
      setOpened((count) => count + 1);
      setDraft((now) => ({ text, before: now.text === text ? now.before : now.text }));
      add(more);
    },
    [add],
  );
  useLessonInLink(open, setProblem, onOpened);
  return {
    ...draft,
    problem,
    opened,
    pictures,
    assets,
    addPicture: (path, bytes) => add(new Map([[path, bytes]])),
    edit: (text) => setDraft((now) => ({ ...now, text })),
    open,
    bringBack: () => {
      setOpened((count) => count + 1);
      setDraft((now) => (now.before === null ? now : { text: now.before, before: now.text }));
    },
    refuse: setProblem,
  };
}

/** Writes a moment after the last change, and at once when the page or the studio is left. */
function useStored(draft: Pick<Draft, "text" | "before">): void {
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
    const timer = setTimeout(() => deviceStorage().write("draft", draft), WAIT);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => {
    const write = (): void => void deviceStorage().write("draft", latest.current);
    addEventListener("pagehide", write);
    return () => {
      removeEventListener("pagehide", write);
      write();
    };
  }, []);
}

/**
 * `#/studio?lesson=…` opens the lesson of a link, `#/studio?own=…` one that is on this device; then
 * the address is short again.
 */
function useLessonInLink(
  open: (text: string, pictures?: Pictures) => void,
  refuse: (problem: string) => void,
  onOpened: () => void,
): void {
  const { parameters } = useAddress();
  const inAddress = parameters.get("lesson") ?? ownText(parameters.get("own"));
  // The preview rewrites the address as soon as it is there: what a link brought is kept here.
  const [packed, setPacked] = useState(inAddress);
  if (inAddress !== undefined && inAddress !== packed) setPacked(inAddress);
  useEffect(() => {
    if (packed === undefined) return;
    let current = true;
    void lessonIn(packed).then((result) => {
      if (!current) return;
      setPacked(undefined);
      if ("problem" in result) refuse(result.problem);
      else {
        open(result.text, result.pictures);
        onOpened();
      }
      goTo("#/studio", "replace");
    });
    return () => {
      current = false;
    };
  }, [packed, open, refuse, onOpened]);
}

const OWN = "own:";

/** The own lesson that an address names, as something to open. */
function ownText(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `${OWN}${id}`;
}

async function lessonIn(packed: string): Promise<PackedLesson | { readonly problem: string }> {
  if (!packed.startsWith(OWN)) {
    const result = await unpack(packed);
    return "problem" in result ? result : { ...result, pictures: NO_PICTURES };
  }
  const id = packed.slice(OWN.length);
  const text = textOf(id);
  return text === null
    ? { problem: "This lesson is not on this device." }
    : { text, pictures: await picturesOf(id) };
}

const DRAFT = "draft";
const NOTHING_HELD = { pictures: NO_PICTURES, assets: {} };

/**
 * The pictures of the draft, kept on the device. Those of the lesson before stay: it can be brought
 * back. Only what the text names goes into a file.
 */
function usePictures() {
  const [held, setHeld] = useState<Pick<Draft, "pictures" | "assets">>(NOTHING_HELD);
  const add = useCallback((more: Pictures): void => {
    if (more.size === 0) return;
    const addresses = pictureAddresses(more);
    setHeld(({ pictures, assets }) => ({
      pictures: new Map([...pictures, ...more]),
      assets: { ...assets, ...addresses },
    }));
  }, []);
  useEffect(() => {
    let current = true;
    void storedPictures(DRAFT).then((stored) => {
      if (current) add(stored);
    });
    return () => {
      current = false;
    };
  }, [add]);
  useEffect(() => {
    if (held.pictures.size > 0) void writePictures(DRAFT, held.pictures);
  }, [held]);
  return { ...held, add };
}
