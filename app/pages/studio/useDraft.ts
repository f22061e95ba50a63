/** The text in the studio: kept on the device as it is written, never lost to something that is opened over it. */
import { useCallback, useEffect, useState } from "react";
import * as v from "valibot";
import { goTo } from "../../shell/address";
import { useAddress } from "../../shell/useAddress";
import { devicePersist } from "../../store/keep";
import { unpack } from "./share";
import { STARTER } from "./starter";

export const draftSchema = v.object({
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
  readonly edit: (text: string) => void;
  /** Puts another lesson in; what was there can be brought back. */
  readonly open: (text: string) => void;
  readonly bringBack: () => void;
  readonly refuse: (problem: string) => void;
}

export function useDraft(onOpened: () => void): Draft {
  const [draft, setDraft] = useState(() => devicePersist().read("draft", draftSchema) ?? { text: STARTER, before: null });
  const [problem, setProblem] = useState("");
  const [opened, setOpened] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => devicePersist().write("draft", draft), WAIT);
    return () => clearTimeout(timer);
  }, [draft]);
  const open = useCallback((text: string): void => {
    setProblem("");
    setOpened((count) => count + 1);
    setDraft((now) => ({ text, before: now.text === text ? now.before : now.text }));
  }, []);
  useLessonInLink(open, setProblem, onOpened);
  return {
    ...draft,
    problem,
    opened,
    edit: (text) => setDraft((now) => ({ ...now, text })),
    open,
    bringBack: () => {
      setOpened((count) => count + 1);
      setDraft((now) => (now.before === null ? now : { text: now.before, before: now.text }));
    },
    refuse: setProblem,
  };
}

/** `#/studio?lesson=…` opens the lesson and then leaves the address short. */
function useLessonInLink(open: (text: string) => void, refuse: (problem: string) => void, onOpened: () => void): void {
  const { parameters } = useAddress();
  const packed = parameters.get("lesson");
  useEffect(() => {
    if (packed === undefined) return;
    let current = true;
    void unpack(packed).then((result) => {
      if (!current) return;
      if ("problem" in result) refuse(result.problem);
      else {
        open(result.text);
        onOpened();
      }
      goTo("#/studio", "replace");
    });
    return () => {
      current = false;
    };
  }, [packed, open, refuse, onOpened]);
}
