/** The compiler with the lab's own practice. */
import { generators } from "../practice";
import { type Compiled, compileWith } from "./compile-with";
import type { CompileOptions } from "./context";

export type { Compiled } from "./compile-with";
export type { CompileOptions } from "./context";

export function compileLesson(text: string, options: CompileOptions): Compiled {
  return compileWith(text, { generators, ...options });
}
