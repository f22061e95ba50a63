/**
 * The walk through a lesson, without React: which figure is the stage of a step, in which state
 * each figure is when a step opens, and what a move from one step to another changes. Pure
 * functions of the document and the registry.
 *
 * The base state of a figure at a step is its initial state with the `set` tags of all steps up to
 * that one laid over it. Walking on applies the tags in between to what is there, so a reader's own
 * numbers stay; walking back takes back only the fields that those tags had touched.
 */
import type { Block, FigureBlock, LessonDoc, LessonStep } from "../document";
import { same } from "../../shell/codec";
import type { Widget, WidgetDefinition } from "../../widgets/widget";

export type Registry = Readonly<Record<string, Widget>>;
type Patch = Readonly<Record<string, unknown>>;

/** The step of the lesson that is nearest to this place. */
export function nearestStep(doc: LessonDoc, to: number): number {
  return Math.max(0, Math.min(doc.steps.length - 1, to));
}

/** Every block of a list, nested ones included, in reading order. */
export function* allBlocks(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    yield* allBlocks(childrenOf(block));
  }
}

function childrenOf(block: Block): readonly Block[] {
  switch (block.kind) {
    case "quote":
    case "callout":
    case "only":
    case "hint":
    case "solution":
      return block.blocks;
    case "list":
      return block.items.flat();
    case "compare":
      return block.figures;
    case "predict":
      return [...block.ask, ...block.reveal];
    case "quiz":
    case "numeric":
    case "cell":
    case "order":
      return [...block.ask, ...block.hints.flat(), ...block.solution];
    default:
      return [];
  }
}

/**
 * Figures of the whole lesson by id; where an id stands twice, the first is the one that says what
 * it is.
 */
export function figuresOf(doc: LessonDoc): ReadonlyMap<string, FigureBlock> {
  const found = new Map<string, FigureBlock>();
  for (const step of doc.steps)
    for (const block of allBlocks([...step.blocks, ...step.notes]))
      if (block.kind === "figure" && !found.has(block.id)) found.set(block.id, block);
  return found;
}

/** Names of the widgets that a lesson shows. */
export function widgetNames(doc: LessonDoc): readonly string[] {
  return [...figuresOf(doc).values()].map(({ widget }) => widget);
}

/** The figure that holds the state of `id`: itself, or the one it is bound to. */
export function ownerOf(id: string, figures: ReadonlyMap<string, FigureBlock>): string {
  const bound = figures.get(id)?.bind;
  return bound !== undefined && figures.has(bound) && bound !== id ? bound : id;
}

/**
 * What stands on the stage of a step: its first figure or comparison, else the figure that it sets
 * or asks about.
 */
export function stageOf(
  step: LessonStep,
  figures: ReadonlyMap<string, FigureBlock>,
): readonly FigureBlock[] {
  for (const block of step.blocks) {
    if (block.kind === "figure")
      return [figures.get(block.id) === undefined ? block : merged(block, figures)];
    if (block.kind === "compare") return block.figures;
  }
  for (const block of allBlocks(step.blocks)) {
    const named =
      block.kind === "set" || block.kind === "cell" ? figures.get(block.figure) : undefined;
    if (named !== undefined) return [named];
  }
  return [];
}

/**
 * A figure named again keeps what it is and takes the caption and the controls of the new place.
 */
function merged(block: FigureBlock, figures: ReadonlyMap<string, FigureBlock>): FigureBlock {
  const first = figures.get(block.id) ?? block;
  return { ...block, widget: first.widget, properties: first.properties };
}

/**
 * Patches that opening a step applies, by owner figure; fields of an older version in today's form.
 */
function patchesOf(
  step: LessonStep,
  figures: ReadonlyMap<string, FigureBlock>,
  registry: Registry,
): readonly {
  readonly figure: string;
  readonly patch: Patch;
  readonly definition: WidgetDefinition;
}[] {
  const patches: { figure: string; patch: Patch; definition: WidgetDefinition }[] = [];
  for (const block of allBlocks(step.blocks)) {
    if (block.kind !== "set") continue;
    const figure = ownerOf(block.figure, figures);
    const definition = registry[figures.get(figure)?.widget ?? ""]?.definition;
    if (definition === undefined) continue;
    const patch = definition.migrate?.(block.state, block.version ?? 1) ?? block.state;
    patches.push({ figure, patch, definition });
  }
  return patches;
}

/**
 * Lays a `set` over a state. A value is a field of the state where the widget takes it as such,
 * else a property of the widget; `step` moves the time line.
 */
function applied(definition: WidgetDefinition, state: object, patch: Patch): object {
  const fields = Object.entries(patch).filter(([key]) => Object.hasOwn(state, key));
  let next =
    fields.length === 0
      ? state
      : definition.restore({ ...state, ...Object.fromEntries(fields) }, state);
  const taken = new Set(
    fields
      .filter(([key, value]) =>
        same(Object.entries(next).find(([name]) => name === key)?.[1], value),
      )
      .map(([key]) => key),
  );
  const properties = Object.entries(patch).filter(
    ([key]) => !taken.has(key) && Object.hasOwn(definition.properties, key),
  );
  if (properties.length > 0)
    next = definition.initial({
      ...definition.toProperties(next),
      ...Object.fromEntries(properties),
    });
  const step = patch["step"];
  return typeof step === "number" &&
    !taken.has("step") &&
    !Object.hasOwn(definition.properties, "step")
    ? definition.seek(next, step)
    : next;
}

/**
 * Base states of all figures that own one, when step `at` is open. A figure whose widget is unknown
 * is left out.
 */
export function basesAt(
  doc: LessonDoc,
  at: number,
  registry: Registry,
): ReadonlyMap<string, object> {
  const figures = figuresOf(doc);
  const bases = new Map<string, object>();
  for (const [id, block] of figures) {
    const definition = registry[block.widget]?.definition;
    if (definition !== undefined && ownerOf(id, figures) === id)
      bases.set(id, definition.initial(block.properties));
  }
  for (const step of doc.steps.slice(0, at + 1)) applyStep(step, figures, registry, bases);
  return bases;
}

/** States after walking from step `from` to step `to`, given the states now. */
export function walked(
  doc: LessonDoc,
  from: number,
  to: number,
  registry: Registry,
  states: ReadonlyMap<string, object>,
): ReadonlyMap<string, object> {
  const figures = figuresOf(doc);
  const bases = basesAt(doc, to, registry);
  const next = new Map([...bases].map(([id, base]) => [id, states.get(id) ?? base]));
  if (to >= from) {
    for (const step of doc.steps.slice(from + 1, to + 1)) applyStep(step, figures, registry, next);
    return next;
  }
  for (const step of doc.steps.slice(to + 1, from + 1))
    for (const { figure, patch, definition } of patchesOf(step, figures, registry)) {
      const state = next.get(figure);
      const base = bases.get(figure);
      if (state !== undefined && base !== undefined)
        next.set(figure, takenBack(definition, state, base, patch));
    }
  return next;
}

function applyStep(
  step: LessonStep,
  figures: ReadonlyMap<string, FigureBlock>,
  registry: Registry,
  states: Map<string, object>,
): void {
  for (const { figure, patch, definition } of patchesOf(step, figures, registry)) {
    const state = states.get(figure);
    if (state !== undefined) states.set(figure, applied(definition, state, patch));
  }
}

/**
 * Fields go back to what they are in `base`; where the patch named a property, the whole figure
 * does.
 */
function takenBack(
  definition: WidgetDefinition,
  state: object,
  base: object,
  patch: Patch,
): object {
  const keys = Object.keys(patch);
  if (!keys.every((key) => key === "step" || Object.hasOwn(state, key))) return base;
  const back = definition.restore({ ...state, ...pick(base, keys) }, base);
  return keys.includes("step") && !Object.hasOwn(state, "step")
    ? definition.seek(back, definition.step(base))
    : back;
}

function pick(from: object, keys: readonly string[]): Patch {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}
