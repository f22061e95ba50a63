/**
 * The draft compiled in a worker, a moment after the last key: the document for the preview, and
 * everything that is wrong with it. What is being compiled is noted on the device until it is done,
 * so that a draft that once froze the page, or was stopped, is not compiled again by itself.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import * as v from "valibot";
import { Compiler, type Outcome, type Question } from "../../lesson/compile/away/compiler";
import type { Compiled } from "../../lesson/compile/compile";
import { deviceStorage } from "../../store/lab-storage";

const WAIT = 300;
/** Milliseconds after which the writer hears that it takes long. */
const LONG = 1000;
const NOTE = "compiling";
const noteSchema = v.string();

/** A compiled lesson with the text that it was compiled from. */
export interface Checked extends Compiled {
  readonly text: string;
}

export interface Compiling {
  readonly checked: Checked;
  /** Whether anything was compiled yet. */
  readonly ready: boolean;
  /** `long`: still at work; `stopped`: this text was given up, and waits for `again`. */
  readonly state: "idle" | "long" | "stopped";
  readonly stop: () => void;
  readonly again: () => void;
}

const NOTHING: Checked = {
  doc: {
    format: 1,
    id: "draft",
    title: "",
    summary: "",
    lang: "en",
    dir: "ltr",
    level: "core",
    minutes: 0,
    goals: [],
    requires: [],
    authors: [],
    license: "",
    steps: [{ id: "start", title: "", blocks: [], notes: [] }],
  },
  diagnostics: [],
  places: { steps: [], blocks: new Map() },
  text: "",
};

/** The draft's own files: the same object for the same files. */
export function useCompiled(text: string, files: Question["files"]): Compiling {
  const [compiler] = useState(() => new Compiler());
  const [checked, setChecked] = useState<Checked>(NOTHING);
  const [state, setState] = useState<Compiling["state"]>("idle");
  /** What this page noted itself: pictures may arrive while the text is being compiled. */
  const own = useRef("");
  const long = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Whether a text is being compiled, and not for long. */
  const quick = useRef(false);
  const run = useCallback(
    (now: string): void => {
      own.current = now;
      note(now);
      clearTimeout(long.current);
      quick.current = true;
      long.current = setTimeout(() => {
        quick.current = false;
        setState("long");
      }, LONG);
      const told = (outcome: Outcome): void => {
        clearTimeout(long.current);
        quick.current = false;
        if (!("compiled" in outcome)) return setState("stopped");
        note("");
        setState("idle");
        setChecked(asDraft(outcome.compiled, now));
      };
      compiler.compile(now, "lesson.mdoc", told, files);
    },
    [compiler, files],
  );
  useEffect(() => {
    if (isNoted(text) && own.current !== text) {
      setState("stopped");
      return undefined;
    }
    const timer = setTimeout(() => run(text), checked === NOTHING ? 0 : WAIT);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- what was compiled is no reason to compile
  }, [text, run]);
  useEffect(
    () => () => {
      clearTimeout(long.current);
      compiler.stop();
      note("");
    },
    [compiler],
  );
  useEffect(() => {
    // Who leaves so early was not kept by the draft: it is compiled when they come back.
    const leave = (): void => {
      if (quick.current) note("");
    };
    addEventListener("pagehide", leave);
    return () => removeEventListener("pagehide", leave);
  }, []);
  const stop = (): void => {
    quick.current = false;
    clearTimeout(long.current);
    compiler.stop();
    setState("stopped");
  };
  return { checked, ready: checked !== NOTHING, state, stop, again: () => run(text) };
}

/**
 * A draft's answers and progress are its own: whatever id it has, it is not one of the course's
 * lessons.
 */
function asDraft({ doc, ...rest }: Compiled, text: string): Checked {
  return { doc: { ...doc, id: `draft-${doc.id}`.slice(0, 60) }, ...rest, text };
}

function note(text: string): void {
  deviceStorage().write(NOTE, text === "" ? "" : mark(text));
}

function isNoted(text: string): boolean {
  return deviceStorage().read(NOTE, noteSchema) === mark(text);
}

/** Tells texts apart; the text itself is kept elsewhere. */
function mark(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return `${text.length}:${sum}`;
}
