/**
 * Measures nets that were taken apart, off the page's thread. One question at a time: a newer one
 * ends an older one, between two batches of pictures.
 */
import type { Backend } from "../../../engine/backends/backend";
import { LabError, messageOf } from "../../../engine/core/errors";
import { loadDataset } from "../../../engine/data/dataset";
import { readSafetensors } from "../../../engine/data/formats/safetensors";
import { transformed } from "../../../engine/data/transform";
import { networkShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { deepRecipe, type DeepNet, deepWeights } from "../../../engine/train/recipes";
import { weightsFrom } from "../../../engine/train/weights";
import { createYield } from "../../../engine/worker/yield-to-events";
import { answerRequests, type Failed, type Say } from "../answering";
import { type Between, changesOf, rightOf, type Subject } from "./measure";

/** `base`: where the site is. */
export interface Question {
  readonly base: string;
  readonly net: DeepNet;
  /** The nets to count right answers of, or one of which each block's change is measured. */
  readonly networks: readonly NetworkSpec[];
  readonly changes: readonly string[] | null;
  readonly id: number;
}

export type Reply = { readonly id: number } & (
  | { readonly kind: "progress"; readonly done: number; readonly of: number }
  | { readonly kind: "done"; readonly values: readonly (number | null)[]; readonly on: string }
  | Failed
);

const yieldToEvents = createYield();
let backend: Promise<Backend> | null = null;
const subjects = new Map<DeepNet, Promise<Subject>>();
let newest = 0;
let queue: Promise<void> = Promise.resolve();

class Outdated extends Error {}

answerRequests<Question, Reply>((question, say) => {
  newest = question.id;
  queue = queue.then(() => answer(question, say));
  return queue;
});

async function answer(question: Question, say: Say<Reply>): Promise<void> {
  const { id } = question;
  try {
    const subject = await subjectOf(question);
    const values = await measured(question, subject, say);
    say({ id, kind: "done", values, on: subject.backend.description });
  } catch (error) {
    if (error instanceof Outdated) return;
    if (error instanceof LabError && error.code === "lost") subjects.delete(question.net);
    say({ id, kind: "failed", why: messageOf(error) });
  }
}

async function measured(
  question: Question,
  subject: Subject,
  say: Say<Reply>,
): Promise<readonly (number | null)[]> {
  const { id, networks, changes } = question;
  const values: (number | null)[] = [];
  for (const [at, network] of networks.entries()) {
    const between: Between = async (done, of) => {
      await yieldToEvents();
      if (newest !== id) throw new Outdated();
      say({ id, kind: "progress", done: at + done / of, of: networks.length });
    };
    if (changes !== null) values.push(...(await changesOf(subject, network, changes, between)));
    else values.push(await rightOf(subject, network, between));
  }
  return values;
}

function subjectOf({ base, net }: Question): Promise<Subject> {
  const found = subjects.get(net) ?? load(base, net);
  subjects.set(net, found);
  found.catch(() => subjects.delete(net));
  return found;
}

async function load(base: string, net: DeepNet): Promise<Subject> {
  backend ??= import("../../../engine/backends/wasm").then((part) => part.createWasm());
  const recipe = deepRecipe(net);
  const get = (path: string): Promise<Uint8Array> => fetched(new URL(path, base));
  const [file, dataset, made] = await Promise.all([
    get(deepWeights(net)),
    loadDataset(recipe.dataset, get),
    backend,
  ]);
  const weights = weightsFrom(readSafetensors(file), networkShapes(recipe.network));
  return { backend: made, weights, dataset: transformed(dataset, recipe.transform ?? []) };
}

async function fetched(address: URL): Promise<Uint8Array> {
  const answered = await fetch(address).catch(() => null);
  if (answered === null || !answered.ok)
    throw new LabError("lost", "the trained weights could not be loaded; check the connection");
  return new Uint8Array(await answered.arrayBuffer());
}
