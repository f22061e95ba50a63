/**
 * Copies numbers out of the device, with proof that they are real.
 *
 * Every read-back carries the canary (tick.wgsl): how many submissions have run on the device. When
 * that is not the number that the host submitted, some step never happened and the read rejects
 * with "lost". A map that does not come within
 * 5 seconds after the work before it is done counts as lost too. Staging buffers are kept and
 * reused.
 */
import { LabError } from "../../core/errors";
import type { Counters } from "./counters";
import { answered } from "./device";

export interface Source {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly bytes: number;
}

const TIME_OUT_MS = 5000;
const MAP_READ = 1; // GPUMapMode.READ and GPUBufferUsage flags by value: Node has no such globals
const USAGE_MAP_READ_COPY_DST = 1 | 8;

export class Readback {
  private readonly free: GPUBuffer[] = [];
  private readonly all = new Set<GPUBuffer>();

  constructor(
    private readonly device: GPUDevice,
    private readonly counters: Counters,
  ) {}

  /** The bytes of each source, copied after everything submitted so far. Rejects with "lost". */
  async fetch(
    canary: GPUBuffer,
    expected: number,
    sources: readonly Source[],
  ): Promise<ArrayBuffer[]> {
    const offsets: number[] = [];
    let end = 16;
    for (const source of sources) {
      offsets.push(end);
      end += Math.ceil(source.bytes / 16) * 16;
    }
    const staging = this.take(end);
    this.copy(canary, sources, offsets, staging);
    await this.map(staging, end);
    const mapped = staging.getMappedRange(0, end);
    const ran = new Uint32Array(mapped, 0, 1)[0];
    const copies = sources.map((source, at) =>
      mapped.slice(offsets[at] ?? 0, (offsets[at] ?? 0) + source.bytes),
    );
    staging.unmap();
    this.free.push(staging);
    if (ran !== expected >>> 0) {
      throw new LabError(
        "lost",
        `The GPU ran ${ran} of ${expected} submissions: a step did not happen.`,
        "Continue from the last checkpoint.",
      );
    }
    return copies;
  }

  /** The canary to the front of the staging buffer, each source to its offset. */
  private copy(
    canary: GPUBuffer,
    sources: readonly Source[],
    offsets: readonly number[],
    staging: GPUBuffer,
  ): void {
    const encoder = this.device.createCommandEncoder({ label: "read back" });
    encoder.copyBufferToBuffer(canary, 0, staging, 0, 16);
    for (const [at, { buffer, offset, bytes }] of sources.entries())
      encoder.copyBufferToBuffer(buffer, offset, staging, offsets[at] ?? 0, bytes);
    this.device.queue.submit([encoder.finish()]);
    this.counters.submits++;
    this.counters.readbacks++;
  }

  private async map(staging: GPUBuffer, bytes: number): Promise<void> {
    const mapping = staging.mapAsync(MAP_READ, 0, bytes);
    mapping.catch(() => undefined); // awaited through the race below; a late rejection must not be reported as unhandled
    await answered(this.device.queue.onSubmittedWorkDone());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new LabError("lost", "The GPU did not answer within 5 seconds.")),
        TIME_OUT_MS,
      );
    });
    try {
      await Promise.race([mapping, late]);
    } catch (cause) {
      throw cause instanceof LabError
        ? cause
        : new LabError("lost", `The GPU was lost while numbers were read: ${String(cause)}`);
    } finally {
      clearTimeout(timer);
    }
  }

  private take(bytes: number): GPUBuffer {
    const fitting = this.free.findIndex((buffer) => buffer.size >= bytes);
    const reused = fitting < 0 ? undefined : this.free.splice(fitting, 1)[0];
    if (reused !== undefined) return reused;
    for (const small of this.free.splice(0)) this.drop(small);
    const rounded = Math.max(4096, 2 ** Math.ceil(Math.log2(bytes)));
    const made = this.device.createBuffer({
      label: "staging",
      size: rounded,
      usage: USAGE_MAP_READ_COPY_DST,
    });
    this.all.add(made);
    this.counters.buffers++;
    this.counters.bytes += rounded;
    return made;
  }

  private drop(buffer: GPUBuffer): void {
    this.counters.bytes -= buffer.size;
    this.all.delete(buffer);
    buffer.destroy();
  }

  dispose(): void {
    for (const buffer of this.all) this.drop(buffer);
    this.free.length = 0;
  }
}
