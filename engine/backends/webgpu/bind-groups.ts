/** Bind groups of one executable, one for each distinct list of operands and extents. */
import type { Counters } from "./counters";
import { type Pipelines, SCALARS_BINDING, SHAPE_BINDING } from "./pipelines";
import { PLACE } from "./shapes";

export class BindGroups {
  private readonly known = new Map<string, GPUBindGroup>();

  /** `uniform` holds the step's scalars, `shapes` the extents of every dispatch. */
  constructor(
    private readonly device: GPUDevice,
    private readonly counters: Counters,
    private readonly pipelines: Pipelines,
    private readonly uniform: GPUBuffer,
    private readonly shapes: GPUBuffer,
  ) {}

  of(
    label: string,
    bindings: readonly Required<GPUBufferBinding>[],
    extents: number,
  ): GPUBindGroup {
    const key = [
      extents,
      ...bindings.map((binding) => `${binding.buffer.label}@${binding.offset}+${binding.size}`),
    ].join("|");
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.counters.bindGroups++;
    const entries: GPUBindGroupEntry[] = bindings.map((resource, binding) => ({
      binding,
      resource,
    }));
    entries.push({
      binding: SCALARS_BINDING,
      resource: { buffer: this.uniform, offset: 0, size: 32 },
    });
    entries.push({
      binding: SHAPE_BINDING,
      resource: { buffer: this.shapes, offset: extents, size: PLACE },
    });
    const made = this.device.createBindGroup({
      label,
      layout: this.pipelines.layout(bindings.length),
      entries,
    });
    this.known.set(key, made);
    return made;
  }

  clear(): void {
    this.known.clear();
  }
}
