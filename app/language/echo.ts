/**
 * Sentences of the engine, which speaks English everywhere, in the language of the page: they are
 * known by their form, "{op}: the kernel does not fit", and said again with what stands in the
 * gaps. Loaded with a catalogue only.
 */
import type { CompiledMessage } from "icu-minify/format";
import { filled } from "./words";

/** The form as a regular expression, the names of its gaps, and what is said instead. */
export type Echo = readonly [form: string, names: readonly string[], said: CompiledMessage];

/** What stands in a gap may be a sentence of the engine itself; so deep and no deeper. */
const DEEP = 3;

export function echoing(echoes: readonly Echo[]): (english: string) => string {
  const known = echoes.map(([form, ...rest]) => [new RegExp(`^${form}$`, "s"), ...rest] as const);
  const again = (english: string, depth: number): string => {
    for (const [form, names, said] of known) {
      const found = form.exec(english);
      if (found === null) continue;
      const gaps = names.map((name, at) => {
        const gap = found[at + 1] ?? "";
        return [name, depth < DEEP && gap.length > 3 ? again(gap, depth + 1) : gap];
      });
      return filled(said, Object.fromEntries(gaps));
    }
    return english;
  };
  return (english) => again(english, 0);
}
