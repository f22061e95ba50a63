/**
 * One pass of a network over a picture, in a worker of its own: how far it is, and then every
 * number. Another pass, or leaving the page, ends it.
 */
import { useState } from "react";
import { tensor, type Tensor } from "../../../engine/core/tensor";
import { deviceNumbers } from "../../../engine/explain/device";
import { type Numbers, splitName, layerOf } from "../../../engine/explain/numbers";
import { networkShapes, type NetworkShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { seeded, seededTensor } from "../../../engine/train/seeded-pass";
import type { Weights } from "../../../engine/train/weights";
import { type Hearing, type OwnWorker, useOwnWorker } from "../../shell/begin-worker";
import type { Failed } from "../answering";
import type { WorkerBackend } from "../start-backend";
import type { PassReply, PassRequest } from "./pass-worker";
import workerUrl from "./pass-worker.ts?worker&url";

interface PassOrder {
  readonly spec: NetworkSpec;
  /** A seed, or those of a file. */
  readonly weights: number | Weights;
  readonly input: Float32Array;
  readonly backend: WorkerBackend;
}

export type Pass =
  | { readonly kind: "none" }
  | { readonly kind: "running"; readonly done: number; readonly of: number }
  | {
      readonly kind: "done";
      readonly order: PassOrder;
      readonly milliseconds: number;
      readonly on: string;
      readonly numbers: Numbers;
    }
  | Failed;

export interface PassControl {
  readonly pass: Pass;
  readonly start: (order: PassOrder) => void;
  readonly stop: () => void;
}

export function usePass(): PassControl {
  const [pass, setPass] = useState<Pass>({ kind: "none" });
  const worker = useOwnWorker<PassRequest, PassReply>(workerUrl, "pass");
  const start = (order: PassOrder): void => {
    setPass({ kind: "running", done: 0, of: 1 });
    worker.begin(answersTo(order, worker, setPass));
    worker.ask({ kind: "run", ...order });
  };
  const stop = (): void => {
    worker.end();
    setPass({ kind: "none" });
  };
  return { pass, start, stop };
}

interface Waiting {
  resolve(data: Float32Array): void;
  reject(problem: Error): void;
}

/** What is done with each reply of the worker. */
function answersTo(
  order: PassOrder,
  worker: OwnWorker<PassRequest, PassReply>,
  set: (pass: Pass) => void,
): Hearing<PassReply> {
  const waiting = new Map<string, Waiting>();
  const read = (name: string): Promise<Float32Array> =>
    new Promise((resolve, reject) => {
      waiting.set(name, { resolve, reject });
      worker.ask({ kind: "read", tensor: name });
    });
  const settle = (name: string, how: (one: Waiting) => void): void => {
    const one = waiting.get(name);
    waiting.delete(name);
    if (one !== undefined) how(one);
  };
  const fail = (why: string): void => {
    worker.end();
    set({ kind: "failed", why });
  };
  const hear = (reply: PassReply): void => {
    if (reply.kind === "progress") set({ ...reply, kind: "running" });
    else if (reply.kind === "tensor") settle(reply.tensor, (one) => one.resolve(reply.data));
    else if (reply.kind === "done") set(finished(order, reply, read));
    else if (reply.tensor !== undefined)
      settle(reply.tensor, (one) => one.reject(new Error(reply.why)));
    else fail(reply.why);
  };
  return { hear, fail };
}

function finished(
  order: PassOrder,
  { milliseconds, on }: Extract<PassReply, { kind: "done" }>,
  read: (name: string) => Promise<Float32Array>,
): Pass {
  const network = networkShapes(seeded(order.spec));
  const numbers = deviceNumbers({
    network,
    tensors: { input: tensor([1, ...order.spec.input], order.input) },
    fetch: (name) => numberOf(network, order.weights, name, read),
    provenance: { kind: "device", backend: order.backend, description: on, run: "pass", step: 1 },
  });
  return { kind: "done", order, milliseconds, on, numbers };
}

/** Weights are known here, outputs come from the worker. */
async function numberOf(
  network: NetworkShapes,
  weights: number | Weights,
  name: string,
  read: (name: string) => Promise<Float32Array>,
): Promise<Tensor> {
  const [owner, slot] = splitName(network, name);
  const layer = layerOf(network, owner);
  if (slot === "y") return tensor([1, ...layer.shape], await read(name));
  if (typeof weights === "number") return seededTensor(layer, slot, weights);
  const shape = { ...layer.parameters, ...layer.buffers }[slot] ?? [];
  return tensor(shape, weights.get(name) ?? new Float32Array(0));
}
