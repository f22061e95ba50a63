/** What a file of numbers can become in a lesson: the figures that take an array of its shape. */
import type { Listed } from "../../lesson/language/own-arrays";
import { checkProperty, defaults } from "../../lesson/language/properties";
import type { Widget } from "../../widgets/widget";

export interface ArrayOffer {
  readonly title: string;
  /** The tag, without its id. */
  readonly kind: string;
  readonly property: string;
  readonly value: string;
}

/** Figures and their properties that are meant for numbers of an author's own, in order. */
const TARGETS = [
  ["conv", "input"],
  ["conv", "filter"],
  ["volume", "x"],
  ["volume", "w"],
  ["photo-filter", "filter"],
  ["pool", "input"],
  ["network", "input"],
] as const;
const MOST = 40;

export function offersOf(
  path: string,
  bytes: Uint8Array,
  arrays: readonly Listed[],
  registry: Readonly<Record<string, Widget>>,
): readonly ArrayOffer[] {
  const files = { pictures: [], arrays: { [path]: bytes } };
  const several = arrays.length > 1;
  const offers = arrays.flatMap(({ name, shape }) =>
    TARGETS.flatMap(([kind, property]): ArrayOffer[] => {
      const definition = registry[kind]?.definition;
      const schema = definition?.properties[property];
      if (definition === undefined || schema === undefined) return [];
      const value = several ? `${path}#${name}` : path;
      const checked = checkProperty(property, schema, value, files);
      if ("fault" in checked) return [];
      try {
        const own = { ...defaults(definition.properties), [property]: checked.value };
        definition.describe(definition.initial(own));
      } catch {
        return [];
      }
      const what = `${several ? `${name}, ` : ""}${shape.join("×")}`;
      return [{ title: `${definition.title}: ${property} (${what})`, kind, property, value }];
    }),
  );
  return offers.slice(0, MOST);
}

/** An id that no tag of the text has. */
export function freeId(text: string, wanted: string): string {
  const base = wanted.replace(/^[^a-z]+/, "").replaceAll(/[^a-z0-9-]+/g, "-") || "own";
  let id = base;
  for (let twin = 2; text.includes(`id="${id}"`); twin++) id = `${base}-${twin}`;
  return id;
}
