/**
 * What changed, for a screen reader: one polite region, after things have settled, newest only. It
 * is emptied first, so that the same sentence twice is heard twice.
 */
import { useEffect, useState } from "react";

const SETTLED_MS = 600;

export function LiveText({ text }: { readonly text: string }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const clear = setTimeout(() => setSaid(""), SETTLED_MS - 100);
    const say = setTimeout(() => setSaid(text), SETTLED_MS);
    return () => {
      clearTimeout(clear);
      clearTimeout(say);
    };
  }, [text]);
  return (
    <output className="hidden-text" aria-live="polite" aria-atomic="true">
      {said}
    </output>
  );
}
