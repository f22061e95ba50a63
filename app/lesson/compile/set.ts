/**
 * `set`: puts a figure into a state; what it may set is checked through the widget's own
 * properties, time line and `restore`.
 */
import { messageOf } from "../../../engine/core/errors";
import { same } from "../../shell/codec";
import type { PropertyValues } from "../../widgets/widget";
import type { Block } from "../document";
import { Attributes } from "../language/attributes";
import { didYouMean, listed, nearest } from "../language/nearest";
import { defaults } from "../language/properties";
import { TAGS } from "../language/schema";
import type { Attribute } from "../language/tag-reader";
import type { TreeNode } from "../language/tree";
import type { Context } from "./context";
import { keptInstead } from "./kept";
import { missing, type Figure } from "./figures";

/**
 * `set`: properties by name, `step` along the time line, or a field of the state that `restore`
 * accepts.
 */
export function setBlock(context: Context, node: TreeNode): Block[] {
  const schema = TAGS["set"];
  if (node.span === undefined || schema === undefined) return [];
  const attributes = new Attributes(node.span, schema, context.reporter);
  const id = attributes.text("figure");
  if (id === undefined) return [];
  if (!context.figureNodes.has(id)) {
    const ids = [...context.figureNodes.keys()];
    const suggestion = nearest(id, ids);
    const known = ids.length === 0 ? "The lesson has no figures." : `Figures are ${listed(ids)}.`;
    attributes.fault(attributes.written("figure") ?? missing(attributes), {
      code: "set-figure",
      message: `There is no figure "${id}".${didYouMean(suggestion)} ${known}`,
      extra: { allowed: ids, suggestion },
    });
    return [];
  }
  const now = context.figureState(id);
  if (now === null) return []; // the figure itself is reported where it stands
  const start = context.reporter.list.length;
  const setter = new Setter(context, attributes, now.figure);
  const result = setter.apply(now.state);
  if (context.reporter.unboxed(start).length > 0) return [];
  context.states.set(now.figure.owner, result.state);
  const { version = 1 } = now.figure.definition;
  return [
    {
      kind: "set",
      figure: now.figure.owner,
      state: result.changed,
      ...(version === 1 ? {} : { version }),
    },
  ];
}

class Setter {
  readonly #changed = new Set<string>();

  constructor(
    readonly context: Context,
    readonly attributes: Attributes,
    readonly figure: Figure,
  ) {}

  /** The new state, and the fields of it that this `set` is about. */
  apply(before: object): {
    readonly state: object;
    readonly changed: Readonly<Record<string, unknown>>;
  } {
    let state = this.#properties(before);
    for (const attribute of this.attributes.rest) state = this.#field(attribute, state);
    state = this.#step(state);
    const fields: Record<string, unknown> = { ...state };
    const changed = Object.fromEntries(
      Object.entries(fields).filter(
        ([name, value]) => this.#changed.has(name) || !same(value, Reflect.get(before, name)),
      ),
    );
    return { state, changed };
  }

  /**
   * Properties in the author's units: what differs between the figure with and without them is set.
   */
  #properties(before: object): object {
    const { definition } = this.figure;
    const given: Record<string, unknown> = {};
    for (const attribute of this.attributes.rest) {
      const property = Object.hasOwn(definition.properties, attribute.name)
        ? definition.properties[attribute.name]
        : undefined;
      if (property === undefined) continue;
      const checked = this.context.checked(attribute.name, property, attribute.value);
      if ("fault" in checked) this.attributes.fault(attribute, checked.fault);
      else given[attribute.name] = checked.value;
    }
    if (Object.keys(given).length === 0) return before;
    try {
      const now = definition.toProperties(before);
      const next = definition.initial({ ...defaults(definition.properties), ...now, ...given });
      this.#ignored(given, definition.toProperties(next));
      for (const name of Object.keys(given)) if (name in next) this.#changed.add(name);
      return next;
    } catch (error) {
      const reason = messageOf(error);
      this.context.report(
        "set-value",
        this.attributes.span.place,
        `The figure ${this.attributes.text("figure")} cannot be put into this state: ${reason}.`,
      );
      return before;
    }
  }

  /**
   * A property that has no effect beside what the figure already holds (a length beside a list) is
   * said, not swallowed.
   */
  #ignored(given: Readonly<Record<string, unknown>>, kept: PropertyValues): void {
    for (const { name, kept: value } of keptInstead(
      given,
      kept,
      this.figure.definition.properties,
    )) {
      const attribute = this.attributes.rest.find((one) => one.name === name);
      const message = `The figure ${this.attributes.text("figure")} keeps ${name}=${JSON.stringify(value)}; it does not take ${attribute?.raw} here.`;
      this.context.report(
        "set-value",
        attribute?.valuePlace ?? this.attributes.span.place,
        message,
      );
    }
  }

  /** A field of the state itself: it has to come back from `restore` unchanged. */
  #field(attribute: Attribute, state: object): object {
    const { definition } = this.figure;
    if (Object.hasOwn(definition.properties, attribute.name)) return state;
    if (!Object.hasOwn(state, attribute.name)) {
      const allowed = [
        ...new Set(["step", ...Object.keys(definition.properties), ...Object.keys(state)]),
      ];
      const suggestion = nearest(attribute.name, allowed);
      const message = `The figure ${definition.name} has nothing called "${attribute.name}" to set.${didYouMean(suggestion)} It has ${listed(allowed)}.`;
      this.context.report("set-key", attribute.place, message, { allowed, suggestion });
      return state;
    }
    const restored = definition.restore({ ...state, [attribute.name]: attribute.value }, state);
    if (same(Reflect.get(restored, attribute.name), attribute.value)) {
      this.#changed.add(attribute.name);
      return restored;
    }
    const message = `The figure ${definition.name} does not accept ${attribute.name}=${attribute.raw}; it keeps ${JSON.stringify(Reflect.get(state, attribute.name))}.`;
    this.context.report("set-value", attribute.valuePlace, message);
    return state;
  }

  #step(state: object): object {
    const step = this.attributes.number("step");
    if (step === undefined) return state;
    const { definition } = this.figure;
    const steps = definition.steps(state);
    if (step > steps) {
      const line = steps === 0 ? "has no time line" : `has a time line from 0 to ${steps}`;
      this.context.report(
        "set-step",
        this.attributes.place("step"),
        `step is ${step}, but the figure ${this.attributes.text("figure")} ${line}.`,
        {
          suggestion: String(steps),
        },
      );
      return state;
    }
    const next = definition.seek(state, step);
    const other = definition.seek(state, step === 0 ? Math.min(1, steps) : 0);
    for (const name of Object.keys(next))
      if (!same(Reflect.get(next, name), Reflect.get(other, name))) this.#changed.add(name);
    return next;
  }
}
