/**
 * `{% value from="…" /%}`: a number in a sentence, read from a figure when the lesson is compiled,
 * so that the text cannot disagree with the figure.
 */
import { counted, writtenIn } from "../../language/numerals";
import { showSignificant, spoken } from "../../figures/describe/number";
import { Attributes } from "../language/attributes";
import type { TagSchema } from "../language/tag-schema";
import type { TreeNode } from "../language/tree";
import type { Inline } from "../document";
import { numberAt } from "./answers";
import type { Context } from "./context";

export function valueInline(context: Context, node: TreeNode, schema: TagSchema): Inline[] {
  if (node.span === undefined) return [];
  const attributes = new Attributes(node.span, schema, context.reporter);
  if (node.children.length > 0)
    context.report(
      "tag-body-forbidden",
      node.span.place,
      "{% value %} has no body: end it with /%}. The number comes from the figure.",
    );
  const reference = attributes.reference();
  const value = reference === undefined ? undefined : numberAt(context, attributes, reference);
  return value === undefined
    ? []
    : [
        {
          kind: "text",
          text: writtenIn(context.front.lang, () => written(value, attributes.number("digits"))),
        },
      ];
}

/** "5,020", "0.25", "−1.5": thousands are separated, and rounding is to significant digits. */
function written(value: number, digits: number | undefined): string {
  const rounded = digits === undefined ? value : Number(value.toPrecision(digits));
  if (Number.isInteger(rounded) && Math.abs(rounded) >= 1e3 && Math.abs(rounded) < 1e15)
    return counted(rounded);
  return digits === undefined ? spoken(rounded) : showSignificant(rounded, digits).text;
}
