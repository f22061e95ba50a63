/** The text that a draft translates: a lesson of the lab with the same id, in another language. */
import { useEffect, useMemo, useState } from "react";
import { idIn } from "../../course/lesson-text";
import type { DraftFiles } from "../../lesson/compile/draft";
import { cardOf } from "../../lesson/runtime/library";
import type { Draft } from "./useDraft";

/** What the compiler holds a draft against. */
interface Held {
  /** Null for a draft that is no translation, and until the text is there. */
  readonly original: string | null;
  readonly files: DraftFiles;
}

export function useOriginal({ text, named }: Pick<Draft, "text" | "named">): Held {
  const id = translated(text);
  const [loaded, setLoaded] = useState<{ readonly id: string; readonly text: string } | null>(null);
  useEffect(() => {
    let current = true;
    if (id !== null)
      void sourceOf(id).then((source) => {
        if (current && source !== null) setLoaded({ id, text: source });
      });
    return () => {
      current = false;
    };
  }, [id]);
  const original = loaded !== null && loaded.id === id ? loaded.text : null;
  return useMemo(
    () => ({ original, files: original === null ? named : { ...named, original } }),
    [original, named],
  );
}

export async function sourceOf(id: string): Promise<string | null> {
  try {
    const { sources } = await import("virtual:lesson-sources");
    return (await sources[id]?.()) ?? null;
  } catch {
    return null;
  }
}

function translated(text: string): string | null {
  const id = idIn(text) ?? "";
  const lang = /^lang:\s*"?([\w-]+)/m.exec(text)?.[1];
  const card = cardOf(id);
  return card === undefined || lang === undefined || lang === card.lang ? null : id;
}
