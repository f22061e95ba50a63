/** Texts of the page with links, keys or code in them: "Press <key>Esc</key>". */
import { createElement, Fragment, type ReactNode } from "react";
import type { CompiledMessage, FormatValues } from "icu-minify/format";
import { pieces } from "./words";

/** As `t`; each tag of the text is drawn by the function of its name. */
export function rich(
  message: string | CompiledMessage,
  values: FormatValues<ReactNode>,
): ReactNode {
  return createElement(Fragment, null, ...pieces<ReactNode>(message, values));
}

/** What is the same in every language and runs from left to right. */
export function asCode(words: ReactNode): ReactNode {
  return createElement("code", { dir: "ltr" }, words);
}
