/**
 * TensorFlow.js 4.22 (NHWC, its fastest layout). Its WASM backend ships no filter gradient; it gets
 * one here from its own kernels, the fastest that was found: a convolution of the input with dy,
 * batch and channels changing places.
 */
import "@tensorflow/tfjs-backend-cpu";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import wasmSimd from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import wasmThreaded from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url";
import wasmPlain from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url";
import type { LayerSpec, NetworkSpec } from "../../engine/graph/spec";
import type { Contestant, ConvWork, ForwardWork, Numbers, Session, TrainWork } from "./contract";
import { folded } from "./folded";
import { conv2d, run, type Variables } from "./tfjs-layers";

export function tfjs(backend: "cpu" | "wasm" | "webgpu", threads: number): Contestant {
  return {
    name: "TensorFlow.js",
    backend,
    refuses: () => null,
    async prepare(work) {
      setWasmPaths({
        "tfjs-backend-wasm.wasm": wasmPlain,
        "tfjs-backend-wasm-simd.wasm": wasmSimd,
        "tfjs-backend-wasm-threaded-simd.wasm": wasmThreaded,
      });
      setThreadsCount(threads);
      if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no ${backend} here`);
      await tf.ready();
      if (work.kind === "conv") return conv(work, backend);
      return work.kind === "train" ? train(work, backend) : forward(work, backend);
    },
  };
}

function train(work: TrainWork, backend: string): Session {
  const variables = load(work.parameters);
  const x = nhwc(work.x);
  const labels = tf.oneHot(tf.tensor1d(work.labels, "int32"), 10).toFloat();
  const optimiser = tf.train.momentum(work.learningRate, work.momentum);
  let loss: tf.Scalar = tf.scalar(0);
  return {
    launch() {
      loss.dispose();
      const next = optimiser.minimize(
        () => {
          const logits = run(work.spec, variables, x, backend);
          return tf.neg(
            tf.mean(tf.sum(tf.mul(labels, tf.logSoftmax(logits as tf.Tensor2D)), 1)),
          ) as tf.Scalar;
        },
        true,
        [...variables.values()].filter((variable) => variable.trainable),
      );
      if (next === null) throw new Error("no loss");
      loss = next;
      flush(backend);
    },
    finish: () => finished(backend),
    result: async () => (await loss.data()) as Float32Array,
    free: () => tf.disposeVariables(),
  };
}

function forward(work: ForwardWork, backend: string): Session {
  const { spec, parameters } = folded(work.spec, work.parameters);
  const variables = load(parameters);
  const x = nhwc(work.x);
  const fusing = withRelu(spec);
  let y: tf.Tensor = tf.scalar(0);
  return {
    launch() {
      y.dispose();
      y = tf.tidy(() => run(fusing, variables, x, backend));
      flush(backend);
    },
    finish: () => finished(backend),
    result: async () => (await y.data()) as Float32Array,
    free: () => tf.disposeVariables(),
  };
}

function conv(work: ConvWork, backend: string): Session {
  const x = nhwc(work.x) as tf.Tensor4D;
  const w = tf.transpose(
    tf.tensor4d(work.w.data, work.w.shape as [number, number, number, number]),
    [2, 3, 1, 0],
  ) as tf.Tensor4D;
  const dy = nhwc(work.dy) as tf.Tensor4D;
  let out: tf.Tensor[] = [];
  return {
    launch() {
      tf.dispose(out);
      out = tf.tidy(() => {
        if (!work.gradients) return [tf.conv2d(x, w, 1, work.padding)];
        const both = tf.grads((a: tf.Tensor, b: tf.Tensor) =>
          conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, work.padding, backend),
        );
        return both([x, w], dy);
      });
      flush(backend);
    },
    async finish() {
      if (!work.readBack) return finished(backend);
      if (backend === "webgpu") await Promise.all(out.map((one) => one.data()));
      else for (const one of out) one.dataSync();
    },
    async result() {
      const parts = await Promise.all(
        out.map((one, at) =>
          (at === 0 ? tf.transpose(one, [0, 3, 1, 2]) : tf.transpose(one, [3, 2, 0, 1])).data(),
        ),
      );
      return Float32Array.from(parts.flatMap((part) => [...part]));
    },
    free: () => tf.dispose([x, w, dy, ...out]),
  };
}

/**
 * Convolutions take the relu after them into themselves, where nobody else reads what they make.
 */
function withRelu(spec: NetworkSpec): NetworkSpec {
  const readers = (name: string): number =>
    spec.layers.filter((layer) => layer.inputs?.includes(name)).length;
  const layers = spec.layers.map((layer, at): LayerSpec => {
    const [before, after] = [spec.layers[at - 1], spec.layers[at + 1]];
    const follows = (one: LayerSpec | undefined, next: LayerSpec | undefined): boolean =>
      one?.op === "conv2d" &&
      next?.op === "relu" &&
      next.inputs?.[0] === one.name &&
      readers(one.name) === 1;
    if (follows(layer, after)) return { ...layer, op: "fused" };
    return follows(before, layer) ? { ...layer, op: "identity" } : layer;
  });
  return { ...spec, layers };
}

function load(parameters: Readonly<Record<string, Numbers>>): Variables {
  const variables: Variables = new Map();
  for (const [name, { shape, data }] of Object.entries(parameters)) {
    const value = tf.tensor(data, [...shape]);
    variables.set(
      name,
      tf.variable(shape.length === 4 ? tf.transpose(value, [2, 3, 1, 0]) : value),
    );
  }
  return variables;
}

function nhwc({ shape, data }: Numbers): tf.Tensor {
  const x = tf.tensor(data, [...shape]);
  return shape.length === 4 ? tf.transpose(x, [0, 2, 3, 1]) : x;
}

interface Gpu {
  readonly queue: GPUQueue;
  readonly commandEncoder: GPUCommandEncoder | null;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

/** Its WebGPU backend keeps back up to 15 dispatches. */
function flush(backend: string): void {
  if (backend !== "webgpu") return;
  const gpu = tf.backend() as unknown as Gpu;
  if (gpu.commandEncoder === null) return;
  gpu.endComputePassEncoder();
  gpu.submitQueue();
}

/** WASM and CPU are synchronous: nothing to wait for. */
async function finished(backend: string): Promise<void> {
  if (backend === "webgpu") await (tf.backend() as unknown as Gpu).queue.onSubmittedWorkDone();
}
