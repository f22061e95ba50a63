/** A draft compiled; a translation is held against its original, too. */
import { Reporter, sorted } from "../language/diagnostics";
import { type Compiled, compileWith } from "./compile-with";
import type { CompileOptions } from "./context";
import { Placer } from "./placer";
import { checkTranslation } from "./translation";

export interface DraftFiles extends Pick<CompileOptions, "assets" | "arrays"> {
  /** The text of the lesson that the draft translates. */
  readonly original?: string;
}

export function compileDraft(
  text: string,
  path: string,
  known: Required<Pick<CompileOptions, "registry" | "generators">>,
  { original, ...own }: DraftFiles,
): Compiled {
  const compiled = compileWith(text, { file: path, ...known, ...own });
  if (original === undefined) return compiled;
  const beside = { folder: null, assets: {} };
  const reporter = new Reporter(path);
  checkTranslation(
    { ...compiled, file: { ...beside, path, language: compiled.doc.lang, text } },
    {
      ...compileWith(original, { file: "the original", ...known }),
      file: { ...beside, path: "the original", language: null, text: original },
    },
    new Placer(text, reporter),
  );
  return { ...compiled, diagnostics: sorted([...compiled.diagnostics, ...reporter.list]) };
}
