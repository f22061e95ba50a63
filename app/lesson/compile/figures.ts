/**
 * `figure` and `compare`: kinds, properties, shared states, and the state of each figure as the
 * lesson goes on.
 */
import { LabError, messageOf } from "../../../engine/core/errors";
import { olderNamed } from "../../widgets/older";
import type { PropertyValues, WidgetDefinition } from "../../widgets/widget";
import type { Block, FigureBlock } from "../document";
import { Attributes } from "../language/attributes";
import { Reporter, type Diagnostic, type Place } from "../language/diagnostics";
import { didYouMean, listed, nearest } from "../language/nearest";
import { defaults } from "../language/properties";
import { TAGS } from "../language/schema";
import type { TagSchema } from "../language/tag-schema";
import type { Attribute } from "../language/tag-reader";
import type { TreeNode } from "../language/tree";
import type { Context, FigureNow } from "./context";
import { checkAlt, checkSizes } from "./figure-alt";
import { inlineBody } from "./inline";
import { sayNotTaken } from "./kept";
import { placeOf } from "./parts";

export interface Figure {
  readonly block: FigureBlock;
  readonly definition: WidgetDefinition;
  readonly properties: PropertyValues;
  /** Id of the figure that owns the state: its own, or the one it is bound to. */
  readonly owner: string;
}

/**
 * The figure of that id with its state now; null when there is none or it has mistakes of its own.
 */
export function figureState(context: Context, id: string): FigureNow | null {
  const figure = lookUp(context, id);
  if (figure === null) return null;
  const owner = figure.owner === id ? figure : lookUp(context, figure.owner);
  if (owner === null) return null;
  const known = context.states.get(figure.owner);
  if (known !== undefined) return { figure, state: known };
  const state = owner.definition.initial(owner.properties);
  context.states.set(figure.owner, state);
  return { figure, state };
}

function lookUp(context: Context, id: string): Figure | null {
  const known = context.figures.get(id);
  if (known !== undefined) return known;
  const node = context.figureNodes.get(id);
  if (node === undefined) return null;
  context.figures.set(id, null); // a circle of bound figures ends here
  const reporter = new Reporter(context.options.file);
  const figure = readFigure(context.silent(reporter), node);
  // A figure whose tag is only misspelt is known: what names it is no further mistake.
  const isFault = (one: Diagnostic): boolean =>
    one.severity === "error" && one.code !== "tag-unknown";
  const good = figure !== null && !reporter.list.some(isFault);
  context.figures.set(id, good ? figure : null);
  return good ? figure : null;
}

export function figureBlock(context: Context, node: TreeNode): Block[] {
  const figure = readFigure(context, node);
  if (figure === null) return [];
  context.claim(figure.block.id, attributePlace(node, "id"));
  return [figure.block];
}

function readFigure(context: Context, node: TreeNode): Figure | null {
  const schema = TAGS["figure"];
  if (node.span === undefined || schema === undefined) return null;
  const attributes = new Attributes(node.span, schema, context.reporter);
  const caption = inlineBody(context, node);
  const definition = kindOf(context, attributes);
  const id = attributes.text("id");
  if (definition === null || id === undefined) return null;
  const bind = attributes.text("bind");
  const read = readProperties(context, attributes, definition, schema, bind);
  const properties = read === null ? null : (definition.upgraded?.(read) ?? read);
  const owner = bind === undefined ? id : bindTo(context, attributes, definition, id, bind);
  checkAlt(context, attributes, node);
  const hide = controls(context, attributes, definition, "hide");
  const lock = controls(context, attributes, definition, "lock");
  if (properties === null || owner === null) return null;
  const state = bind === undefined ? madeOf(context, definition, properties, node) : undefined;
  if (state === null) return null;
  if (state !== undefined && properties === read)
    sayNotTaken(attributes, definition, properties, state);
  if (state !== undefined) checkSizes(context, attributes, definition, state);
  const block: FigureBlock = {
    kind: "figure",
    id,
    widget: definition.name,
    properties,
    alt: attributes.text("alt") ?? "",
    caption,
    hide,
    lock,
    ...(bind === undefined ? {} : { bind: owner }),
  };
  return { block, definition, properties, owner };
}

function kindOf(context: Context, attributes: Attributes): WidgetDefinition | null {
  const kind = attributes.text("kind");
  if (kind === undefined) return null;
  const { registry } = context.options;
  const found = Object.hasOwn(registry, kind) ? registry[kind]?.definition : olderNamed(kind);
  if (found !== undefined) return found;
  const kinds = Object.keys(registry);
  const suggestion = nearest(kind, kinds);
  attributes.fault(attributes.written("kind") ?? missing(attributes), {
    code: "figure-kind",
    message: `There is no figure "${kind}".${didYouMean(suggestion)} Figures are ${listed(kinds)}.`,
    extra: { allowed: kinds, suggestion },
  });
  return null;
}

function readProperties(
  context: Context,
  attributes: Attributes,
  definition: WidgetDefinition,
  schema: TagSchema,
  bind: string | undefined,
): PropertyValues | null {
  const values: Record<string, unknown> = { ...defaults(definition.properties) };
  const start = context.reporter.list.length;
  const names = Object.keys(definition.properties);
  for (const attribute of attributes.rest) {
    const property = Object.hasOwn(definition.properties, attribute.name)
      ? definition.properties[attribute.name]
      : undefined;
    if (property === undefined) {
      attributes.unknown(
        attribute,
        [...names, ...Object.keys(schema.attributes)],
        `The figure ${definition.name}`,
      );
      continue;
    }
    if (bind !== undefined) {
      const message = `This figure shows the state of ${bind}, so ${attribute.name} has to be set there.`;
      context.report("bind-properties", attribute.place, message);
      continue;
    }
    const checked = context.checked(attribute.name, property, attribute.value);
    if ("fault" in checked) attributes.fault(attribute, checked.fault);
    else values[attribute.name] = checked.value;
  }
  return context.reporter.unboxed(start).length === 0 ? values : null;
}

/**
 * The state that the widget makes of these properties; null where it cannot: a filter larger than
 * its padded input.
 */
function madeOf(
  context: Context,
  definition: WidgetDefinition,
  properties: PropertyValues,
  node: TreeNode,
): object | null {
  try {
    const state = definition.initial(properties);
    definition.steps(state);
    definition.describe(state);
    return state;
  } catch (error) {
    const hint = error instanceof LabError && error.hint !== "" ? ` ${error.hint}` : "";
    const reason = messageOf(error);
    context.report(
      "figure-impossible",
      placeOf(node),
      `These properties do not fit together: ${reason}.${hint}`,
    );
    return null;
  }
}

/** The owner of the state that `id` shares, or null when it cannot. */
function bindTo(
  context: Context,
  attributes: Attributes,
  definition: WidgetDefinition,
  id: string,
  bind: string,
): string | null {
  const place = attributes.place("bind");
  if (!context.figureNodes.has(bind)) {
    const ids = [...context.figureNodes.keys()].filter((other) => other !== id);
    const suggestion = nearest(bind, ids);
    const message = `bind names "${bind}", but there is no such figure.${didYouMean(suggestion)}`;
    context.report("bind-unknown", place, message, { allowed: ids, suggestion });
    return null;
  }
  const owner = endOfBindings(context, id, bind);
  if (owner === null) {
    const message = `${id} and ${bind} are bound to each other in a circle; one of them has to have the state.`;
    context.report("bind-cycle", place, message);
    return null;
  }
  if (owner === id) {
    context.report("bind-cycle", place, `${id} is bound to itself.`);
    return null;
  }
  const kind = attributeText(context.figureNodes.get(owner), "kind");
  // An owner without a known kind is reported itself.
  if (kind === undefined || !Object.hasOwn(context.options.registry, kind)) return owner;
  if (kind === definition.name) return owner;
  const message = `${owner} is a figure of kind "${kind}"; only another ${kind} can share its state.`;
  context.report("bind-kind", place, message);
  return null;
}

/** The figure where a chain of bound figures ends; null where it goes round in a circle. */
function endOfBindings(context: Context, id: string, bind: string): string | null {
  let owner = bind;
  for (let hops = 0; ; hops++) {
    const next = attributeText(context.figureNodes.get(owner), "bind");
    if (next === undefined || !context.figureNodes.has(next)) return owner;
    if (next === id || owner === id || hops > context.figureNodes.size) return null;
    owner = next;
  }
}

function controls(
  context: Context,
  attributes: Attributes,
  definition: WidgetDefinition,
  name: "hide" | "lock",
): string[] {
  const names = attributes.names(name);
  const allowed = [...definition.controls, "transport"];
  for (const control of names) {
    if (allowed.includes(control)) continue;
    const suggestion = nearest(control, allowed);
    const has = `It has ${listed(allowed)}.`;
    const message = `${name}: the figure ${definition.name} has no control "${control}".${didYouMean(suggestion)} ${has}`;
    context.report("control-unknown", attributes.place(name), message, { allowed, suggestion });
  }
  return names;
}

export function compareBlock(context: Context, figures: readonly Block[], node: TreeNode): Block[] {
  const kept = figures.filter((block) => block.kind === "figure");
  const problems = figures.filter((block) => block.kind === "problem");
  if (problems.length > 0) return [...problems, ...kept];
  if (kept.length < 2 || kept.length > 4)
    context.report(
      "compare-count",
      placeOf(node),
      `A comparison has two to four figures; this one has ${kept.length}.`,
    );
  return [{ kind: "compare", figures: kept }];
}

export function attributeText(node: TreeNode | undefined, name: string): string | undefined {
  const value = node?.span?.attributes.find((attribute) => attribute.name === name)?.value;
  return typeof value === "string" ? value : undefined;
}

function attributePlace(node: TreeNode, name: string): Place {
  return (
    node.span?.attributes.find((attribute) => attribute.name === name)?.valuePlace ?? {
      line: node.line,
    }
  );
}

/** For a fault of an attribute that is not there: the place of its tag. */
export function missing(attributes: Attributes): Attribute {
  const { span } = attributes;
  return { name: "", value: "", place: span.place, valuePlace: span.place, raw: "" };
}
