/**
 * What may stand as the value of an attribute: options, names of figures and controls, numbers that
 * a figure computes. Pure.
 */
import { t, word as wordOf } from "../../../language/words";
import { format } from "../../../../engine/core/shape";
import { ROLES } from "../../../lesson/language/mathml";
import { plainNumber } from "../../../lesson/language/tag-value";
import { tagNamed } from "../../../lesson/language/schema";
import type { AttributeSchema } from "../../../lesson/language/tag-schema";
import { figuresOf } from "../../../lesson/runtime/walk";
import type { Properties, Property } from "../../../widgets/widget";
import {
  definitionOf,
  type Facts,
  figureNamed,
  type Offer,
  type Offers,
  propertiesOf,
} from "./facts";
import type { TagAt } from "./tag-at";

/** Values that stand without quotes. */
export function isBare({ type }: AttributeSchema | Property): boolean {
  return (
    type === "boolean" ||
    type === "integer" ||
    type === "number" ||
    type === "amount" ||
    type === "goals"
  );
}

export function propertyOffers(properties: Properties): Offer[] {
  return Object.entries(properties).map(([name, property]) => ({
    label: name,
    template: isBare(property) ? `${name}=\${}` : `${name}="\${}"`,
    detail: property.type,
    info:
      property.default === ""
        ? wordOf(property.description)
        : t("{description} Default {value}.", {
            description: wordOf(property.description),
            value: String(property.default),
          }),
    more: true,
  }));
}

export function valuesOf(tag: TagAt, facts: Facts): Offers | null {
  const schema = tagNamed(tag.name);
  const own =
    schema !== undefined && Object.hasOwn(schema.attributes, tag.attribute)
      ? schema.attributes[tag.attribute]
      : undefined;
  const property = own ?? propertiesOf(tag, facts)[tag.attribute];
  if (property === undefined) return null;
  const found = special(tag, facts) ?? {
    from: tag.from,
    offers: own === undefined ? ofProperty(property) : ofAttribute(own, facts),
  };
  if (found.offers.length === 0) return null;
  if (tag.quoted || isBare(property)) return found;
  return {
    ...found,
    offers: found.offers.map((one) => ({ ...one, template: `"${one.template ?? one.label}"` })),
  };
}

/** Values that name something: a kind, a figure, a control, a number of a figure, a role. */
function special(tag: TagAt, facts: Facts): Offers | undefined {
  const { name, attribute, from, word } = tag;
  if (attribute === "kind")
    return {
      from,
      offers: name === "practice" ? Object.values(facts.generators).map(titled) : kinds(facts),
    };
  if (attribute === "bind" || (name === "set" && attribute === "figure"))
    return { from, offers: figures(tag, facts) };
  if (attribute === "hide" || attribute === "lock") return controls(tag, facts);
  if (attribute === "from") return { from, offers: references(word, facts) };
  if (name === "term")
    return {
      from,
      offers: [
        ...ROLES.map((label) => ({
          label,
          info: t("Lights the {role} in the figure.", { role: label }),
        })),
        ...references(word, facts),
      ],
    };
  if (name === "set" && attribute === "step") return { from, offers: places(tag, facts) };
  return undefined;
}

function kinds({ registry }: Facts): Offer[] {
  return Object.values(registry).map(({ definition }) => titled(definition));
}

function titled({
  name,
  title,
  summary,
}: {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
}): Offer {
  return { label: name, detail: wordOf(title), info: wordOf(summary) };
}

function figures(tag: TagAt, facts: Facts): Offer[] {
  const kind = tag.attribute === "bind" ? tag.written.get("kind") : undefined;
  return [...figuresOf(facts.doc).values()]
    .filter(
      ({ id, widget }) => id !== tag.written.get("id") && (kind === undefined || kind === widget),
    )
    .map(({ id, widget, alt }) => ({ label: id, detail: widget, info: alt }));
}

/** Several names with spaces between: the last one is being written. */
function controls(tag: TagAt, facts: Facts): Offers {
  const definition = definitionOf(tag, facts);
  const last = /[\w-]*$/.exec(tag.word)?.[0] ?? "";
  const taken = tag.word.slice(0, tag.word.length - last.length).split(/[\s,]+/);
  const names = definition === undefined ? [] : [...definition.controls, "transport"];
  return {
    from: tag.from + tag.word.length - last.length,
    offers: names.filter((one) => !taken.includes(one)).map((label) => ({ label })),
  };
}

/** Figures; once one is written, its numbers with their shapes as it opens. */
function references(word: string, facts: Facts): Offer[] {
  const block = word.includes(".") ? figureNamed(facts, word.split(".")[0]) : undefined;
  if (block === undefined)
    return [...figuresOf(facts.doc).values()].map(({ id, widget }) => ({
      label: `${id}.`,
      detail: widget,
      more: true,
    }));
  const definition = Object.hasOwn(facts.registry, block.widget)
    ? facts.registry[block.widget]?.definition
    : undefined;
  if (definition === undefined) return [];
  try {
    const tensors = Object.entries(definition.values(definition.initial(block.properties)));
    return tensors.flatMap(([name, { shape }]) => {
      const at = `${block.id}.${name}`;
      const first = {
        label: `${at}${shape.map(() => "[0]").join("")}`,
        detail: format(shape),
        info: t("One number: its indices count from 0."),
      };
      return shape.length === 0
        ? [first]
        : [
            first,
            {
              label: `${at}.shape[0]`,
              detail: format(shape),
              info: t("How many there are along an axis."),
            },
          ];
    });
  } catch {
    return []; // a figure that waits for the reader has no numbers yet
  }
}

/** The ends of the figure's time line. */
function places(tag: TagAt, facts: Facts): Offer[] {
  const block = figureNamed(facts, tag.written.get("figure"));
  const definition = definitionOf(tag, facts);
  if (block === undefined || definition === undefined) return [];
  try {
    const steps = definition.steps(definition.initial(block.properties));
    return [
      { label: "0", detail: t("nothing has happened yet") },
      { label: String(steps), detail: t("all of it has") },
    ];
  } catch {
    return [];
  }
}

function ofAttribute(schema: AttributeSchema, { doc }: Facts): Offer[] {
  switch (schema.type) {
    case "choice":
      return schema.options.map((label) => ({ label }));
    case "boolean":
      return [{ label: "true" }, { label: "false" }];
    case "goals":
      return doc.goals.map((info, at) => ({
        label: String(at + 1),
        detail: t("goal {number}", { number: at + 1 }),
        info,
      }));
    default:
      return [];
  }
}

function ofProperty(property: AttributeSchema | Property): Offer[] {
  switch (property.type) {
    case "choice":
      return property.options.map((label) => ({ label }));
    case "boolean":
      return [{ label: "true" }, { label: "false" }];
    case "integer":
    case "number": {
      const known =
        "default" in property
          ? [{ label: plainNumber(property.default), detail: t("default") }]
          : [];
      const ends = [
        { label: plainNumber(property.min), detail: t("smallest") },
        { label: plainNumber(property.max), detail: t("largest") },
      ];
      return [...known, ...ends.filter(({ label }) => known.every((one) => one.label !== label))];
    }
    case "matrix":
    case "text":
      return "default" in property && property.default !== ""
        ? [{ label: property.default, detail: t("default") }]
        : [];
    default:
      return [];
  }
}
