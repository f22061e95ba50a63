/**
 * The same widgets for the page, each loaded when a lesson names it, so that a reader downloads what the lesson shows and
 * nothing else. One line each, as in `index.ts`, which is eager: for the compiler and the studio, who need all of them at once.
 */
import type { LessonDoc } from "../lesson/document";
import { untilAsked } from "../shell/again";
import { register } from "./register";
import type { Widget } from "./widget";

const catalogue: Readonly<Record<string, () => Promise<Widget>>> = {
  activation: async () =>
    register((await import("./activation/definition")).activation, async () => (await import("./activation/Activation")).Activation),
  "activation-stack": async () =>
    register(
      (await import("./activation-stack/definition")).activationStack,
      async () => (await import("./activation-stack/ActivationStack")).ActivationStack,
    ),
  bottleneck: async () =>
    register((await import("./bottleneck/definition")).bottleneck, async () => (await import("./bottleneck/Bottleneck")).Bottleneck),
  "channel-mixer": async () =>
    register(
      (await import("./channel-mixer/definition")).channelMixer,
      async () => (await import("./channel-mixer/ChannelMixer")).ChannelMixer,
    ),
  chain: async () => register((await import("./chain/definition")).chain, async () => (await import("./chain/Chain")).Chain),
  conv: async () => register((await import("./conv/definition")).conv, async () => (await import("./conv/Conv")).Conv),
  "digit-lab": async () =>
    register((await import("./digit-lab/definition")).digitLab, async () => (await import("./digit-lab/DigitLab")).DigitLab),
  "photo-filter": async () =>
    register((await import("./photo-filter/definition")).photoFilter, async () => (await import("./photo-filter/PhotoFilter")).PhotoFilter),
  experiment: async () =>
    register((await import("./experiment/definition")).experiment, async () => (await import("./experiment/Experiment")).Experiment),
  pool: async () => register((await import("./pool/definition")).pooling, async () => (await import("./pool/Pool")).Pool),
  "prelu-learning": async () =>
    register(
      (await import("./prelu-learning/definition")).preluLearning,
      async () => (await import("./prelu-learning/PreluLearning")).PreluLearning,
    ),
  shorthand: async () =>
    register((await import("./shorthand/definition")).shorthand, async () => (await import("./shorthand/Shorthand")).Shorthand),
  "training-desk": async () =>
    register(
      (await import("./training-desk/definition")).trainingDesk,
      async () => (await import("./training-desk/TrainingDesk")).TrainingDesk,
    ),
  volume: async () => register((await import("./volume/definition")).volume, async () => (await import("./volume/Volume")).Volume),
};

const loading = new Map<string, Promise<Widget | null>>();
const NONE: Promise<null> = Promise.resolve(null);

/** The widget of that name, null when there is none; the same promise for the same name. */
export function widgetNamed(name: string): Promise<Widget | null> {
  const known = loading.get(name);
  if (known !== undefined) return known;
  const begun = (Object.hasOwn(catalogue, name) ? catalogue[name]?.() : undefined) ?? NONE;
  untilAsked(begun, () => loading.delete(name));
  loading.set(name, begun);
  return begun;
}

/** The widgets of these names that exist. */
export async function widgetsNamed(names: Iterable<string>): Promise<Readonly<Record<string, Widget>>> {
  const entries = await Promise.all([...new Set(names)].map(async (name) => [name, await widgetNamed(name)] as const));
  return Object.fromEntries(entries.filter((entry): entry is [string, Widget] => entry[1] !== null));
}

const registries = new WeakMap<LessonDoc, Promise<Readonly<Record<string, Widget>>>>();

/** The widgets that a lesson names; the same promise for the same document. */
export function widgetsOf(doc: LessonDoc, names: (doc: LessonDoc) => Iterable<string>): Promise<Readonly<Record<string, Widget>>> {
  const known = registries.get(doc);
  if (known !== undefined) return known;
  const begun = widgetsNamed(names(doc));
  untilAsked(begun, () => registries.delete(doc));
  registries.set(doc, begun);
  return begun;
}
