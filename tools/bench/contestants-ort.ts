/**
 * ONNX Runtime Web 1.30, forward only (it does not train). Weights are constants of the model, so
 * that it packs them for its kernels and folds what it can. Its `run` hands the answer back as
 * numbers; there is no cheaper wait.
 */
import type { InferenceSession, Tensor } from "onnxruntime-web";
import { networkShapes } from "../../engine/graph/shapes";
import type { NetworkSpec } from "../../engine/graph/spec";
import { exportOnnx } from "../../engine/onnx/export";
import type { Contestant, ConvWork, ForwardWork, Session, Work } from "./contract";
import { folded } from "./folded";

type Runtime = typeof import("onnxruntime-web");

export async function ort(backend: "wasm" | "webgpu", threads: number): Promise<Contestant> {
  const library = await runtime(backend, threads);
  return {
    name: "ONNX Runtime Web",
    backend,
    refuses: (work) =>
      work.kind === "train" || (work.kind === "conv" && work.gradients)
        ? "it computes no gradients"
        : null,
    async prepare(work) {
      const { spec, parameters } = modelOf(work);
      const { bytes } = exportOnnx(networkShapes(spec), new Map(Object.entries(parameters)));
      const session = await library.InferenceSession.create(bytes, {
        executionProviders: [backend],
        graphOptimizationLevel: "all",
      });
      return running(session, new library.Tensor("float32", work.x.data, work.x.shape));
    },
  };
}

async function runtime(backend: "wasm" | "webgpu", threads: number): Promise<Runtime> {
  const library: Runtime =
    backend === "wasm"
      ? await import("onnxruntime-web/wasm")
      : await import("onnxruntime-web/webgpu");
  library.env.wasm.numThreads = threads;
  library.env.logLevel = "error";
  return library;
}

function modelOf(work: Work): Pick<ForwardWork, "spec" | "parameters"> {
  if (work.kind === "conv") return { spec: convSpec(work), parameters: { "conv.w": work.w } };
  return folded(work.spec, work.parameters);
}

function convSpec({ x, w, padding }: ConvWork): NetworkSpec {
  const [, channels = 1, height = 1, width = 1] = x.shape;
  const layer = {
    name: "conv",
    op: "conv2d",
    out_channels: w.shape[0] ?? 1,
    kernel_size: 3,
    padding,
    bias: false,
  };
  return { format: 1, name: "conv", input: [channels, height, width], layers: [layer] };
}

function running(session: InferenceSession, input: Tensor): Session {
  let output: Tensor | null = null;
  return {
    async launch() {
      output = (await session.run({ input }))["output"] ?? null;
    },
    async finish() {},
    result: async () =>
      output === null ? new Float32Array(0) : ((await output.getData()) as Float32Array),
    free: () => void session.release(),
  };
}
