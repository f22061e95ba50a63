/**
 * Answer keys: read from the engine where the author says `from`, compared with it where a number
 * is typed as well.
 */
import { LabError } from "../../../engine/core/errors";
import { format, size } from "../../../engine/core/shape";
import { valueAt, type Tensor } from "../../../engine/core/tensor";
import { isRight } from "../language/amount";
import type { Attributes } from "../language/attributes";
import { didYouMean, listed, nearest } from "../language/nearest";
import { writeReference, type Reference } from "../language/reference";
import type { Context } from "./context";

/** The number a question asks for; undefined when that was reported. */
export function answerOf(context: Context, attributes: Attributes): number | undefined {
  const typed = attributes.number("value");
  const reference = attributes.reference();
  if (reference === undefined) {
    if (typed === undefined && !attributes.has("value") && !attributes.has("from"))
      context.report(
        "answer-missing",
        attributes.span.place,
        `{% ${attributes.schema.name} %} needs its answer: from="figure.tensor[…]" or value=….`,
      );
    return typed;
  }
  const computed = numberAt(context, attributes, reference);
  if (computed === undefined || typed === undefined) return computed;
  if (
    isRight(
      typed,
      computed,
      attributes.number("tolerance") ?? (Number.isInteger(computed) ? 0 : 0.005),
    )
  )
    return computed;
  const right = rounded(computed);
  const written = attributes.written("value");
  if (written === undefined) return computed;
  attributes.fault(written, {
    code: "answer-wrong",
    message: `The key says ${typed}, the figure computes ${right} (${writeReference(reference)}).`,
    extra: { suggestion: right },
  });
  return undefined;
}

/** The number behind a reference in the figure's state at this point of the lesson. */
export function numberAt(
  context: Context,
  attributes: Attributes,
  reference: Reference,
): number | undefined {
  const tensor = tensorOf(context, attributes, reference);
  if (tensor === undefined) return undefined;
  const place = attributes.place("from");
  const name = `${reference.figure}.${reference.tensor}`;
  if (reference.shape) {
    const extent = tensor.shape[reference.index[0] ?? 0];
    if (extent === undefined)
      context.report(
        "from-index",
        place,
        `${name} has ${tensor.shape.length} axes (${format(tensor.shape)}); there is no shape[${reference.index[0]}].`,
      );
    return extent;
  }
  const index =
    reference.index.length === 0 && size(tensor.shape) === 1
      ? tensor.shape.map(() => 0)
      : reference.index;
  if (!isInside(context, place, name, tensor, index)) return undefined;
  const value = valueAt(tensor, index);
  if (Number.isFinite(value)) return value;
  context.report(
    "from-value",
    place,
    `${writeReference(reference)} is ${value}; an answer has to be a finite number.`,
  );
  return undefined;
}

/** The cell behind a reference, for `cell` questions. */
export function cellAt(
  context: Context,
  attributes: Attributes,
  reference: Reference,
): readonly number[] | undefined {
  if (reference.shape) {
    context.report(
      "from-syntax",
      attributes.place("from"),
      `A cell question needs a cell, such as ${reference.figure}.${reference.tensor}[0][0]; a shape is not one.`,
    );
    return undefined;
  }
  const tensor = tensorOf(context, attributes, reference);
  if (tensor === undefined) return undefined;
  const name = `${reference.figure}.${reference.tensor}`;
  return isInside(context, attributes.place("from"), name, tensor, reference.index)
    ? reference.index
    : undefined;
}

function tensorOf(
  context: Context,
  attributes: Attributes,
  reference: Reference,
): Tensor | undefined {
  const place = attributes.place("from");
  const now = context.figureState(reference.figure);
  if (now === null) {
    reportFigure(context, place, reference.figure);
    return undefined;
  }
  const values = compute(context, attributes, now.figure.definition, now.state, reference);
  if (values === undefined) return undefined;
  const tensor = Object.hasOwn(values, reference.tensor) ? values[reference.tensor] : undefined;
  if (tensor !== undefined) return tensor;
  const names = Object.keys(values);
  const suggestion = nearest(reference.tensor, names);
  const message = `The figure ${reference.figure} has no numbers called "${reference.tensor}".${didYouMean(suggestion)} It has ${listed(names)}.`;
  context.report("from-tensor", place, message, { allowed: names, suggestion });
  return undefined;
}

function reportFigure(
  context: Context,
  place: { line: number; column?: number | undefined },
  id: string,
): void {
  if (context.figureNodes.has(id)) {
    context.report(
      "from-figure",
      place,
      `The figure ${id} has a mistake of its own, so its numbers are not known.`,
      { follows: true },
    );
    return;
  }
  const ids = [...context.figureNodes.keys()];
  const suggestion = nearest(id, ids);
  const known = ids.length === 0 ? "The lesson has no figures." : `Figures are ${listed(ids)}.`;
  context.report(
    "from-figure",
    place,
    `There is no figure "${id}".${didYouMean(suggestion)} ${known}`,
    { allowed: ids, suggestion },
  );
}

function compute(
  context: Context,
  attributes: Attributes,
  definition: Parameters<Context["values"]>[0],
  state: object,
  reference: Reference,
): Readonly<Record<string, Tensor>> | undefined {
  try {
    const values = context.values(definition, state);
    if (values !== null) return values;
    context.report(
      "limit-work",
      attributes.place("from"),
      "The lesson computes too many states of figures for its answer keys; type some of them.",
    );
  } catch (error) {
    const reason =
      error instanceof LabError
        ? `${error.message}${error.hint === "" ? "" : `. ${error.hint}`}`
        : String(error);
    context.report(
      "from-value",
      attributes.place("from"),
      `The figure ${reference.figure} cannot compute ${reference.tensor}: ${reason}`,
    );
  }
  return undefined;
}

function isInside(
  context: Context,
  place: { line: number; column?: number | undefined },
  name: string,
  tensor: Tensor,
  index: readonly number[],
): boolean {
  if (index.length !== tensor.shape.length) {
    const wanted = `${name}${tensor.shape.map(() => "[…]").join("")}`;
    const has = `${name} is ${format(tensor.shape)}, so it needs ${tensor.shape.length} ${tensor.shape.length === 1 ? "index" : "indices"}`;
    context.report("from-index", place, `${has} (${wanted}); the reference has ${index.length}.`);
    return false;
  }
  const axis = index.findIndex((at, which) => at >= (tensor.shape[which] ?? 0));
  if (axis < 0) return true;
  context.report(
    "from-index",
    place,
    `${name} is ${format(tensor.shape)}; index ${axis + 1} is ${index[axis]} and may be 0 to ${(tensor.shape[axis] ?? 1) - 1}.`,
  );
  return false;
}

function rounded(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
