/** Property values of a widget or a practice, checked against their typed, ranged schemas. */
import { isOwnPicture } from "../../widgets/fields/pictures";
import type { Properties, Property, PropertyValues, TextProblem } from "../../widgets/widget";
import { type Checked, fault, shown } from "./checked";
import { checkFile } from "./file-property";
import { checkNumbers } from "./matrix-property";
import { didYouMean, listed, nearest } from "./nearest";
import type { ArrayFiles } from "./own-arrays";
import type { Value } from "./tag-value";

/** The lesson's own files that a property may name. */
export interface NamedFiles {
  readonly pictures: readonly string[];
  readonly arrays: ArrayFiles;
}

const NO_FILES: NamedFiles = { pictures: [], arrays: {} };

/** The defaults of every property; a matrix default goes through the same reader as an author's. */
export function defaults(properties: Properties): PropertyValues {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      valueOf(name, property, property.default),
    ]),
  );
}

function valueOf(name: string, property: Property, written: Value): unknown {
  const checked = checkProperty(name, property, written);
  return "value" in checked ? checked.value : property.default;
}

export function checkProperty(
  name: string,
  property: Property,
  value: Value,
  files: NamedFiles = NO_FILES,
): Checked {
  switch (property.type) {
    case "integer":
    case "number":
      return checkNumber(name, property, value);
    case "boolean":
      return typeof value === "boolean" ? { value } : wrongType(name, "true or false", value);
    case "choice":
      if (property.files === undefined) return checkChoice(name, property.options, value);
      return property.files === "pictures"
        ? checkPicture(name, property.options, value, files.pictures)
        : checkFile(name, property, value, files.arrays);
    case "text":
      if (typeof value !== "string") return wrongType(name, 'a text in quotes, "…"', value);
      if (value.length > property.maxLength)
        return fault(
          "attribute-range",
          `${name} may have ${property.maxLength} characters; this has ${value.length}.`,
        );
      return checkText(name, property.problem?.(value) ?? null, value);
    case "matrix":
      return checkNumbers(name, property, value, files.arrays);
    default:
      property satisfies never;
      return { value };
  }
}

/** A text with a language of its own, by its own reader. */
export function checkText(name: string, problem: TextProblem | null, value: string): Checked {
  if (problem === null) return { value };
  const { message, allowed, suggestion } = problem;
  const meant = suggestion ?? undefined;
  return fault(
    "attribute-choice",
    `${name}: ${message}.${didYouMean(meant)} It takes ${allowed}.`,
    meant === undefined ? {} : { suggestion: meant },
  );
}

export function checkNumber(
  name: string,
  {
    type,
    min,
    max,
  }: { readonly type: "integer" | "number"; readonly min: number; readonly max: number },
  value: Value,
): Checked {
  const kind = type === "integer" ? "a whole number" : "a number";
  if (typeof value !== "number") {
    const meant = typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
    return wrongType(name, kind, value, Number.isFinite(meant) ? String(meant) : undefined);
  }
  if (type === "integer" && !Number.isInteger(value))
    return wrongType(name, kind, value, String(Math.round(value)));
  if (value < min || value > max)
    return fault("attribute-range", `${name} is ${value}; it may be ${range(min, max)}.`, {
      suggestion: String(value < min ? min : max),
    });
  return { value };
}

/** A picture of the lab or of the lesson. */
function checkPicture(
  name: string,
  options: readonly string[],
  value: Value,
  pictures: readonly string[],
): Checked {
  if (!isOwnPicture(value)) {
    const isFile = typeof value === "string" && /\.\w{3,4}$/.test(value);
    return checkChoice(name, options, value, pictures, isFile ? OWN_PICTURE : "");
  }
  if (pictures.includes(value)) return { value };
  const suggestion = pictures.find((one) => stem(one) === stem(value)) ?? nearest(value, pictures);
  const has = pictures.length === 0 ? "The lesson has no pictures." : `It has ${listed(pictures)}.`;
  return fault(
    "image-missing",
    `${name}: there is no picture "${value}" in this lesson.${didYouMean(suggestion)} ${has}`,
    { allowed: pictures, suggestion },
  );
}

/** For a picture of one's own, whose name is not one of the lesson yet. */
const OWN_PICTURE =
  ' A picture of your own is a file of the lesson: drop it in the studio, or put it into assets/, and write its name there, such as "assets/cat.webp".';

/** `more`: what may stand there beside the options. */
export function checkChoice(
  name: string,
  options: readonly string[],
  value: Value,
  more: readonly string[] = [],
  hint = "",
): Checked {
  if (typeof value === "string" && options.includes(value)) return { value };
  const meant = more.find((one) => stem(one) === stem(String(value)));
  const suggestion = meant ?? nearest(String(value), options);
  return fault(
    "attribute-choice",
    `${name} is ${shown(value)}; it may be ${listed([...options, ...more], "or")}.${didYouMean(suggestion)}${suggestion === undefined ? hint : ""}`,
    {
      allowed: options,
      suggestion,
    },
  );
}

/** A file's name without folder and ending. */
function stem(path: string): string {
  return path
    .replace(/^.*\//, "")
    .replace(/\.\w+$/, "")
    .toLowerCase();
}

function wrongType(name: string, wanted: string, value: Value, suggestion?: string): Checked {
  return fault("attribute-type", `${name} is ${shown(value)}; it has to be ${wanted}.`, {
    suggestion,
  });
}

function range(min: number, max: number): string {
  return `from ${min} to ${max}`;
}
