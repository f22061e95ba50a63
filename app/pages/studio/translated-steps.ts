/** The steps of an original, and what a translation has of each. Pure. */
import type { Checked } from "./useCompiled";

export interface SourceStep {
  readonly id: string;
  readonly text: string;
}

export interface Translated extends SourceStep {
  readonly state: "fits" | "stale" | "missing";
  /** First line in the translation; null where it is missing. */
  readonly line: number | null;
  /** The mark that says that the translation fits; null where it says so. */
  readonly mark: string | null;
}

/** Each step of a lesson's text, from its tag on. What stands before the first belongs to it. */
export function stepsOfSource(source: string): SourceStep[] {
  const parts = source.split(/^---[ \t]*$/m);
  const found = parts.flatMap((text, at) => {
    const id = /\{%\s*step\b[^%]*?\bid="([^"]*)"/.exec(text)?.[1];
    return id === undefined ? [] : [{ id, text: text.trim(), at }];
  });
  return found.map(({ id, text }, at) => ({
    id,
    text: at === 0 ? `${(parts[1] ?? "").trim()}\n\n${text}` : text,
  }));
}

export function translatedSteps(
  steps: readonly SourceStep[],
  { text, diagnostics }: Pick<Checked, "text" | "diagnostics">,
): Translated[] {
  const lines = text.split("\n");
  const lineOf = (id: string): number | null => {
    const at = lines.findIndex((line) => /^\{%\s*step\b/.test(line) && line.includes(`id="${id}"`));
    return at < 0 ? null : at + 1;
  };
  return steps.map((step) => {
    const line = lineOf(step.id);
    if (line === null) return { ...step, state: "missing", line, mark: null };
    const stale = diagnostics.find((one) => one.code === "translation-stale" && one.line === line);
    const mark = /source="([^"]*)"/.exec(stale?.suggestion ?? "")?.[1] ?? null;
    return { ...step, state: stale === undefined ? "fits" : "stale", line, mark };
  });
}

/** The tag of a step as it stands in a text. */
export function stepTagIn(text: string, id: string): string | null {
  return text.match(/\{%\s*step\b[^%]*%\}/g)?.find((tag) => tag.includes(`id="${id}"`)) ?? null;
}
