/**
 * The WebGPU backend. `createWebGpu()` opens the browser's GPU; a device may be handed in (Node,
 * tests).
 *
 * Rejects with "unsupported" and the reason when there is no usable GPU.
 */
import { LabError } from "../../core/errors";
import type { Program } from "../../graph/program";
import type { Backend, Executable } from "../backend";
import { type Counters, noCounts } from "./counters";
import { openDevice } from "./device";
import { compileProgram, type Host } from "./executable";
import { Pipelines } from "./pipelines";

export interface WebGpuBackend extends Backend {
  readonly name: "webgpu";
  readonly counters: Readonly<Counters>;
  readonly software: boolean;
}

export interface WebGpuOptions {
  readonly device?: GPUDevice;
  /** Most bytes that all live networks may hold together. */
  readonly budgetBytes?: number;
  /**
   * Choose kernels as for a software adapter (true) or a real GPU (false) whatever the adapter
   * says; for tests.
   */
  readonly software?: boolean;
  /** False: without the kernels that need subgroups; for tests. */
  readonly quads?: boolean;
  /**
   * Smaller buffers than the device allows; for tests, because a device cannot be asked for less
   * than the default.
   */
  readonly limits?: Host["limits"];
}

const DEFAULT_BUDGET = 1024 * 2 ** 20;

export async function createWebGpu(options: WebGpuOptions = {}): Promise<WebGpuBackend> {
  const opened = await openDevice(options.device);
  const software = options.software ?? opened.software;
  const open = { ...opened, software, quads: software && opened.quads && options.quads !== false };
  const counters = noCounts();
  const live = new Set<Executable>();
  const budget = options.budgetBytes ?? DEFAULT_BUDGET;
  const { maxBufferSize: buffer, maxStorageBufferBindingSize: binding } = open.device.limits;
  const host: Host = {
    open,
    counters,
    limits: options.limits ?? { buffer, binding },
    pipelines: new Pipelines(open, counters),
    room: () => budget - counters.bytes,
  };
  return {
    name: "webgpu",
    description: open.description,
    software: open.software,
    lost: open.lost,
    counters,
    async compile(program: Program): Promise<Executable> {
      const fault = open.fault();
      if (fault !== null) throw new LabError("lost", `The GPU was lost (${fault}).`);
      let executable: Executable | null = null;
      executable = await compileProgram(host, program, () => {
        if (executable !== null) live.delete(executable);
      });
      live.add(executable);
      return executable;
    },
    bytesInUse: () => counters.bytes,
    dispose() {
      for (const executable of live) executable.free();
      if (options.device === undefined) open.device.destroy();
    },
  };
}
