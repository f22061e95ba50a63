/**
 * TensorFlow.js 4.22 (NHWC, its fastest layout). Its WASM backend ships no filter gradient; it gets one here from its own
 * kernels, the fastest that was found: a convolution of the input with dy, batch and channels changing places.
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
import { integer, pair } from "./parameters";

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

type Variables = Map<string, tf.Variable>;

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
          return tf.neg(tf.mean(tf.sum(tf.mul(labels, tf.logSoftmax(logits as tf.Tensor2D)), 1))) as tf.Scalar;
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
  const w = tf.transpose(tf.tensor4d(work.w.data, work.w.shape as [number, number, number, number]), [2, 3, 1, 0]) as tf.Tensor4D;
  const dy = nhwc(work.dy) as tf.Tensor4D;
  let out: tf.Tensor[] = [];
  return {
    launch() {
      tf.dispose(out);
      out = tf.tidy(() => {
        if (!work.gradients) return [tf.conv2d(x, w, 1, work.padding)];
        const both = tf.grads((a: tf.Tensor, b: tf.Tensor) => conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, work.padding, backend));
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
        out.map((one, at) => (at === 0 ? tf.transpose(one, [0, 3, 1, 2]) : tf.transpose(one, [3, 2, 0, 1])).data()),
      );
      return Float32Array.from(parts.flatMap((part) => [...part]));
    },
    free: () => tf.dispose([x, w, dy, ...out]),
  };
}

/** Every `stride`-th pixel, then channels of zeros in front and behind. Its strided slice has no gradient: two slices of matrices do the same. */
function thinned(x: tf.Tensor4D, stride: number, channels: number): tf.Tensor4D {
  const [n, h, w, c] = x.shape;
  const rows = tf.slice2d(tf.reshape(x, [(n * h) / stride, stride * w * c]), [0, 0], [-1, w * c]);
  const pixels = tf.slice2d(tf.reshape(rows, [(n * h * w) / stride ** 2, stride * c]), [0, 0], [-1, c]);
  const front = Math.floor((channels - c) / 2);
  const wide = tf.pad2d(pixels, [
    [0, 0],
    [front, channels - c - front],
  ]);
  return tf.reshape(wide, [n, h / stride, w / stride, channels]);
}

/** Convolutions take the relu after them into themselves, where nobody else reads what they make. */
function withRelu(spec: NetworkSpec): NetworkSpec {
  const readers = (name: string): number => spec.layers.filter((layer) => layer.inputs?.includes(name)).length;
  const layers = spec.layers.map((layer, at): LayerSpec => {
    const [before, after] = [spec.layers[at - 1], spec.layers[at + 1]];
    const follows = (one: LayerSpec | undefined, next: LayerSpec | undefined): boolean =>
      one?.op === "conv2d" && next?.op === "relu" && next.inputs?.[0] === one.name && readers(one.name) === 1;
    if (follows(layer, after)) return { ...layer, op: "fused" };
    return follows(before, layer) ? { ...layer, op: "identity" } : layer;
  });
  return { ...spec, layers };
}

/** Interprets a spec. Attributes as in PyTorch. */
function run(spec: NetworkSpec, variables: Variables, x: tf.Tensor, backend: string): tf.Tensor {
  const made = new Map<string, tf.Tensor>([["input", x]]);
  let last = "input";
  for (const layer of spec.layers) {
    const inputs = (layer.inputs ?? [last]).map((name) => made.get(name) ?? x);
    made.set(layer.name, apply(layer, inputs, variables, backend));
    last = layer.name;
  }
  return made.get(last) ?? x;
}

function apply(layer: LayerSpec, inputs: tf.Tensor[], variables: Variables, backend: string): tf.Tensor {
  const x = inputs[0] as tf.Tensor4D;
  const own = (slot: string): tf.Tensor | undefined => variables.get(`${layer.name}.${slot}`);
  switch (layer.op) {
    case "conv2d": {
      const y = conv2d(x, own("w") as tf.Tensor4D, integer(layer, "stride", 1), integer(layer, "padding", 0), backend);
      const bias = own("b");
      return bias === undefined ? y : tf.add(y, bias);
    }
    case "fused": {
      const filter = own("w") as tf.Tensor4D;
      const [strides, pad] = [integer(layer, "stride", 1), integer(layer, "padding", 0)];
      return tf.fused.conv2d({ x, filter, strides, pad, bias: own("b") as tf.Tensor1D | undefined, activation: "relu" });
    }
    case "identity":
      return x;
    case "linear":
      return tf.add(tf.matMul(x as unknown as tf.Tensor2D, own("w") as tf.Tensor2D, false, true), own("b") ?? tf.scalar(0));
    case "batchnorm":
      return batchnorm(x, own("gamma"), own("beta"));
    case "relu":
      return tf.relu(x);
    case "maxpool2d":
      return tf.maxPool(
        x,
        pair(layer, "kernel_size"),
        integer(layer, "stride", pair(layer, "kernel_size")[0]),
        integer(layer, "padding", 0),
      );
    case "global_avgpool2d":
      return tf.mean(x, [1, 2], true);
    case "flatten":
      return tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [x.shape[0], -1]);
    case "add":
      return tf.add(x, inputs[1] ?? x);
    case "pad_channels":
      return thinned(x, integer(layer, "stride", 1), integer(layer, "out_channels", 1));
    default:
      throw new Error(`no ${layer.op} here`);
  }
}

/** In training only: in use it is folded into the convolution. */
function batchnorm(x: tf.Tensor4D, gamma: tf.Tensor | undefined, beta: tf.Tensor | undefined): tf.Tensor {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  return tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, beta as tf.Tensor1D, gamma as tf.Tensor1D, 1e-5);
}

/** Convolution whose filter gradient works on the WASM backend too. */
function conv2d(x: tf.Tensor4D, w: tf.Tensor4D, stride: number, padding: number, backend: string): tf.Tensor4D {
  if (backend !== "wasm") return tf.conv2d(x, w, stride, padding);
  return tf.customGrad((...given) => {
    const [a, b, save] = given as unknown as [tf.Tensor4D, tf.Tensor4D, (kept: tf.Tensor[]) => void];
    save([a, b]);
    return {
      value: tf.conv2d(a, b, stride, padding),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [input, filter] = saved as [tf.Tensor4D, tf.Tensor4D];
        return [
          tf.conv2dTranspose(dy as tf.Tensor4D, filter, input.shape, stride, padding),
          filterGradient(input, filter.shape, dy as tf.Tensor4D, stride, padding),
        ];
      },
    };
  })(x, w) as tf.Tensor4D;
}

/** dw as a convolution of the input with dy, batch and channels changing places; a stride becomes dy's dilation. */
function filterGradient(x: tf.Tensor4D, shape: number[], dy: tf.Tensor4D, stride: number, padding: number): tf.Tensor4D {
  const [kh = 1, kw = 1] = shape;
  const images = tf.transpose(x, [3, 1, 2, 0]);
  const filter = tf.transpose(dy, [1, 2, 0, 3]);
  const padded =
    padding === 0
      ? images
      : tf.pad4d(images, [
          [0, 0],
          [padding, padding],
          [padding, padding],
          [0, 0],
        ]);
  const wide = tf.conv2d(padded as tf.Tensor4D, filter as tf.Tensor4D, 1, "valid", "NHWC", stride);
  const [channels = 1, , , out = 1] = wide.shape;
  return tf.transpose(tf.slice4d(wide, [0, 0, 0, 0], [channels, kh, kw, out]), [1, 2, 0, 3]) as tf.Tensor4D;
}

function load(parameters: Readonly<Record<string, Numbers>>): Variables {
  const variables: Variables = new Map();
  for (const [name, { shape, data }] of Object.entries(parameters)) {
    const value = tf.tensor(data, [...shape]);
    variables.set(name, tf.variable(shape.length === 4 ? tf.transpose(value, [2, 3, 1, 0]) : value));
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
