/**
 * The attributes of one tag, checked against its schema and typed. What is wrong is reported and
 * reads as undefined.
 */
import { defaultTolerance, readAmount } from "./amount";
import type { Place, Reporter } from "./diagnostics";
import { SLUG } from "./front-matter-keys";
import { didYouMean, nearest } from "./nearest";
import { type Fault, shown } from "./checked";
import { checkChoice, checkNumber } from "./properties";
import { readReference, type Reference } from "./reference";
import type { AttributeSchema, TagSchema } from "./tag-schema";
import type { Attribute, Span } from "./tag-reader";
import type { Value } from "./tag-value";

export class Attributes {
  readonly #typed = new Map<string, unknown>();
  readonly #written = new Map<string, Attribute>();
  /**
   * Attributes that the schema does not know, in order; only of tags whose `kind` has properties of
   * its own.
   */
  readonly rest: Attribute[] = [];

  constructor(
    readonly span: Span,
    readonly schema: TagSchema,
    readonly reporter: Reporter,
  ) {
    for (const problem of span.problems)
      reporter.report(problem.code, problem.place, problem.message, problem.extra);
    for (const attribute of span.attributes) this.#read(attribute);
    for (const [name, { required, description }] of Object.entries(schema.attributes))
      if (required === true && !this.#written.has(name))
        reporter.report(
          "attribute-missing",
          span.place,
          `{% ${schema.name} %} needs ${name}="…". ${description}`,
          {
            suggestion: `${name}="…"`,
          },
        );
  }

  text(name: string): string | undefined {
    const value = this.#typed.get(name);
    return typeof value === "string" ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.#typed.get(name);
    return typeof value === "number" ? value : undefined;
  }

  flag(name: string): boolean {
    return this.#typed.get(name) === true;
  }

  names(name: string): string[] {
    const value = this.#typed.get(name);
    return Array.isArray(value) ? value.map(String) : [];
  }

  goals(): number[] {
    const value = this.#typed.get("goal");
    return Array.isArray(value) ? value.filter((goal) => typeof goal === "number") : [];
  }

  reference(name = "from"): Reference | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : (readReference(value) ?? undefined);
  }

  tolerance(value: number): number {
    return this.number("tolerance") ?? defaultTolerance(value);
  }

  has(name: string): boolean {
    return this.#written.has(name);
  }

  /** Where the value of `name` stands, or the tag when it is not there. */
  place(name: string): Place {
    return this.#written.get(name)?.valuePlace ?? this.span.place;
  }

  written(name: string): Attribute | undefined {
    return this.#written.get(name);
  }

  #read(attribute: Attribute): void {
    const { name } = attribute;
    if (this.#written.has(name) || this.rest.some((other) => other.name === name)) {
      this.reporter.report(
        "attribute-duplicate",
        attribute.place,
        `${name} is given twice in this tag.`,
      );
      return;
    }
    const schema = Object.hasOwn(this.schema.attributes, name)
      ? this.schema.attributes[name]
      : undefined;
    if (schema === undefined) {
      if (this.schema.open === true) this.rest.push(attribute);
      else this.unknown(attribute, Object.keys(this.schema.attributes));
      return;
    }
    this.#written.set(name, attribute);
    const value = this.#typedValue(name, schema, attribute);
    if (value !== undefined) this.#typed.set(name, value);
  }

  unknown(
    attribute: Attribute,
    allowed: readonly string[],
    owner = `{% ${this.schema.name} %}`,
  ): void {
    const suggestion = nearest(attribute.name, allowed);
    const has = allowed.length === 0 ? "It has no attributes." : `It has ${allowed.join(", ")}.`;
    this.reporter.report(
      "attribute-unknown",
      attribute.place,
      `${owner} has no "${attribute.name}".${didYouMean(suggestion)} ${has}`,
      {
        allowed,
        suggestion,
        ...(suggestion === undefined ? {} : { fix: renamed(attribute, suggestion) }),
      },
    );
  }

  #typedValue(name: string, schema: AttributeSchema, attribute: Attribute): unknown {
    const { value } = attribute;
    switch (schema.type) {
      case "id":
        return this.#id(name, value, attribute);
      case "text":
        return this.#text(name, value, attribute);
      case "boolean":
        return typeof value === "boolean"
          ? value
          : this.#wrong(
              attribute,
              `${name} is ${shown(value)}; it has to be true or false, without quotes.`,
              value === "true" || value === "false" ? value : undefined,
            );
      case "integer":
      case "number": {
        const checked = checkNumber(name, schema, value);
        return "fault" in checked ? this.fault(attribute, checked.fault) : checked.value;
      }
      case "choice": {
        const checked = checkChoice(name, schema.options, value);
        return "fault" in checked ? this.fault(attribute, checked.fault) : checked.value;
      }
      case "names":
        return this.#names(name, value, attribute);
      case "reference":
        return this.#reference(name, value, attribute);
      case "amount":
        return this.#amount(name, value, attribute);
      case "goals":
        return this.#goals(value, attribute);
      default:
        schema satisfies never;
        return undefined;
    }
  }

  #text(name: string, value: Value, attribute: Attribute): string | undefined {
    if (typeof value === "string" && value.trim() !== "") return value;
    const is =
      value === ""
        ? "is empty; it has to be a text"
        : `is ${shown(value)}; it has to be a text in quotes`;
    return this.#wrong(attribute, `${name} ${is}.`);
  }

  fault(attribute: Attribute, { code, message, extra }: Fault): undefined {
    const replace =
      extra.suggestion === undefined || extra.fix !== undefined
        ? undefined
        : replaced(attribute, written(extra.suggestion, attribute));
    this.reporter.report(
      code,
      attribute.valuePlace,
      message,
      replace === undefined ? extra : { ...extra, fix: replace },
    );
    return undefined;
  }

  #id(name: string, value: Value, attribute: Attribute): string | undefined {
    if (typeof value === "string" && SLUG.test(value) && value.length <= 60) return value;
    const suggestion = slug(String(value));
    this.reporter.report(
      "id-form",
      attribute.valuePlace,
      `${name} is ${shown(value)}; an id is made of small letters, digits and hyphens and begins with a letter.`,
      {
        suggestion,
        fix: replaced(attribute, `"${suggestion}"`),
      },
    );
    return undefined;
  }

  #names(name: string, value: Value, attribute: Attribute): string[] | undefined {
    if (typeof value === "string") return value.split(/[\s,]+/).filter((word) => word !== "");
    if (Array.isArray(value) && value.every((item) => typeof item === "string"))
      return value.map(String);
    return this.#wrong(
      attribute,
      `${name} is ${shown(value)}; it has to be names in quotes, "one two", or a list.`,
    );
  }

  #reference(name: string, value: Value, attribute: Attribute): string | undefined {
    if (typeof value === "string" && readReference(value) !== null) return value;
    this.reporter.report(
      "from-syntax",
      attribute.valuePlace,
      `${name} is ${shown(value)}; it has to name a number of a figure: "c1.y[0][2]" (figure, tensor, indices) or "c1.y.shape[0]".`,
    );
    return undefined;
  }

  #amount(name: string, value: Value, attribute: Attribute): number | undefined {
    const amount =
      typeof value === "number" ? value : typeof value === "string" ? readAmount(value) : null;
    return (
      amount ??
      this.#wrong(
        attribute,
        `${name} is ${shown(value)}; it has to be a number with one meaning, such as 3, 0.5 or "2/3".`,
      )
    );
  }

  #goals(value: Value, attribute: Attribute): number[] | undefined {
    const goals = Array.isArray(value) ? value : [value];
    if (goals.every((goal) => typeof goal === "number" && Number.isInteger(goal) && goal >= 1))
      return goals.map(Number);
    return this.#wrong(
      attribute,
      `goal is ${shown(value)}; it has to be the number of a goal, or a list of them: goal=1 or goal=[1, 3].`,
    );
  }

  #wrong(attribute: Attribute, message: string, instead?: string): undefined {
    const fix = instead === undefined ? undefined : replaced(attribute, instead);
    this.reporter.report("attribute-type", attribute.valuePlace, message, { fix });
    return undefined;
  }
}

/** Reads and checks the attributes of one tag. */
export function readAttributes(span: Span, schema: TagSchema, reporter: Reporter): Attributes {
  return new Attributes(span, schema, reporter);
}

/** A valid id out of any text. */
export function slug(text: string): string {
  const made = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/g, "");
  return made === "" ? "part" : made;
}

function written(suggestion: string, attribute: Attribute): string {
  return attribute.raw.startsWith('"') && !/^-?\d+(\.\d+)?$/.test(suggestion)
    ? `"${suggestion}"`
    : suggestion;
}

function replaced(
  attribute: Attribute,
  text: string,
): { line: number; column: number; endLine: number; endColumn: number; text: string } | undefined {
  if (attribute.raw.includes("\n")) return undefined;
  const { line, column } = attribute.valuePlace;
  return { line, column, endLine: line, endColumn: column + attribute.raw.length, text };
}

function renamed(
  attribute: Attribute,
  text: string,
): { line: number; column: number; endLine: number; endColumn: number; text: string } {
  const { line, column = 1 } = attribute.place;
  return { line, column, endLine: line, endColumn: column + attribute.name.length, text };
}
