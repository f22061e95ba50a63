/** What checking a value of an author gives: the value, or what is wrong with it. */
import type { Code } from "./codes";
import type { Extra } from "./diagnostics";
import type { Value } from "./tag-value";

export interface Fault {
  readonly code: Code;
  readonly message: string;
  readonly extra: Extra;
}

export type Checked = { readonly value: unknown } | { readonly fault: Fault };

export function fault(code: Code, message: string, extra: Extra = {}): { readonly fault: Fault } {
  return { fault: { code, message, extra } };
}

/** A value as a tag would write it, shortened. */
export function shown(value: Value): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
