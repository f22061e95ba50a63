/**
 * jax-js 0.1.25: the whole step under `jit`. Every use of an array but the last takes a reference
 * (`.ref`). It sends its work out only when somebody waits for it, so the wait belongs to `launch`.
 */
import {
  blockUntilReady,
  defaultDevice,
  grad,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  valueAndGrad,
  type Array as Jax,
} from "@jax-js/jax";
import type { LayerSpec, NetworkSpec } from "../../engine/graph/spec";
import type { Contestant, ConvWork, ForwardWork, Numbers, Session, TrainWork } from "./contract";
import { folded } from "./folded";
import { integer, pair } from "./parameters";

type Tree = Record<string, Jax>;

export function jax(backend: "wasm" | "webgpu"): Contestant {
  return {
    name: "jax-js",
    backend,
    refuses: () => null,
    async prepare(work) {
      const available = await init(backend);
      if (!available.includes(backend)) throw new Error(`jax-js has no ${backend} here`);
      defaultDevice(backend);
      if (work.kind === "conv") return conv(work);
      return work.kind === "train" ? train(work) : forward(work);
    },
  };
}

function train(work: TrainWork): Session {
  const x = array(work.x);
  const hot = array({ shape: [work.batch, 10], data: oneHot(work.labels, 10) });
  const lossOf = (weights: Tree, images: Jax, targets: Jax): Jax =>
    np.mean(np.sum(nn.logSoftmax(run(work.spec, weights, images), 1).mul(targets), 1)).mul(-1);
  const step = jit((weights: Tree, velocity: Tree, images: Jax, targets: Jax) => {
    const [loss, gradient] = valueAndGrad(lossOf)(share(weights), images, targets) as unknown as [
      Jax,
      Tree,
    ];
    const nextVelocity = zip(velocity, gradient, (v, g) => v.mul(work.momentum).add(g));
    const next = zip(weights, share(nextVelocity), (p, v) => p.sub(v.mul(work.learningRate)));
    return [loss, next, nextVelocity] as [Jax, Tree, Tree];
  });
  let weights: Tree = Object.fromEntries(
    Object.entries(work.parameters).map(([name, value]) => [name, array(value)]),
  );
  let velocity: Tree = Object.fromEntries(
    Object.entries(work.parameters).map(([name, { shape }]) => [name, np.zeros([...shape])]),
  );
  let loss: Jax | null = null;
  return {
    async launch() {
      loss?.dispose();
      const [next, nextWeights, nextVelocity] = step(
        weights,
        velocity,
        x.ref,
        hot.ref,
      ) as unknown as [Jax, Tree, Tree];
      loss = next;
      weights = nextWeights;
      velocity = nextVelocity;
      await blockUntilReady([loss, weights] as never);
    },
    finish() {},
    result: async () =>
      loss === null ? new Float32Array(1) : ((await loss.ref.data()) as Float32Array),
    free: () => step.dispose(),
  };
}

function forward(work: ForwardWork): Session {
  const x = array(work.x);
  const { spec, parameters } = folded(work.spec, work.parameters);
  const weights: Tree = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, array(value)]),
  );
  const call = jit((given: Tree, images: Jax) => run(spec, given, images));
  let y: Jax | null = null;
  return {
    async launch() {
      y?.dispose();
      y = call(share(weights), x.ref) as unknown as Jax;
      await y.blockUntilReady();
    },
    finish() {},
    result: async () => (y === null ? new Float32Array(1) : ((await y.ref.data()) as Float32Array)),
    free: () => call.dispose(),
  };
}

function conv(work: ConvWork): Session {
  const padding: [number, number][] = [
    [work.padding, work.padding],
    [work.padding, work.padding],
  ];
  const x = array(work.x);
  const w = array(work.w);
  const dy = array(work.dy);
  const convolve = (a: Jax, b: Jax): Jax => lax.convGeneralDilated(a, b, [1, 1], padding);
  const call = jit((a: Jax, b: Jax, upstream: Jax) => {
    if (!work.gradients) return [convolve(a, b)];
    return grad((p: Jax, q: Jax, d: Jax) => np.sum(convolve(p, q).mul(d)), { argnums: [0, 1] })(
      a,
      b,
      upstream,
    ) as unknown as Jax[];
  });
  let out: Jax[] = [];
  return {
    async launch() {
      for (const one of out) one.dispose();
      out = call(x.ref, w.ref, dy.ref) as unknown as Jax[];
      if (work.readBack) await Promise.all(out.map((one) => one.ref.data()));
      else await blockUntilReady(out as never);
    },
    finish() {},
    async result() {
      const parts = await Promise.all(out.map((one) => one.ref.data()));
      return Float32Array.from(parts.flatMap((part) => [...(part as Float32Array)]));
    },
    free: () => call.dispose(),
  };
}

function run(spec: NetworkSpec, weights: Tree, x: Jax): Jax {
  const made = new Map<string, Jax>([["input", x]]);
  const uses = new Map<string, number>();
  spec.layers.forEach((layer, at) => {
    for (const name of layer.inputs ?? [
      at === 0 ? "input" : (spec.layers[at - 1]?.name ?? "input"),
    ])
      uses.set(name, (uses.get(name) ?? 0) + 1);
  });
  const take = (name: string): Jax => {
    const value = made.get(name);
    if (value === undefined) throw new Error(`no ${name}`);
    const left = (uses.get(name) ?? 1) - 1;
    uses.set(name, left);
    return left > 0 ? value.ref : value;
  };
  let last = "input";
  for (const layer of spec.layers) {
    made.set(layer.name, apply(layer, (layer.inputs ?? [last]).map(take), weights));
    last = layer.name;
  }
  return made.get(last) ?? x;
}

function apply(layer: LayerSpec, inputs: Jax[], weights: Tree): Jax {
  const x = inputs[0];
  const other = inputs[1];
  if (x === undefined) throw new Error("no input");
  const own = (slot: string): Jax => {
    const value = weights[`${layer.name}.${slot}`];
    if (value === undefined) throw new Error(`no ${layer.name}.${slot}`);
    return value;
  };
  switch (layer.op) {
    case "conv2d": {
      const p = integer(layer, "padding", 0);
      const s = integer(layer, "stride", 1);
      const y = lax.convGeneralDilated(
        x,
        own("w"),
        [s, s],
        [
          [p, p],
          [p, p],
        ],
      );
      return layer["bias"] === false ? y : y.add(own("b").reshape([1, -1, 1, 1]));
    }
    case "linear":
      return np.dot(x, own("w").transpose()).add(own("b"));
    case "relu":
      return nn.relu(x);
    case "maxpool2d": {
      const k = pair(layer, "kernel_size");
      const s = integer(layer, "stride", k[0]);
      const p = integer(layer, "padding", 0);
      const padded = p === 0 ? x : np.pad(x, { 2: [p, p], 3: [p, p] }); // zeros do: what comes before is a relu
      return lax.reduceWindow(padded, (window) => np.max(window) as Jax, k, [s, s]);
    }
    case "global_avgpool2d":
      return np.mean(x, [2, 3], { keepdims: true });
    case "flatten":
      return x.reshape([x.shape[0] ?? 1, -1]);
    case "add":
      return x.add(other ?? x.ref);
    case "batchnorm":
      return batchnorm(x, own("gamma"), own("beta"));
    case "pad_channels":
      return thinned(x, integer(layer, "stride", 1), integer(layer, "out_channels", 1));
    default:
      throw new Error(`no ${layer.op} here`);
  }
}

/** In training only: in use it is folded into the convolution. */
function batchnorm(x: Jax, gamma: Jax, beta: Jax): Jax {
  const wide = (value: Jax): Jax => value.reshape([1, -1, 1, 1]);
  const centred = x.ref.sub(np.mean(x, [0, 2, 3], { keepdims: true }));
  const variance = np.mean(np.square(centred.ref), [0, 2, 3], { keepdims: true });
  return centred.mul(wide(gamma).div(np.sqrt(variance.add(1e-5)))).add(wide(beta));
}

/**
 * Every `stride`-th pixel (it has no strided slice: a reshape and the first of each), then channels
 * of zeros in front and behind.
 */
function thinned(x: Jax, stride: number, channels: number): Jax {
  const [n = 1, c = 1, h = 1, w = 1] = x.shape;
  const thin = x
    .reshape([n, c, h / stride, stride, w / stride, stride])
    .slice([], [], [], 0, [], 0);
  const front = Math.floor((channels - c) / 2);
  return np.pad(thin, { 1: [front, channels - c - front] });
}

function array({ shape, data }: Numbers): Jax {
  return np.array(data as Float32Array<ArrayBuffer>).reshape([...shape]);
}

function share(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, value.ref]));
}

function zip(a: Tree, b: Tree, combine: (x: Jax, y: Jax) => Jax): Tree {
  return Object.fromEntries(
    Object.entries(a).map(([name, value]) => [name, combine(value, b[name] as Jax)]),
  );
}

function oneHot(labels: Int32Array, classes: number): Float32Array {
  const hot = new Float32Array(labels.length * classes);
  labels.forEach((label, at) => {
    hot[at * classes + label] = 1;
  });
  return hot;
}
