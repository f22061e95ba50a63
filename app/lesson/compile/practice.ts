/** The tag `practice`: its generator, its options, and whether they leave exercises to make. */
import { LabError } from "../../../engine/core/errors";
import type { Block } from "../document";
import type { Attributes } from "../language/attributes";
import { didYouMean, listed, nearest } from "../language/nearest";
import { checkProperty, defaults } from "../language/properties";
import type { TagSchema } from "../language/tag-schema";
import type { Generator } from "../practice/practice";
import type { Context } from "./context";

export function practice(
  context: Context,
  attributes: Attributes,
  id: string,
  schema: TagSchema,
): Block[] {
  const kind = attributes.text("kind");
  if (kind === undefined) return [];
  const generator = generatorNamed(context, attributes, kind);
  if (generator === null) return [];
  const options: Record<string, unknown> = { ...defaults(generator.options) };
  for (const attribute of attributes.rest) {
    const property = Object.hasOwn(generator.options, attribute.name)
      ? generator.options[attribute.name]
      : undefined;
    if (property === undefined) {
      attributes.unknown(
        attribute,
        [...Object.keys(generator.options), ...Object.keys(schema.attributes)],
        `The practice ${kind}`,
      );
      continue;
    }
    const checked = checkProperty(attribute.name, property, attribute.value);
    if ("fault" in checked) attributes.fault(attribute, checked.fault);
    else options[attribute.name] = checked.value;
  }
  const seed = attributes.number("seed") ?? 1;
  tryOut(context, attributes, generator, seed, options);
  return [{ kind: "practice", id, generator: kind, options, seed }];
}

function generatorNamed(context: Context, attributes: Attributes, kind: string): Generator | null {
  const found = Object.hasOwn(context.generators, kind) ? context.generators[kind] : undefined;
  if (found !== undefined) return found;
  const kinds = Object.keys(context.generators);
  const suggestion = nearest(kind, kinds);
  const message = `There is no practice "${kind}".${didYouMean(suggestion)} Kinds are ${listed(kinds)}.`;
  const written = attributes.written("kind");
  const extra = { allowed: kinds, suggestion };
  if (written !== undefined) attributes.fault(written, { code: "practice-kind", message, extra });
  return null;
}

function tryOut(
  context: Context,
  attributes: Attributes,
  generator: Generator,
  seed: number,
  options: Readonly<Record<string, unknown>>,
): void {
  try {
    for (let index = 0; index < 5; index++) generator.make(seed, index, options);
  } catch (error) {
    const reason =
      error instanceof LabError ? `${error.message}. ${error.hint}`.trim() : String(error);
    context.report(
      "practice-options",
      attributes.span.place,
      `These options leave no exercise to make: ${reason}`,
    );
  }
}
