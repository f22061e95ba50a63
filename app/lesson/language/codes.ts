/**
 * Every kind of mistake that an author can make, by code. The severity is fixed here; the words of
 * a diagnostic are written where it is found, because they name what stands there. `about` is its
 * line in the reference.
 */
export type Severity = "error" | "warning" | "info";

export interface Kind {
  readonly severity: Severity;
  readonly about: string;
}

const error = (about: string): Kind => ({ severity: "error", about });
const warning = (about: string): Kind => ({ severity: "warning", about });

export const CODES = {
  // the file
  "limit-size": error("The file is larger than a lesson may be."),
  "limit-steps": error("The lesson has more steps than a lesson may have."),
  "limit-figures": error("The lesson has more figures than a lesson may have."),
  "limit-depth": error("Blocks stand inside blocks too deep."),
  "limit-work": error("The answer keys would need too much computing."),
  "file-text": error("The file is not a text in UTF-8."),
  internal: error("The compiler failed on this block; that is a fault of ConvLab."),

  // front matter
  "front-matter-missing": error(
    "The file does not begin with the lines between --- that describe the lesson.",
  ),
  "front-matter-syntax": error("The front matter is not valid YAML."),
  "front-matter-alias": error("The front matter uses YAML anchors or aliases."),
  "front-matter-unknown": error("A line of the front matter that does not exist."),
  "front-matter-required": error("A line of the front matter is missing."),
  "front-matter-type": error("A line of the front matter holds the wrong kind of value."),
  "front-matter-value": error("A line of the front matter holds a value that is not allowed."),
  "format-newer": error("The lesson was written for a newer ConvLab."),
  "summary-long": warning("The summary does not fit on a card of the home page."),
  "license-unknown": warning("The licence is not a common SPDX identifier."),

  // steps and headings
  "step-id-missing": error("A step has no id."),
  "step-id-duplicate": error("Two steps have the same id."),
  "step-title-missing": error("A step has no ## heading."),
  "step-title-twice": error("A step has two ## headings."),
  "step-empty": error("A step has nothing in it."),
  "step-misplaced": error("The step tag is not the first thing after ---."),
  "step-nested": error("--- stands inside a list or a quotation."),
  "step-long": warning("A step has more than 90 words to read."),
  "minutes-sum": warning("The minutes of the steps exceed those of the lesson."),
  "heading-level": error("A heading of a level that lessons do not use."),

  // tags
  "tag-unknown": error("A tag that does not exist."),
  "tag-unfinished": error("A tag is not ended with %}."),
  "tag-syntax": error("A tag cannot be read."),
  "tag-variable": error("A variable or a function; lessons have neither."),
  "tag-annotation": error("An annotation without a tag name."),
  "tag-braces": warning("A tag is written with braces only, so it is text."),
  "tag-unclosed": error("A tag is opened but not closed."),
  "tag-unopened": error("A tag is closed but was not opened."),
  "tag-misplaced": error("A tag stands where it may not stand."),
  "tag-body-missing": error("A tag needs a body and has none."),
  "tag-body-forbidden": error("A tag has a body and may not have one."),
  "tag-body-text": error("Text stands where only certain tags may stand."),
  "part-missing": error("A question lacks one of its parts."),
  "part-twice": error("A question has a part twice that it may have once."),

  // attributes
  "value-unquoted": error("A text value is not in quotes."),
  "value-quotes": error("A value is in the wrong kind of quotes."),
  "value-unclosed": error("A quote is not closed on its line."),
  "value-number": error("A number is written in a way that is not read."),
  "value-missing": error("An attribute has no value."),
  "attribute-unnamed": error("A value without an attribute name."),
  "attribute-unknown": error("An attribute that the tag does not have."),
  "attribute-missing": error("A required attribute is missing."),
  "attribute-duplicate": error("An attribute is given twice."),
  "attribute-type": error("An attribute holds the wrong kind of value."),
  "attribute-choice": error("An attribute holds a value that is not one of its options."),
  "attribute-range": error("A number lies outside what is allowed."),
  "id-form": error("An id is not made of small letters, digits and hyphens."),
  "id-duplicate": error("Two things in the lesson have the same id."),

  // figures
  "figure-kind": error("A kind of figure that does not exist."),
  "figure-impossible": error("The properties of a figure do not fit together."),
  "figure-keeps": error("A property of a figure is not taken beside the others."),
  "matrix-syntax": error("A matrix cannot be read."),
  "matrix-ragged": error("The rows of a matrix are not all of the same length."),
  "matrix-rank": error("A matrix has the wrong number of axes."),
  "matrix-extent": error("A matrix is too large."),
  "matrix-range": error("A number in a matrix is too large."),
  "array-file": error("A figure names a file of numbers that cannot be used."),
  "control-unknown": error("A control that the figure does not have."),
  "alt-size": warning("The description of a figure names a size that nothing in it has."),
  "alt-caption": warning("The description of a figure repeats its caption."),
  "bind-unknown": error("A figure shares the state of a figure that does not exist."),
  "bind-kind": error("A figure shares the state of a figure of another kind."),
  "bind-cycle": error("Figures share each other's state in a circle."),
  "bind-properties": error("A figure that shares another's state has properties of its own."),
  "compare-count": error("A comparison does not have two to four figures."),
  "set-figure": error("set names a figure that does not exist."),
  "set-key": error("set names a property that the figure does not have."),
  "set-value": error("set gives a value that the figure does not accept."),
  "set-step": error("set gives a position outside the figure's time line."),

  // questions
  "choice-count": error("A question has fewer than two choices."),
  "choice-none": error("No choice is marked correct."),
  "choice-several": error("More than one choice is correct, but the reader may pick only one."),
  "choice-duplicate": error("Two choices say the same."),
  "choice-feedback": warning("A wrong choice says nothing to the reader who picks it."),
  "ask-answers": warning("The question contains its answer."),
  "answer-visible": warning("The answer can be read in the figure before the reader has answered."),
  "hides-figure": error("A question hides something, but there is no figure."),
  "hides-name": error("A question hides something that its figure does not have."),
  "answer-missing": error("A question has neither value nor from."),
  "answer-wrong": error("The typed answer is not what the figure computes."),
  "answer-type": error("The parts of a prediction contradict its type."),
  "from-syntax": error("A reference to a number of a figure cannot be read."),
  "from-figure": error("A reference names a figure that does not exist."),
  "from-tensor": error("A reference names a tensor that the figure does not have."),
  "from-index": error("A reference lies outside its tensor."),
  "from-value": error("The number referred to cannot be computed."),
  "mistake-right": error("An expected mistake is the right answer."),
  "mistake-duplicate": error("An expected mistake is listed twice."),
  "order-items": error("An order question has no list of two or more items."),
  "order-duplicate": error("Two items of an order question say the same."),
  "practice-kind": error("A kind of practice that does not exist."),
  "practice-options": error("The options of a practice leave no exercise to make."),
  "goal-unknown": error("A question tests a goal that the lesson does not have."),
  "goal-untested": warning("No question tests one of the goals."),

  // text, formulas, links, images
  "math-syntax": error("A formula cannot be read."),
  "math-unclosed": error("A formula is not closed."),
  "math-role": error("A role that does not exist in a formula."),
  "math-command": error("A command that formulas may not use."),
  "math-long": error("A formula is too long."),
  "link-address": error("A link to an address that lessons may not link to."),
  "link-lesson": error("A link to a lesson or step that does not exist."),
  "link-empty": error("A link without a text."),
  "image-missing": error("An image that the lesson does not have."),
  "image-large": error("An image has too many bytes."),
  "image-alt": error("An image without a description."),
  strike: warning("Struck-out text, which lessons do not have."),
  footnote: warning("A footnote, which lessons do not have."),
  "math-brackets": warning("A formula in brackets of LaTeX, which are text here."),
  "math-spaces": warning("A formula with spaces inside its dollar signs, which is text here."),
  "math-dollar": warning("A dollar sign that opens a formula and is never closed."),
  "step-dash": warning("A line of dashes that does not begin a step."),
  "front-matter-comment": warning("A # ends a line of the front matter."),
  "html-tag": warning("HTML, which lessons show as plain text."),

  // several files
  "id-folder": error("The lesson's id is not the name of its folder."),
  "lesson-duplicate": error("Two lessons have the same id."),
  "requires-unknown": error("A required lesson does not exist."),
  "requires-cycle": error("Lessons require each other in a circle."),
  "translation-lang": error("A translation's lang is not that of its file name."),
  "translation-steps": error("A translation does not have the same steps."),
  "translation-ids": error("A translation does not have the same figures and questions."),
  "translation-differs": error(
    "A figure, an answer or a value of a translation is another than in the original.",
  ),
  "translation-stale": warning("A step is not marked as fitting the original as it is now."),
} satisfies Record<string, Kind>;

export type Code = keyof typeof CODES;
