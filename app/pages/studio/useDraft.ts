/**
 * The text in the studio: kept on the device as it is written, never lost to something that is
 * opened over it.
 */
import { t } from "../../language/words";
import { useCallback, useEffect, useRef, useState } from "react";
import * as v from "valibot";
import { goTo } from "../../shell/address";
import { useAddress } from "../../shell/useAddress";
import { deviceStorage } from "../../store/lab-storage";
import { unpack } from "../../course/lesson-text";
import type { PackedLesson } from "../../course/course-file";
import { arraysOf, NO_FILES, pictureAddresses, type OwnFiles } from "../../course/own-files";
import { filesOf, textOf } from "../../course/own-lessons";
import { writeFiles, storedFiles } from "../../course/stored-files";
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
  /** The files that the text may name; and as the compiler takes them. */
  readonly files: OwnFiles;
  readonly named: Named;
  readonly edit: (text: string) => void;
  /** Puts another lesson in; what was there can be brought back. */
  readonly open: (text: string, files?: OwnFiles) => void;
  readonly addFile: (path: string, bytes: Uint8Array<ArrayBuffer>) => void;
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
  const { files, named, add } = useFiles();
  const open = useCallback(
    (text: string, more: OwnFiles = NO_FILES): void => {
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
    files,
    named,
    addFile: (path, bytes) => add(new Map([[path, bytes]])),
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
  open: (text: string, files?: OwnFiles) => void,
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
        open(result.text, result.files);
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
    return "problem" in result ? result : { ...result, files: NO_FILES };
  }
  const id = packed.slice(OWN.length);
  const text = textOf(id);
  return text === null
    ? { problem: t("This lesson is not on this device.") }
    : { text, files: await filesOf(id) };
}

const DRAFT = "draft";
/** Addresses of the pictures in this page, and the bytes of the arrays. */
interface Named {
  readonly assets: Readonly<Record<string, string>>;
  readonly arrays: ReturnType<typeof arraysOf>;
}

const NOTHING_HELD = { files: NO_FILES, named: { assets: {}, arrays: {} } };

/**
 * The files of the draft, kept on the device. Those of the lesson before stay: it can be brought
 * back. Only what the text names goes into a file.
 */
function useFiles() {
  const [held, setHeld] = useState<Pick<Draft, "files" | "named">>(NOTHING_HELD);
  const add = useCallback(async (more: OwnFiles): Promise<void> => {
    if (more.size === 0) return;
    const { putFiles } = await import("../../course/put-files");
    putFiles(more);
    const addresses = pictureAddresses(more);
    setHeld(({ files, named: { assets, arrays } }) => ({
      files: new Map([...files, ...more]),
      named: { assets: { ...assets, ...addresses }, arrays: { ...arrays, ...arraysOf(more) } },
    }));
  }, []);
  useEffect(() => {
    let current = true;
    void storedFiles(DRAFT).then((stored) => {
      if (current) void add(stored);
    });
    return () => {
      current = false;
    };
  }, [add]);
  useEffect(() => {
    if (held.files.size > 0) void writeFiles(DRAFT, held.files);
  }, [held]);
  return { ...held, add };
}
