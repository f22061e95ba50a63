/** The arguments of a call as values. */
import { itemsOf } from "./items";
import { dotted, lost } from "./lost";
import { plainText } from "./operators";
import type { Expression } from "./syntax";
import { problemAt } from "./tokens";
import type { GivenValue, GivenValues, UnknownValue, Value } from "./values";

/** Stars are spread out; a name that is given twice is refused. */
export function givenValues(
  source: string,
  call: Extract<Expression, { kind: "call" }>,
  evaluate: (one: Expression) => Value,
): GivenValues {
  const positional: GivenValue[] = [];
  const named = new Map<string, GivenValue & { nameAt: number }>();
  let strange: UnknownValue | undefined;
  for (const one of call.given) {
    const value = evaluate(one.value);
    const place = one.value.at;
    if (one.star === "*") {
      const items = itemsOf(value);
      if (items === null) strange ??= lost([value], place);
      else positional.push(...items.map((item) => ({ at: placeOf(item, place), value: item })));
    } else if (one.star === "**") {
      if (value.kind !== "dict") strange ??= lost([value], place);
      else
        for (const { key, value: inner } of value.entries.values())
          named.set(plainText(key) ?? "?", { at: place, nameAt: one.at, value: inner });
    } else if (one.name === null) {
      if (named.size > 0)
        throw problemAt(source, place, "an argument without a name stands behind one with a name");
      positional.push({ at: place, value });
    } else {
      if (named.has(one.name)) throw problemAt(source, one.at, `${one.name} is given twice`);
      named.set(one.name, { at: place, nameAt: one.at, value });
    }
  }
  const isPrinted = call.given.some((one) => one.isPrinted);
  return {
    at: call.at,
    callee: dotted(call.callee),
    positional,
    named,
    isPrinted,
    ...(strange ? { unknown: strange } : {}),
  };
}

function placeOf(value: Value, otherwise: number): number {
  return value.kind === "module" || value.kind === "unknown" ? value.at : otherwise;
}
