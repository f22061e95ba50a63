/** Wrong answers that the author expects, with what to say about each. */
import type { AnswerChoice } from "../document";
import { isRight } from "../language/amount";
import { Attributes } from "../language/attributes";
import { TAGS } from "../language/schema";
import type { TreeNode } from "../language/tree";
import { answerOf } from "./answers";
import type { Context } from "./context";
import { inlineBody } from "./inline";

export function mistakesOf(
  context: Context,
  nodes: readonly TreeNode[],
  right: number,
  tolerance: number,
): { value: number; feedback: AnswerChoice["feedback"] }[] {
  const seen = new Map<number, number>();
  return nodes.flatMap((node) => {
    const schema = TAGS["mistake"];
    if (node.span === undefined || schema === undefined) return [];
    const attributes = new Attributes(node.span, schema, context.reporter);
    const feedback = inlineBody(context, node);
    if (feedback.length === 0)
      context.report(
        "tag-body-missing",
        node.span.place,
        "{% mistake %} is empty: say what to tell a reader who gives this answer.",
      );
    const value = answerOf(context, attributes);
    if (value === undefined) return [];
    if (isRight(value, right, tolerance))
      context.report(
        "mistake-right",
        attributes.place("value"),
        `${value} is not a mistake: it counts as the right answer, ${right}.`,
      );
    const before = seen.get(value);
    if (before !== undefined)
      context.report(
        "mistake-duplicate",
        attributes.place("value"),
        `The mistake ${value} is on line ${before} already.`,
      );
    seen.set(value, node.line);
    return [{ value, feedback }];
  });
}
