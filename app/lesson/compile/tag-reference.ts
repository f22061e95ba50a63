/**
 * The reference of the lesson language as Markdown, made from the schemas that the compiler checks
 * against.
 */
import type { Property, Properties, WidgetDefinition } from "../../widgets/widget";
import { format } from "../../../engine/core/shape";
import { CODES } from "../language/codes";
import { FRONT_MATTER } from "../language/front-matter-keys";
import { LIMITS } from "../language/limits";
import { ROLES } from "../language/mathml";
import { defaults } from "../language/properties";
import { TAGS } from "../language/schema";
import type { AttributeSchema, TagSchema } from "../language/tag-schema";
import type { Generator } from "../practice/practice";

export interface ReferenceSource {
  readonly widgets: readonly WidgetDefinition[];
  readonly generators: readonly Generator[];
}

export function tagReference({ widgets, generators }: ReferenceSource): string {
  const parts = [
    "<!-- Made by `node tools/run.mjs lessons-reference --write` from the schemas. Change those, not this page. -->",
    "# The lesson language",
    INTRODUCTION,
    frontMatter(),
    "## Tags",
    ...Object.values(TAGS).map(tagEntry),
    "## Figures",
    "What `kind` may be. Every property has a default; `hide` and `lock` take names of controls; `from` reads the numbers.",
    OWN_FILES,
    ...widgets.toSorted((a, b) => a.name.localeCompare(b.name)).map(widgetEntry),
    "## Practice",
    "What `kind` may be on a `practice`.",
    ...generators.map(generatorEntry),
    limits(),
    mistakes(),
  ];
  return `${parts.join("\n\n")}\n`;
}

const INTRODUCTION = `A lesson is a text file: Markdown with tags. \`{% name key="value" %} … {% /name %}\` has a body, \`{% name key="value" /%}\` has none. A tag
may stand on lines of its own around its body, or body and tags together on one line. Values are \`"text"\` in straight double quotes,
numbers such as \`3\` or \`-0.5\`, \`true\`, \`false\`, and lists such as \`[1, 2]\`. There are no variables, no functions and no HTML.

\`---\` begins a step. A step begins with its \`step\` tag and its \`##\` heading; \`###\` and \`####\` may stand inside. Paragraphs, lists,
tables, quotations, code, links, images from \`assets/\` and \`<!-- comments -->\` are Markdown's. Links go to \`https://…\`, to another lesson
(\`#/lesson/stride\`), or to a step of this one (\`#slide\`).

\`$…$\` is a formula in the line, \`$$…$$\` one of its own; \`\\$\` is a dollar sign. \`\\T{role}{…}\` colours a part by what it means:
${ROLES.map((role) => `\`${role}\``).join(", ")}.`;

const OWN_FILES = `A figure may show files of the lesson, by their names as in Markdown. Where the table says "or a picture of the lesson", write
\`photo="assets/cat.webp"\` (WebP, PNG, JPEG, GIF or AVIF; the figure takes the middle square). Where it asks for a row, a matrix, planes or
rank 4, the numbers may come from a file: \`input="assets/digit.npy"\`, or \`w="assets/net.safetensors#conv1.weight"\` for one tensor of
several. Axes of length 1 in front are left out, so that a weight of 1×1×3×3 is a filter of 3×3. A file of numbers may have ${LIMITS.file / 1000} KB, an array
${LIMITS.arrayCells} finite numbers, and the sides that the table names.

"Or a data set of the lesson": \`data="assets/leaves.zip"\`. A zip has a folder of pictures for each class, or one CSV file, or two files of npy
or IDX (not gz) with pictures and labels; \`.csv\` (a label, then pixels) and \`.npz\` may stand alone. Pictures of a zip become as large as the network reads, 28×28
in grey unless it is a network of the catalogue or a description. A sixth of the pictures is held out. A family of networks gets as
many outputs as there are classes; layers that you write need a last layer for them. "Or weights of the lesson": \`weights="assets/net.safetensors"\`,
with a tensor for each layer of the figure's network, by its name or in its order. Each file may have ${LIMITS.file / 1000} KB. The figure's state names the file
and does not hold it: in a link outside the lesson the figure says which file it misses.`;

function frontMatter(): string {
  const rows = Object.entries(FRONT_MATTER).map(([key, { required, what }]) => [
    `\`${key}\``,
    required ? "yes" : "",
    what,
  ]);
  return `## Front matter\n\nThe lines between \`---\` at the top of the file, in YAML.\n\n${table(["key", "required", "what"], rows)}`;
}

function tagEntry(tag: TagSchema): string {
  const attributes = Object.entries(tag.attributes).map(([name, schema]) => [
    `\`${name}\``,
    typeOf(schema),
    schema.required === true ? "yes" : "",
    schema.description,
  ]);
  const more =
    tag.open === true
      ? {
          set: "any property of the figure, or a field of its state",
          figure: "the properties of its kind",
          practice: "the options of its kind",
        }[tag.name]
      : undefined;
  const rows = more === undefined ? attributes : [...attributes, ["…", "", "", more]];
  const parts = [`### \`${tag.name}\``, tag.summary, `${placesOf(tag)} ${BODIES[tag.body]}`];
  if (rows.length > 0) parts.push(table(["attribute", "type", "required", "what"], rows));
  return [...parts, fence(tag.example)].join("\n\n");
}

const BODIES = {
  none: "It has no body.",
  optional: "Its body is optional.",
  text: "Its body is one run of text.",
  blocks: "Its body may hold anything that may stand there.",
  parts: "Its body holds its parts.",
} as const;

function placesOf(tag: TagSchema): string {
  if (tag.inline === true) return "It stands in a line of text.";
  if (tag.name === "step") return "It stands first in its step.";
  const places = tag.inside.map((place) =>
    place === "step" ? "directly in a step" : `in \`${place}\``,
  );
  return `It stands ${places.length > 1 ? `${places.slice(0, -1).join(", ")} or ${places.at(-1)}` : places.join("")}.`;
}

function typeOf(schema: AttributeSchema): string {
  switch (schema.type) {
    case "integer":
      return `whole number, ${schema.min} to ${schema.max}`;
    case "number":
      return `number, ${schema.min} to ${schema.max}`;
    case "choice":
      return schema.options.map((option) => `\`${option}\``).join(", ");
    case "boolean":
      return "`true` or `false`";
    case "names":
      return 'names: `"one two"`';
    case "reference":
      return "reference";
    case "amount":
      return "number or fraction";
    case "goals":
      return "number or list";
    default:
      return schema.type;
  }
}

function widgetEntry(definition: WidgetDefinition): string {
  const parts = [
    `### \`${definition.name}\``,
    `${definition.title}. ${definition.summary}`,
    properties(definition.properties),
  ];
  if (definition.controls.length > 0)
    parts.push(
      `Controls: ${definition.controls.map((name) => `\`${name}\``).join(", ")}, \`transport\`.`,
    );
  const numbers = numbersOf(definition);
  if (numbers !== "") parts.push(numbers);
  return [
    ...parts,
    fence(`{% figure id="f1" kind="${definition.name}" alt="${definition.title}" /%}`),
  ].join("\n\n");
}

/** The tensors of the figure as it opens, with their shapes, and the length of its time line. */
function numbersOf(definition: WidgetDefinition): string {
  try {
    const state = definition.initial(defaults(definition.properties));
    const tensors = Object.entries(definition.values(state)).map(
      ([name, { shape }]) => `\`${name}\` (${format(shape)})`,
    );
    const steps = definition.steps(state);
    const line = steps > 0 ? ` Time line as it opens: 0 to ${steps}.` : "";
    return tensors.length === 0
      ? line.trim()
      : `Numbers for \`from\`, with their shapes as it opens: ${tensors.join(", ")}.${line}`;
  } catch {
    return "Its numbers depend on what the reader does; `from` cannot read them.";
  }
}

function generatorEntry({ name, title, summary, options }: Generator): string {
  return [
    `### \`${name}\``,
    `${title}. ${summary}`,
    properties(options),
    fence(`{% practice id="e1" kind="${name}" seed=7 /%}`),
  ].join("\n\n");
}

function properties(all: Properties): string {
  const rows = Object.entries(all).map(([name, property]) => [
    `\`${name}\``,
    propertyType(property),
    written(property),
    property.description,
  ]);
  return rows.length === 0
    ? "It has no properties."
    : table(["property", "type", "default", "what"], rows);
}

function propertyType(property: Property): string {
  switch (property.type) {
    case "integer":
    case "number":
      return `${property.type === "integer" ? "whole number" : "number"}, ${property.min} to ${property.max}`;
    case "boolean":
      return "`true` or `false`";
    case "choice":
      return [
        ...property.options.map((option) => `\`${option}\``),
        ...(property.files === undefined ? [] : [FILE_WORDS[property.files]]),
      ].join(", ");
    case "text":
      return `text, at most ${property.maxLength} characters`;
    case "matrix":
      return `${["", "row", "matrix", "planes", "rank 4"][property.rank]}, each side at most ${property.maxExtent}, numbers to ±${property.maxValue}`;
    default:
      property satisfies never;
      return "";
  }
}

const FILE_WORDS = {
  pictures: "or a picture of the lesson",
  sets: "or a data set of the lesson",
  weights: "or weights of the lesson",
} as const;

function written({ default: value }: Property): string {
  const text = String(value);
  return text === "" ? "" : `\`${text.length > 40 ? `${text.slice(0, 39)}…` : text}\``;
}

function limits(): string {
  return `## Limits

A file may have ${LIMITS.bytes / 1024} KB, ${LIMITS.steps} steps, ${LIMITS.figures} figures and ${LIMITS.tags} tags, blocks ${LIMITS.depth} deep, formulas of ${LIMITS.formula} characters and images of ${LIMITS.image / 1000} KB.

What the text becomes is counted too: ${LIMITS.nodes} pieces of text, ${LIMITS.cells} table cells, paragraphs of ${LIMITS.paragraph} characters, ${LIMITS.formulas} formulas with ${LIMITS.tex} characters and ${LIMITS.mathml} parts in all, front matter of ${LIMITS.front} characters and ${LIMITS.frontLines} lines. A lesson beyond a limit is refused, never tried.`;
}

function mistakes(): string {
  const rows = Object.entries(CODES).map(([code, { severity, about }]) => [
    `\`${code}\``,
    severity,
    about,
  ]);
  return `## Mistakes\n\nEvery mistake that is found, with its line. Errors box their block and stop the build; warnings stop \`lessons:check --strict\`.\n\n${table(["code", "severity", "what"], rows)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => " --- ").join("|")}|`, ...rows.map(line)].join("\n");
}

function fence(text: string): string {
  return `\`\`\`markdoc\n${text}\n\`\`\``;
}
