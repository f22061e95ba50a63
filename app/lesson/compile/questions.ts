/** The questions: predict, quiz, numeric, cell, order, practice. */
import { LabError } from "../../../engine/core/errors";
import type { AnswerType, Block, Choice } from "../document";
import { isRight } from "../language/amount";
import { Attributes } from "../language/attributes";
import { didYouMean, listed, nearest } from "../language/nearest";
import { checkProperty, defaults } from "../language/properties";
import { TAGS, tagNamed, type TagSchema } from "../language/schema";
import { plainText, type TreeNode } from "../language/tree";
import type { Generator } from "../practice/practice";
import { answerOf, cellAt } from "./answers";
import type { Context } from "./context";
import { inlineBody, inlines, inlineText } from "./inline";
import { Parts, placeOf, type BlocksOf } from "./parts";

export function question(context: Context, node: TreeNode, blocksOf: BlocksOf): Block[] {
  const schema = tagNamed(node.text);
  if (schema === undefined || node.span === undefined) return [];
  const attributes = new Attributes(node.span, schema, context.reporter);
  const id = attributes.text("id");
  if (id !== undefined) context.claim(id, attributes.place("id"));
  goals(context, attributes);
  const maker = new QuestionMaker(context, node, attributes, id ?? "question", blocksOf);
  switch (node.text) {
    case "predict":
      return maker.predict();
    case "quiz":
      return maker.quiz();
    case "numeric":
      return maker.numeric();
    case "cell":
      return maker.cell();
    case "order":
      return maker.order();
    default:
      return practice(context, attributes, id ?? "question", schema);
  }
}

function goals(context: Context, attributes: Attributes): void {
  const count = context.front.goals.length;
  for (const goal of attributes.goals()) {
    context.testedGoals.add(goal);
    if (goal > count && context.front.lines["goals"] !== undefined)
      context.report(
        "goal-unknown",
        attributes.place("goal"),
        `goal=${goal}, but the lesson has ${count} ${count === 1 ? "goal" : "goals"}.`,
      );
  }
}

class QuestionMaker {
  constructor(
    readonly context: Context,
    readonly node: TreeNode,
    readonly attributes: Attributes,
    readonly id: string,
    readonly blocksOf: BlocksOf,
  ) {}

  predict(): Block[] {
    const parts = this.#parts();
    const choices = parts.all("choice");
    const numeric = this.attributes.has("from") || this.attributes.has("value");
    const implied = numeric ? "value" : choices.length > 0 ? "choice" : "open";
    const type = this.attributes.text("type") ?? implied;
    if (type !== implied || (numeric && choices.length > 0)) this.#contradiction(type, choices.length, numeric);
    const ask = parts.required("ask");
    const reveal = parts.required("reveal");
    return [{ kind: "predict", id: this.id, answer: this.#answer(implied, choices, parts), ask, reveal }];
  }

  #answer(type: "value" | "choice" | "open", choices: readonly TreeNode[], parts: Parts): AnswerType {
    if (type === "open") return { type };
    if (type === "choice") return { type, choices: this.#choices(choices, false, parts, false) };
    const value = answerOf(this.context, this.attributes) ?? 0;
    return { type, value, tolerance: this.attributes.tolerance(value) };
  }

  #contradiction(type: string, choices: number, numeric: boolean): void {
    const has =
      numeric && choices > 0
        ? "both a number as its answer and choices"
        : numeric
          ? "a number as its answer"
          : choices > 0
            ? "choices"
            : "neither a number (from, value) nor choices";
    this.context.report("answer-type", this.attributes.place("type"), `This prediction is of type "${type}" but has ${has}.`);
  }

  quiz(): Block[] {
    const parts = this.#parts();
    const ask = parts.required("ask");
    const several = this.attributes.flag("several");
    const choices = this.#choices(parts.all("choice"), several, parts, true);
    return [{ kind: "quiz", id: this.id, ask, several, choices, hints: parts.hints(), solution: parts.optional("solution") }];
  }

  /** `wantsFeedback`: of a quiz; a prediction is answered by its reveal. */
  #choices(nodes: readonly TreeNode[], several: boolean, parts: Parts, wantsFeedback: boolean): Choice[] {
    const place = placeOf(this.node);
    const choices = nodes.map((node) => this.#choice(node, wantsFeedback));
    if (nodes.length < 2)
      this.context.report("choice-count", place, `{% ${this.node.text} %} needs at least two choices; this one has ${nodes.length}.`);
    const right = nodes.filter((_, at) => choices[at]?.correct === true);
    if (right.length === 0 && nodes.length > 0) this.context.report("choice-none", place, "No choice is marked correct=true.");
    const second = right[1];
    if (second !== undefined && !several)
      this.context.report(
        "choice-several",
        placeOf(second),
        `${right.length} choices are correct, but the reader may pick only one. Write several=true, or leave one correct.`,
      );
    this.#duplicates(nodes, "choice-duplicate", "choice");
    this.#givesAway(nodes, choices, parts);
    return choices;
  }

  #choice(node: TreeNode, wantsFeedback: boolean): Choice {
    const schema = TAGS["choice"];
    if (node.span === undefined || schema === undefined) return { content: [], correct: false, feedback: [] };
    const attributes = new Attributes(node.span, schema, this.context.reporter);
    const content = inlineBody(this.context, node);
    if (content.length === 0 && node.children.length === 0)
      this.context.report("tag-body-missing", node.span.place, "{% choice %} is empty: its text stands before {% /choice %}.");
    const correct = attributes.flag("correct");
    const feedback = attributes.text("feedback");
    if (wantsFeedback && !correct && feedback === undefined)
      this.context.report(
        "choice-feedback",
        node.span.place,
        `The wrong choice "${plainText(node).trim()}" has no feedback="…": say what it would be the answer to.`,
      );
    return {
      content,
      correct,
      feedback: feedback === undefined ? [] : inlineText(this.context, feedback, attributes.place("feedback").line),
    };
  }

  #duplicates(nodes: readonly TreeNode[], code: "choice-duplicate" | "order-duplicate", what: string): void {
    const seen = new Map<string, number>();
    for (const node of nodes) {
      const text = normal(plainText(node));
      const before = seen.get(text);
      if (text !== "" && before !== undefined)
        this.context.report(code, { ...placeOf(node) }, `This ${what} says the same as the one on line ${before}.`);
      else seen.set(text, node.line);
    }
  }

  /** The question quotes the right choice and none of the wrong ones. */
  #givesAway(nodes: readonly TreeNode[], choices: readonly Choice[], parts: Parts): void {
    const ask = ` ${normal(parts.text("ask"))} `;
    const quoted = nodes
      .map((node) => normal(plainText(node)))
      .map((text) => text.length > 3 && /[a-z]/.test(text) && ask.includes(` ${text} `));
    const right = choices.some((choice, at) => choice.correct && quoted[at] === true);
    const wrong = choices.some((choice, at) => !choice.correct && quoted[at] === true);
    const [first] = parts.all("ask");
    if (right && !wrong && first !== undefined)
      this.context.report("ask-answers", placeOf(first), "The question contains its right answer word for word.");
  }

  numeric(): Block[] {
    const parts = this.#parts();
    const ask = parts.required("ask");
    const value = answerOf(this.context, this.attributes) ?? 0;
    const tolerance = this.attributes.tolerance(value);
    const [first] = parts.all("ask");
    const said = /= ?([-−]?\d+(?:\.\d+)?) ?[.?!]?$/.exec(parts.prose("ask"))?.[1];
    if (first !== undefined && said !== undefined && isRight(Number(said.replace("−", "-")), value, tolerance))
      this.context.report("ask-answers", placeOf(first), `The question ends with its answer, ${said}.`);
    const mistakes = this.#mistakes(parts.all("mistake"), value, tolerance);
    const unit = this.attributes.text("unit") ?? "";
    return [
      { kind: "numeric", id: this.id, ask, value, tolerance, unit, mistakes, hints: parts.hints(), solution: parts.optional("solution") },
    ];
  }

  #mistakes(nodes: readonly TreeNode[], right: number, tolerance: number): { value: number; feedback: Choice["feedback"] }[] {
    const seen = new Map<number, number>();
    return nodes.flatMap((node) => {
      const schema = TAGS["mistake"];
      if (node.span === undefined || schema === undefined) return [];
      const attributes = new Attributes(node.span, schema, this.context.reporter);
      const feedback = inlineBody(this.context, node);
      if (feedback.length === 0)
        this.context.report(
          "tag-body-missing",
          node.span.place,
          "{% mistake %} is empty: say what to tell a reader who gives this answer.",
        );
      const value = answerOf(this.context, attributes);
      if (value === undefined) return [];
      if (isRight(value, right, tolerance))
        this.context.report(
          "mistake-right",
          attributes.place("value"),
          `${value} is not a mistake: it counts as the right answer, ${right}.`,
        );
      const before = seen.get(value);
      if (before !== undefined)
        this.context.report("mistake-duplicate", attributes.place("value"), `The mistake ${value} is on line ${before} already.`);
      seen.set(value, node.line);
      return [{ value, feedback }];
    });
  }

  cell(): Block[] {
    const parts = this.#parts();
    const ask = parts.required("ask");
    const reference = this.attributes.reference();
    const index = reference === undefined ? undefined : cellAt(this.context, this.attributes, reference);
    if (reference === undefined || index === undefined) return [];
    const help = { hints: parts.hints(), solution: parts.optional("solution") };
    return [{ kind: "cell", id: this.id, ask, figure: reference.figure, tensor: reference.tensor, index, ...help }];
  }

  order(): Block[] {
    const parts = new Parts(this.context, this.node, this.blocksOf, (child) => child.type === "list" && child.flag);
    const ask = parts.required("ask");
    const [listNode, second] = parts.others;
    const items = listNode?.children ?? [];
    if (items.length < 2)
      this.context.report(
        "order-items",
        placeOf(this.node),
        `{% order %} needs a numbered list of at least two items, in the right order: 1. first, 2. second.`,
      );
    if (second !== undefined) this.context.report("order-items", placeOf(second), "{% order %} has a second list; it may have one.");
    this.#duplicates(items, "order-duplicate", "item");
    const content = items.map((item) =>
      inlines(
        this.context,
        item.children.flatMap((child) => (child.type === "paragraph" ? child.children : [child])),
      ),
    );
    return [{ kind: "order", id: this.id, ask, items: content, hints: parts.hints(), solution: parts.optional("solution") }];
  }

  #parts(): Parts {
    return new Parts(this.context, this.node, this.blocksOf);
  }
}

function normal(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+\-=<>]+/gu, " ")
    .trim();
}

function practice(context: Context, attributes: Attributes, id: string, schema: TagSchema): Block[] {
  const kind = attributes.text("kind");
  if (kind === undefined) return [];
  const generator = Object.hasOwn(context.generators, kind) ? context.generators[kind] : undefined;
  if (generator === undefined) {
    const kinds = Object.keys(context.generators);
    const suggestion = nearest(kind, kinds);
    const message = `There is no practice "${kind}".${didYouMean(suggestion)} Kinds are ${listed(kinds)}.`;
    const written = attributes.written("kind");
    if (written !== undefined) attributes.fault(written, { code: "practice-kind", message, extra: { allowed: kinds, suggestion } });
    return [];
  }
  const options: Record<string, unknown> = { ...defaults(generator.options) };
  for (const attribute of attributes.rest) {
    const property = Object.hasOwn(generator.options, attribute.name) ? generator.options[attribute.name] : undefined;
    if (property === undefined) {
      attributes.unknown(attribute, [...Object.keys(generator.options), ...Object.keys(schema.attributes)], `The practice ${kind}`);
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
    const reason = error instanceof LabError ? `${error.message}. ${error.hint}`.trim() : String(error);
    context.report("practice-options", attributes.span.place, `These options leave no exercise to make: ${reason}`);
  }
}
