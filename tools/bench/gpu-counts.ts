/**
 * Counts what a contestant asks of the GPU, by wrapping the browser's own functions before any
 * contestant is loaded: the same count for everybody, whatever they say of themselves. Bytes are
 * those of live buffers; a buffer counts until it is destroyed.
 */
export type GpuCounts = Record<
  "submits" | "passes" | "dispatches" | "bindGroups" | "buffers" | "pipelines" | "maps" | "writes",
  number
>;

const none = (): GpuCounts => ({
  submits: 0,
  passes: 0,
  dispatches: 0,
  bindGroups: 0,
  buffers: 0,
  pipelines: 0,
  maps: 0,
  writes: 0,
});

let counts = none();
let bytes = 0;
let peak = 0;
let used = false;
const sizes = new WeakMap<object, number>();

export function startCounting(): void {
  counts = none();
}

/** Null when no GPU was touched since the worker started. */
export function counted(): Readonly<GpuCounts & { peakMegabytes: number }> | null {
  return used ? { ...counts, peakMegabytes: Math.round(peak / 2 ** 20) } : null;
}

export function watchGpu(): void {
  if (typeof GPUDevice === "undefined") return;
  watch(GPUQueue.prototype, "submit", "submits");
  watch(GPUQueue.prototype, "writeBuffer", "writes");
  watch(GPUCommandEncoder.prototype, "beginComputePass", "passes");
  watch(GPUComputePassEncoder.prototype, "dispatchWorkgroups", "dispatches");
  watch(GPUComputePassEncoder.prototype, "dispatchWorkgroupsIndirect", "dispatches");
  watch(GPUDevice.prototype, "createBindGroup", "bindGroups");
  watch(GPUDevice.prototype, "createComputePipeline", "pipelines");
  watch(GPUDevice.prototype, "createComputePipelineAsync", "pipelines");
  watch(GPUBuffer.prototype, "mapAsync", "maps");
  watch(GPUDevice.prototype, "createBuffer", "buffers", (made, [descriptor]) => {
    const { size } = descriptor as GPUBufferDescriptor;
    sizes.set(made as object, size);
    bytes += size;
    peak = Math.max(peak, bytes);
  });
  const destroy = Reflect.get(GPUBuffer.prototype, "destroy") as () => undefined;
  GPUBuffer.prototype.destroy = function (this: GPUBuffer): undefined {
    bytes -= sizes.get(this) ?? 0;
    sizes.delete(this);
    return destroy.call(this);
  };
}

function watch(
  prototype: object,
  name: string,
  count: keyof GpuCounts,
  then?: (made: unknown, given: unknown[]) => void,
): void {
  const own = Reflect.get(prototype, name) as (...given: unknown[]) => unknown;
  Reflect.set(prototype, name, function (this: unknown, ...given: unknown[]): unknown {
    used = true;
    counts[count]++;
    const made = own.apply(this, given);
    then?.(made, given);
    return made;
  });
}
