/**
 * What may stand at a place of a lesson's text, from the very schemas that the checker uses: keys
 * of the front matter, tags that are allowed there, attributes of the tag, values of the attribute.
 * Pure; the editor shows it.
 */
import { t, word as wordOf } from "../../../language/words";
import { FRONT_MATTER, LEVELS, LICENSES } from "../../../lesson/language/front-matter-keys";
import { CURRENT_FORMAT } from "../../../lesson/language/limits";
import { ROLES } from "../../../lesson/language/mathml";
import { allowedIn, tagNamed, TAGS } from "../../../lesson/language/schema";
import { type Facts, type Offer, type Offers, propertiesOf } from "./facts";
import { tagAt, type TagAt } from "./tag-at";
import { isBare, propertyOffers, valuesOf } from "./values";

export function offersAt(text: string, at: number, facts: Facts): Offers | null {
  const front = frontOffers(text, at);
  if (front !== undefined) return front;
  const tag = tagAt(text, at);
  if (tag === null) return roleOffers(text, at);
  if (tag.part === "name")
    return { from: tag.from, offers: names(tag, text.slice(tag.from - 1, tag.from) !== " ") };
  if (tag.closing) return null;
  if (tag.part === "attribute") return { from: tag.from, offers: attributes(tag, facts) };
  return valuesOf(tag, facts);
}

/** Undefined outside the front matter; null where nothing can be offered in it. */
function frontOffers(text: string, at: number): Offers | null | undefined {
  if (at > 0 && !/^---[^\S\n]*\n/.test(text)) return undefined;
  const before = text.slice(0, at);
  if (/\n---[^\S\n]*\n/.test(before.slice(3)) || at < 4) return undefined;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const end = text.indexOf("\n---", 3);
  const taken = new Set(
    [...text.slice(0, end < 0 ? at : end).matchAll(/^([\w-]+)\s*:/gm)].map(([, key]) => key),
  );
  if (/^[\w-]*$/.test(line)) {
    const offers = Object.entries(FRONT_MATTER)
      .filter(([key]) => !taken.has(key))
      .map(([key, { required, what }]) => ({
        label: key,
        template:
          key === "goals"
            ? "goals:\n  - ${}"
            : key === "authors"
              ? "authors: [${}]"
              : `${key}: \${}`,
        detail: required ? t("needed") : "",
        info: wordOf(what),
        more: key === "level" || key === "license" || key === "format",
      }));
    return { from: at - line.length, offers };
  }
  const [, key = "", word = ""] = /^([\w-]+):\s*([\w.-]*)$/.exec(line) ?? [];
  const options =
    key === "level"
      ? LEVELS
      : key === "license"
        ? LICENSES
        : key === "format"
          ? [String(CURRENT_FORMAT)]
          : [];
  return options.length === 0
    ? null
    : { from: at - word.length, offers: options.map((label) => ({ label })) };
}

/** In a formula, after `\T{`: what a part of it may mean. */
function roleOffers(text: string, at: number): Offers | null {
  const word = /\\T\{([a-z]*)$/.exec(text.slice(Math.max(0, at - 40), at))?.[1];
  return word === undefined
    ? null
    : {
        from: at - word.length,
        offers: ROLES.map((label) => ({
          label,
          info: t("Coloured as the {role} is everywhere.", { role: label }),
        })),
      };
}

function names(tag: TagAt, tight: boolean): Offer[] {
  if (tag.closing)
    return tag.around
      .toReversed()
      .map((label) => ({ label, template: tag.ended ? label : `${label} %}` }));
  const place = tag.around.at(-1) ?? "step";
  const inline = Object.values(TAGS)
    .filter((one) => one.inline === true)
    .map(({ name }) => name);
  return [...new Set([...allowedIn(place), ...inline])].flatMap((name) => {
    const schema = tagNamed(name);
    if (schema === undefined) return [];
    const template = tag.ended ? name : `${tight ? " " : ""}${tagTemplate(name)}`;
    return [
      {
        label: name,
        template,
        info: wordOf(schema.summary),
        more: name === "figure" || name === "set" || name === "term",
      },
    ];
  });
}

/** A tag with the attributes that it needs and the parts that it cannot do without. */
function tagTemplate(name: string): string {
  const schema = tagNamed(name);
  const needed = Object.entries(schema?.attributes ?? {}).filter(
    ([, { required }]) => required === true,
  );
  const head = [name, ...needed.map(([key]) => `${key}="\${}"`)].join(" ");
  const parts = PARTS[name];
  if (parts !== undefined) return `${head} %}\n${parts}\n{% /${name} %}`;
  if (schema?.body === "none" || name === "figure") return `${head} /%}`;
  if (
    schema?.inline === true ||
    schema?.body === "text" ||
    schema?.inside.includes("quiz") === true
  )
    return `${head} %}\${}{% /${name} %}`;
  return `${head} %}\n\${}\n{% /${name} %}`;
}

const ASK = "{% ask %}${}{% /ask %}";
const PARTS: Readonly<Record<string, string>> = {
  predict: `${ASK}\n{% reveal %}\${}{% /reveal %}`,
  quiz: `${ASK}\n{% choice correct=true %}\${}{% /choice %}\n{% choice feedback="\${}" %}\${}{% /choice %}`,
  numeric: `${ASK}\n{% solution %}\${}{% /solution %}`,
  cell: ASK,
  order: `${ASK}\n\n1. \${}\n2. \${}\n`,
  compare:
    '{% figure id="${}" kind="${}" alt="${}" /%}\n{% figure id="${}" kind="${}" alt="${}" /%}',
};

function attributes(tag: TagAt, facts: Facts): Offer[] {
  const schema = tagNamed(tag.name);
  if (schema === undefined) return [];
  const own = Object.entries(schema.attributes).map(([name, one]) => ({
    label: name,
    template: isBare(one) ? `${name}=\${}` : `${name}="\${}"`,
    detail: one.required === true ? t("needed") : one.type,
    info: wordOf(one.description),
    more: true,
  }));
  return [...own, ...propertyOffers(propertiesOf(tag, facts))].filter(
    ({ label }) => !tag.written.has(label),
  );
}
