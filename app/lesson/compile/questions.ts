/** The questions: predict, quiz, numeric, cell, order, practice. */
import type { AnswerType, Block } from "../document";
import { isRight } from "../language/amount";
import { Attributes } from "../language/attributes";
import { tagNamed } from "../language/schema";
import type { TreeNode } from "../language/tree";
import { answerOf, cellAt } from "./answers";
import { choicesOf, reportDuplicates } from "./choices";
import type { Context } from "./context";
import { hidesOf, warnIfReadable } from "./hides";
import { inlines } from "./inline";
import { mistakesOf } from "./mistakes";
import { Parts, placeOf, type BlocksOf } from "./parts";
import { practice } from "./practice";

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
    if (type !== implied || (numeric && choices.length > 0))
      this.#contradiction(type, choices.length, numeric);
    const ask = parts.required("ask");
    const reveal = parts.required("reveal");
    return [
      {
        kind: "predict",
        id: this.id,
        ...hidesOf(this.context, this.attributes),
        answer: this.#answer(implied, choices, parts),
        ask,
        reveal,
      },
    ];
  }

  #answer(
    type: "value" | "choice" | "open",
    choices: readonly TreeNode[],
    parts: Parts,
  ): AnswerType {
    if (type === "open") return { type };
    if (type === "choice") return { type, choices: choicesOf(this, choices, false, parts, false) };
    const value = answerOf(this.context, this.attributes) ?? 0;
    warnIfReadable(this.context, this.attributes, value);
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
    this.context.report(
      "answer-type",
      this.attributes.place("type"),
      `This prediction is of type "${type}" but has ${has}.`,
    );
  }

  quiz(): Block[] {
    const parts = this.#parts();
    const ask = parts.required("ask");
    const several = this.attributes.flag("several");
    const choices = choicesOf(this, parts.all("choice"), several, parts, true);
    return [
      {
        kind: "quiz",
        id: this.id,
        ...hidesOf(this.context, this.attributes),
        ask,
        several,
        choices,
        hints: parts.hints(),
        solution: parts.optional("solution"),
      },
    ];
  }

  numeric(): Block[] {
    const parts = this.#parts();
    const ask = parts.required("ask");
    const value = answerOf(this.context, this.attributes) ?? 0;
    warnIfReadable(this.context, this.attributes, value);
    const tolerance = this.attributes.tolerance(value);
    const [first] = parts.all("ask");
    const said = /= ?([-−]?\d+(?:\.\d+)?) ?[.?!]?$/.exec(parts.prose("ask"))?.[1];
    if (
      first !== undefined &&
      said !== undefined &&
      isRight(Number(said.replace("−", "-")), value, tolerance)
    )
      this.context.report(
        "ask-answers",
        placeOf(first),
        `The question ends with its answer, ${said}.`,
      );
    const mistakes = mistakesOf(this.context, parts.all("mistake"), value, tolerance);
    const unit = this.attributes.text("unit") ?? "";
    return [
      {
        kind: "numeric",
        id: this.id,
        ...hidesOf(this.context, this.attributes),
        ask,
        value,
        tolerance,
        unit,
        mistakes,
        hints: parts.hints(),
        solution: parts.optional("solution"),
      },
    ];
  }

  cell(): Block[] {
    const parts = this.#parts();
    const ask = parts.required("ask");
    const reference = this.attributes.reference();
    const index =
      reference === undefined ? undefined : cellAt(this.context, this.attributes, reference);
    if (reference === undefined || index === undefined) return [];
    const help = { hints: parts.hints(), solution: parts.optional("solution") };
    return [
      {
        kind: "cell",
        id: this.id,
        ...hidesOf(this.context, this.attributes),
        ask,
        figure: reference.figure,
        tensor: reference.tensor,
        index,
        ...help,
      },
    ];
  }

  order(): Block[] {
    const parts = new Parts(
      this.context,
      this.node,
      this.blocksOf,
      (child) => child.type === "list" && child.flag,
    );
    const ask = parts.required("ask");
    const [listNode, second] = parts.others;
    const items = listNode?.children ?? [];
    if (items.length < 2)
      this.context.report(
        "order-items",
        placeOf(this.node),
        `{% order %} needs a numbered list of at least two items, in the right order: 1. first, 2. second.`,
      );
    if (second !== undefined)
      this.context.report(
        "order-items",
        placeOf(second),
        "{% order %} has a second list; it may have one.",
      );
    reportDuplicates(this.context, items, "order-duplicate", "item");
    const content = items.map((item) =>
      inlines(
        this.context,
        item.children.flatMap((child) => (child.type === "paragraph" ? child.children : [child])),
      ),
    );
    return [
      {
        kind: "order",
        id: this.id,
        ask,
        items: content,
        hints: parts.hints(),
        solution: parts.optional("solution"),
      },
    ];
  }

  #parts(): Parts {
    return new Parts(this.context, this.node, this.blocksOf);
  }
}
