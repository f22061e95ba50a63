/**
 * Compute pipelines, made asynchronously and in parallel, one per (kernel, entry point, constants),
 * kept for the device.
 *
 * A second network with the same layer shapes therefore compiles nothing. Layouts are explicit:
 * `count` writable storage buffers at 0 …, the step's numbers at 8, extents at 9; so kernels that
 * bind the same number of tensors share one layout.
 */
import { LabError } from "../../core/errors";
import type { Counters } from "./counters";
import { lostBy, type OpenDevice } from "./device";
import type { Dispatch } from "./kernel";
import common from "./common.wgsl?raw";

export const SCALARS_BINDING = 8;
export const SHAPE_BINDING = 9;

export class Pipelines {
  private readonly modules = new Map<string, GPUShaderModule>();
  private readonly layouts = new Map<number, GPUBindGroupLayout>();
  private readonly ready = new Map<string, Promise<GPUComputePipeline>>();

  private readonly device: GPUDevice;

  constructor(
    private readonly open: OpenDevice,
    private readonly counters: Counters,
  ) {
    this.device = open.device;
  }

  layout(count: number): GPUBindGroupLayout {
    const known = this.layouts.get(count);
    if (known !== undefined) return known;
    const visibility = 4; // GPUShaderStage.COMPUTE; the constant is not a global in Node
    const entries: GPUBindGroupLayoutEntry[] = Array.from({ length: count }, (_, binding) => ({
      binding,
      visibility,
      buffer: { type: "storage" },
    }));
    entries.push({ binding: SCALARS_BINDING, visibility, buffer: { type: "uniform" } });
    entries.push({ binding: SHAPE_BINDING, visibility, buffer: { type: "uniform" } });
    const made = this.device.createBindGroupLayout({ label: `${count} tensors`, entries });
    this.layouts.set(count, made);
    return made;
  }

  /**
   * Rejects with "lost", and with "unsupported" when the kernel does not compile, with the
   * compiler's words.
   */
  get(dispatch: Dispatch): Promise<GPUComputePipeline> {
    const key = keyOf(dispatch);
    const known = this.ready.get(key);
    if (known !== undefined) return known;
    const made = this.create(dispatch);
    this.ready.set(key, made);
    return made;
  }

  private async create(dispatch: Dispatch): Promise<GPUComputePipeline> {
    this.counters.pipelines++;
    const layout = this.device.createPipelineLayout({
      bindGroupLayouts: [this.layout(dispatch.operands.length)],
    });
    const module = this.module(dispatch);
    try {
      return await this.device.createComputePipelineAsync({
        label: dispatch.name,
        layout,
        compute: { module, entryPoint: dispatch.entry, constants: { ...dispatch.constants } },
      });
    } catch (cause) {
      const fault = await lostBy(this.open);
      if (fault !== null) throw new LabError("lost", `The GPU was lost (${fault}).`);
      const info = await module.getCompilationInfo().catch(() => null);
      const first = info?.messages.find((message) => message.type === "error");
      const where = first === undefined ? String(cause) : `line ${first.lineNum}: ${first.message}`;
      throw new LabError(
        "unsupported",
        `The kernel ${dispatch.name} did not compile on this device (${where}).`,
      );
    }
  }

  private module(dispatch: Dispatch): GPUShaderModule {
    const known = this.modules.get(dispatch.name);
    if (known !== undefined) return known;
    const made = this.device.createShaderModule({
      label: dispatch.name,
      code: `${dispatch.source}\n${common}`,
    });
    this.modules.set(dispatch.name, made);
    return made;
  }
}

function keyOf(dispatch: Dispatch): string {
  const constants = Object.keys(dispatch.constants)
    .toSorted()
    .map((name) => `${name}=${dispatch.constants[name]}`);
  return `${dispatch.name}|${dispatch.entry}|${constants.join(",")}`;
}
