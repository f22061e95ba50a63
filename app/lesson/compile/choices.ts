/** The choices of a quiz or a prediction. */
import type { AnswerChoice } from "../document";
import { Attributes } from "../language/attributes";
import { TAGS } from "../language/schema";
import { plainText, type TreeNode } from "../language/tree";
import type { Context } from "./context";
import { inlineBody, inlineText } from "./inline";
import { type Parts, placeOf } from "./parts";

/** The question that is asked. */
interface Asked {
  readonly context: Context;
  readonly node: TreeNode;
}

/** `wantsFeedback`: of a quiz; a prediction is answered by its reveal. */
export function choicesOf(
  { context, node }: Asked,
  nodes: readonly TreeNode[],
  several: boolean,
  parts: Parts,
  wantsFeedback: boolean,
): AnswerChoice[] {
  const place = placeOf(node);
  const choices = nodes.map((one) => choiceOf(context, one, wantsFeedback));
  if (nodes.length < 2)
    context.report(
      "choice-count",
      place,
      `{% ${node.text} %} needs at least two choices; this one has ${nodes.length}.`,
    );
  const right = nodes.filter((_, at) => choices[at]?.correct === true);
  if (right.length === 0 && nodes.length > 0)
    context.report("choice-none", place, "No choice is marked correct=true.");
  const second = right[1];
  if (second !== undefined && !several)
    context.report(
      "choice-several",
      placeOf(second),
      `${right.length} choices are correct, but the reader may pick only one. Write several=true, or leave one correct.`,
    );
  reportDuplicates(context, nodes, "choice-duplicate", "choice");
  reportGivenAway(context, nodes, choices, parts);
  return choices;
}

function choiceOf(context: Context, node: TreeNode, wantsFeedback: boolean): AnswerChoice {
  const schema = TAGS["choice"];
  if (node.span === undefined || schema === undefined)
    return { content: [], correct: false, feedback: [] };
  const attributes = new Attributes(node.span, schema, context.reporter);
  const content = inlineBody(context, node);
  if (content.length === 0 && node.children.length === 0)
    context.report(
      "tag-body-missing",
      node.span.place,
      "{% choice %} is empty: its text stands before {% /choice %}.",
    );
  const correct = attributes.flag("correct");
  const feedback = attributes.text("feedback");
  if (wantsFeedback && !correct && feedback === undefined)
    context.report(
      "choice-feedback",
      node.span.place,
      `The wrong choice "${plainText(node).trim()}" has no feedback="…": say what it would be the answer to.`,
    );
  return {
    content,
    correct,
    feedback:
      feedback === undefined
        ? []
        : inlineText(context, feedback, attributes.place("feedback").line),
  };
}

export function reportDuplicates(
  context: Context,
  nodes: readonly TreeNode[],
  code: "choice-duplicate" | "order-duplicate",
  what: string,
): void {
  const seen = new Map<string, number>();
  for (const node of nodes) {
    const text = normal(plainText(node));
    const before = seen.get(text);
    if (text !== "" && before !== undefined)
      context.report(
        code,
        { ...placeOf(node) },
        `This ${what} says the same as the one on line ${before}.`,
      );
    else seen.set(text, node.line);
  }
}

/** The question quotes the right choice and none of the wrong ones. */
function reportGivenAway(
  context: Context,
  nodes: readonly TreeNode[],
  choices: readonly AnswerChoice[],
  parts: Parts,
): void {
  const ask = ` ${normal(parts.text("ask"))} `;
  const quoted = nodes
    .map((node) => normal(plainText(node)))
    .map((text) => text.length > 3 && /[a-z]/.test(text) && ask.includes(` ${text} `));
  const right = choices.some((choice, at) => choice.correct && quoted[at] === true);
  const wrong = choices.some((choice, at) => !choice.correct && quoted[at] === true);
  const [first] = parts.all("ask");
  if (right && !wrong && first !== undefined)
    context.report(
      "ask-answers",
      placeOf(first),
      "The question contains its right answer word for word.",
    );
}

function normal(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+\-=<>]+/gu, " ")
    .trim();
}
