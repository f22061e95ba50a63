/**
 * What a figure holds in place of what its author gave, so that nothing is dropped without a word.
 */
import { same } from "../../shell/codec";
import type { Properties, PropertyValues, WidgetDefinition } from "../../widgets/widget";
import type { Attributes } from "../language/attributes";
import { checkText, defaults } from "../language/properties";

/** Properties that the figure does not take beside the others are said, not dropped. */
export function sayNotTaken(
  attributes: Attributes,
  definition: WidgetDefinition,
  properties: PropertyValues,
  state: object,
): void {
  const written = new Map(attributes.rest.map((attribute) => [attribute.name, attribute]));
  const given = Object.fromEntries([...written.keys()].map((name) => [name, properties[name]]));
  const problems = definition.problems?.(properties, state) ?? {};
  for (const [name, problem] of Object.entries(problems)) {
    const attribute = written.get(name);
    const checked = checkText(name, problem, String(given[name]));
    if (attribute !== undefined && "fault" in checked) attributes.fault(attribute, checked.fault);
  }
  if (Object.keys(problems).length > 0) return; // the rest may follow from these
  const usual = defaults(definition.properties);
  for (const { name, kept } of keptInstead(
    given,
    definition.toProperties(state),
    definition.properties,
  )) {
    const attribute = written.get(name);
    const without = definition.initial({ ...properties, [name]: usual[name] });
    // A preset has an effect; the usual value needs none.
    const hasEffect = !same(without, state) || same(given[name], usual[name]);
    if (attribute === undefined || hasEffect) continue;
    const message = `The figure ${definition.name} does not take ${name}=${attribute.raw} beside its other properties; it keeps ${JSON.stringify(kept)}.`;
    attributes.fault(attribute, { code: "figure-keeps", message, extra: {} });
  }
}

/**
 * Properties that were given, and are not taken, with what is kept. Numbers and texts with a
 * reader of their own are left out: it has looked at them.
 */
export function keptInstead(
  given: PropertyValues,
  kept: PropertyValues,
  properties: Properties,
): readonly { readonly name: string; readonly kept: unknown }[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const property = properties[name];
    const isChecked =
      property?.type === "matrix" || (property?.type === "text" && property.problem !== undefined);
    const isTaken = !Object.hasOwn(kept, name) || alike(kept[name], value);
    return isChecked || isTaken ? [] : [{ name, kept: kept[name] }];
  });
}

/** Equal but for spaces. */
function alike(a: unknown, b: unknown): boolean {
  const dense = (value: unknown): unknown =>
    typeof value === "string" ? value.replaceAll(/\s+/g, "") : value;
  return same(dense(a), dense(b));
}
