/** Numbers and names of Python. */
import type { Expression } from "./syntax";

/** True, False, None, or a name. */
export function wordOf(text: string, at: number): Expression {
  if (text === "True" || text === "False") return { kind: "constant", value: text === "True", at };
  if (text === "None") return { kind: "constant", value: null, at };
  return { kind: "name", name: text, at };
}

export function numberOf(text: string, at: number): Expression {
  const plain = text.replaceAll("_", "");
  const isFloat = !/^0x/i.test(plain) && /[.eE]/.test(plain);
  return { kind: "number", value: Number(plain), isFloat, at };
}
