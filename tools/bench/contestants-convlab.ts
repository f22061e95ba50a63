/**
 * This engine: one compiled program, one backend. On the processor `run` is synchronous work; on
 * the GPU the wait is a read-back of the canary alone (readback.ts), the cheapest proof that the
 * step happened.
 */
import { compile, type CompileOptions } from "../../engine/graph/compile";
import type { Backend, Executable } from "../../engine/backends/backend";
import type { Program, StepScalars, TensorPlan } from "../../engine/graph/program";
import { createWasm } from "../../engine/backends/wasm";
import { createWebGpu } from "../../engine/backends/webgpu";
import { conv2d } from "../../engine/ops/conv2d/conv2d";
import { drawOf } from "../../engine/train/initialisers";
import type { Contestant, ConvWork, ForwardWork, Session, TrainWork } from "./contract";

const BUDGET = 3 * 2 ** 30;

/** `device`: where the GPU comes from outside a browser. */
export function convlab(
  name: "wasm" | "webgpu",
  threads: number,
  device?: () => Promise<GPUDevice>,
): Contestant {
  return {
    name: "ConvLab",
    backend: name,
    refuses: () => null,
    async prepare(work) {
      const given = device === undefined ? {} : { device: await device() };
      const backend: Backend =
        name === "wasm" ? await createWasm({ threads }) : await createWebGpu(given);
      if (work.kind === "conv") return conv(work, backend);
      return work.kind === "train" ? train(work, backend) : forward(work, backend);
    },
  };
}

async function train(work: TrainWork, backend: Backend): Promise<Session> {
  const { program, heads } = compile(work.spec, {
    batch: work.batch,
    forward: false,
    training: { loss: "cross_entropy", optimiser: { kind: "sgd", momentum: work.momentum } },
    budget: BUDGET,
  });
  const executable = await backend.compile(program);
  load(executable, work.parameters);
  executable.write("input", work.x.data);
  executable.write("labels", work.labels);
  return session(backend, executable, {
    phase: "train",
    results: [`${heads[0]?.name ?? "loss"}`],
    learningRate: work.learningRate,
  });
}

async function forward(work: ForwardWork, backend: Backend): Promise<Session> {
  const { seed } = work;
  const drawn: CompileOptions["drawn"] =
    seed === undefined ? undefined : (layer, slot) => drawOf(layer, slot, seed);
  const { program, network } = compile(work.spec, {
    batch: work.batch,
    budget: BUDGET,
    ...(drawn === undefined ? {} : { drawn }),
  });
  const executable = await backend.compile(program);
  load(executable, work.parameters);
  for (const { name, kind, shape } of program.tensors) {
    if (kind === "buffer" && name.endsWith(".running_var"))
      executable.write(name, new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1));
  }
  executable.write("input", work.x.data);
  return session(backend, executable, { phase: "forward", results: [`${network.output.name}.y`] });
}

async function conv(work: ConvWork, backend: Backend): Promise<Session> {
  const executable = await backend.compile(convProgram(work));
  executable.write("x", work.x.data);
  executable.write("w", work.w.data);
  executable.write("dy", work.dy.data);
  const results = work.gradients ? ["dx", "dw"] : ["y"];
  return session(backend, executable, { phase: "forward", results, readBack: work.readBack });
}

function convProgram(work: ConvWork): Program {
  const attributes = conv2d.normalise({
    out_channels: work.w.shape[0] ?? 1,
    kernel_size: 3,
    padding: work.padding,
    bias: false,
  });
  const shapes = {
    x: work.x.shape,
    w: work.w.shape,
    dy: work.dy.shape,
    ...(work.gradients ? { dx: work.x.shape, dw: work.w.shape } : { y: work.dy.shape }),
  };
  let words = 0;
  const tensors = Object.entries(shapes).map(([name, shape], id): TensorPlan => {
    const offset = words;
    words += Math.ceil(shape.reduce((a, b) => a * b, 1) / 64) * 64;
    return { id, name, shape, kind: name in work ? "input" : "result", offset, integer: false };
  });
  const ids = Object.fromEntries(tensors.map(({ name, id }) => [name, id]));
  const used = work.gradients ? ["x", "w", "dy", "dx", "dw"] : ["x", "w", "y"];
  const call = {
    op: "conv2d",
    pass: work.gradients ? "backward" : "forward",
    node: "conv",
    tensors: Object.fromEntries(used.map((name) => [name, ids[name] ?? 0])),
    attributes,
  } as const;
  return {
    name: "conv",
    batch: work.x.shape[0] ?? 1,
    tensors,
    phases: { forward: [call] },
    words,
    parameters: { offset: 0, words: 0 },
    gradients: { offset: 0, words: 0 },
  };
}

function load(executable: Executable, parameters: TrainWork["parameters"]): void {
  for (const [name, { data }] of Object.entries(parameters)) executable.write(name, data);
}

interface Plan {
  readonly phase: "train" | "forward";
  readonly results: readonly string[];
  readonly learningRate?: number;
  readonly readBack?: boolean;
}

function session(
  backend: Backend,
  executable: Executable,
  { phase, results, learningRate = 0, readBack = false }: Plan,
): Session {
  let step = 0;
  return {
    launch() {
      step++;
      const scalars: StepScalars = {
        step,
        learningRate,
        correction1: 1,
        correction2: 1,
        seed: step,
      };
      return executable.run(phase, scalars);
    },
    async finish() {
      if (readBack) await executable.read(results);
      else if (backend.name === "webgpu") await executable.read([]);
    },
    async result() {
      const read = await executable.read(results);
      return Float32Array.from(results.flatMap((name) => [...(read.get(name) ?? [])]));
    },
    free() {
      executable.free();
      backend.dispose();
    },
  };
}
