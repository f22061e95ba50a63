/**
 * Texts of the page with elements in them: "Press <key>Esc</key>", "{count} of them" with a bold
 * count.
 */
import type { CompiledMessage } from "icu-minify/format";
import { createElement, Fragment, type ReactNode } from "react";
import { pieces } from "./words";

type Drawn = (content: ReactNode[]) => ReactNode;

/** Stands in the text for the element of this number. */
const FIRST_MARK = 0xe000;

/**
 * As `t`; a value may be an element, and each tag of the text is drawn by the function of its name.
 */
export function rich(
  message: string | CompiledMessage,
  values: Readonly<Record<string, ReactNode | Drawn>>,
): ReactNode {
  const elements: ReactNode[] = [];
  const plain: Record<string, string | number | Drawn> = {};
  for (const [name, value] of Object.entries(values)) {
    const isPlain = typeof value === "string" || typeof value === "number";
    plain[name] =
      isPlain || typeof value === "function"
        ? value
        : String.fromCharCode(FIRST_MARK + elements.push(value) - 1);
  }
  const parts = pieces<ReactNode>(message, plain).flatMap((piece) =>
    typeof piece === "string" ? piece.split(/([\ue000-\uf8ff])/) : [piece],
  );
  const drawn = parts.map((part) =>
    typeof part === "string" && /^[\ue000-\uf8ff]$/.test(part)
      ? elements[part.charCodeAt(0) - FIRST_MARK]
      : part,
  );
  return createElement(Fragment, null, ...drawn);
}

/** What is the same in every language and runs from left to right. */
export function asCode(words: ReactNode): ReactNode {
  return createElement("code", { dir: "ltr" }, words);
}
