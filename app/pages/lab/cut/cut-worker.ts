/** Measures a network with something left out, off the page's thread. */
import { LabError } from "../../../../engine/core/errors";
import { type Dataset, loadDataset, readDataset } from "../../../../engine/data/dataset";
import { readSafetensors } from "../../../../engine/data/formats/safetensors";
import { networkShapes } from "../../../../engine/graph/shapes";
import { examine } from "../../../../engine/train/examine";
import { weightsFrom } from "../../../../engine/train/weights";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import type { Cut } from "./cuts";
import { silencedWeights } from "./cuts";

export interface CutQuestion {
  /** Where the site is. */
  readonly base: string;
  readonly spec: NetworkSpec;
  /** A safetensors file. */
  readonly weights: ArrayBuffer;
  /** A data set of the lab by name, or one of the reader's own as a file. */
  readonly data: string | ArrayBuffer;
  readonly scale: { readonly mean: number; readonly std: number };
  readonly cuts: readonly Cut[];
}

export type CutReply =
  /** Right answers of so many pictures; of the network as it is where `at` is −1. */
  | { readonly kind: "measured"; readonly at: number; readonly right: number; readonly of: number }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly why: string };

/** Held-out pictures that are asked. */
const PICTURES = 500;

interface Scope {
  postMessage(reply: CutReply): void;
  addEventListener(kind: "message", listener: (event: MessageEvent<CutQuestion>) => void): void;
}

const scope = globalThis as unknown as Scope;

scope.addEventListener("message", ({ data }) => {
  measure(data).catch((error: unknown) =>
    scope.postMessage({
      kind: "failed",
      why: error instanceof Error ? error.message : String(error),
    }),
  );
});

async function measure({ base, spec, weights, data, scale, cuts }: CutQuestion): Promise<void> {
  const { createWasm } = await import("../../../../engine/backends/wasm");
  const [backend, set] = await Promise.all([createWasm(), opened(base, data)]);
  const dataset = { ...set, scale };
  const all = weightsFrom(readSafetensors(new Uint8Array(weights)), networkShapes(spec));
  const held = Math.min(PICTURES, dataset.count - dataset.training);
  const batch = Math.min(50, held);
  const one = async (at: number, network: NetworkSpec, own: typeof all): Promise<void> => {
    const { accuracy, examples } = await examine(
      backend,
      { network, loss: "cross_entropy" },
      own,
      dataset,
      { mode: "eval", batch, examples: held },
    );
    const right = Math.round(accuracy * examples);
    scope.postMessage({ kind: "measured", at, right, of: examples });
  };
  await one(-1, spec, all);
  for (const [at, { spec: without, silenced }] of cuts.entries())
    await one(
      at,
      without,
      silenced === undefined ? all : new Map(silencedWeights(all, spec, silenced)),
    );
  scope.postMessage({ kind: "done" });
}

async function opened(base: string, data: string | ArrayBuffer): Promise<Dataset> {
  if (typeof data !== "string") return readDataset("own", new Uint8Array(data));
  return loadDataset(data, async (path) => {
    const answer = await fetch(new URL(path, base)).catch(() => null);
    if (answer === null || !answer.ok)
      throw new LabError("lost", "the pictures could not be loaded; check the connection");
    return new Uint8Array(await answer.arrayBuffer());
  });
}
