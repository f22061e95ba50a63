/**
 * The one linear memory and who has which part of it: first-fit regions of whole 256 bytes, merged
 * when freed. Grows as needed up to a budget; refuses with LabError "budget" before anything is
 * allocated.
 */
import { LabError } from "../../core/errors";

const PAGE = 65536;

interface Region {
  start: number;
  bytes: number;
}

export class LinearMemory {
  private readonly free: Region[] = [];
  private readonly live = new Map<number, number>();
  private end: number;
  private words32 = new Float32Array(0);
  private integers = new Int32Array(0);
  private words64 = new Float64Array(0);

  constructor(
    private readonly memory: WebAssembly.Memory,
    start: number,
    private readonly budget: number,
  ) {
    this.end = roundUp(start, 256);
  }

  /** The memory as f32; a new view after the memory has grown, so never keep it. */
  get floats(): Float32Array {
    if (this.words32.buffer !== this.memory.buffer)
      this.words32 = new Float32Array(this.memory.buffer);
    return this.words32;
  }

  get ints(): Int32Array {
    if (this.integers.buffer !== this.memory.buffer)
      this.integers = new Int32Array(this.memory.buffer);
    return this.integers;
  }

  get doubles(): Float64Array {
    if (this.words64.buffer !== this.memory.buffer)
      this.words64 = new Float64Array(this.memory.buffer);
    return this.words64;
  }

  get used(): number {
    let total = 0;
    for (const bytes of this.live.values()) total += bytes;
    return total;
  }

  /** A zeroed region. Throws "budget". */
  allocate(bytes: number, what: string): number {
    const wanted = roundUp(Math.max(bytes, 256), 256);
    if (this.used + wanted > this.budget) throw this.refuse(wanted, what);
    const start = this.reuse(wanted) ?? this.extend(wanted, what);
    this.live.set(start, wanted);
    this.ints.fill(0, start / 4, (start + wanted) / 4);
    return start;
  }

  /** A region for the backend itself, for ever: not counted as used. */
  reserve(bytes: number): number {
    const start = this.allocate(bytes, "the engine");
    this.live.delete(start);
    return start;
  }

  release(start: number): void {
    const bytes = this.live.get(start);
    if (bytes === undefined) return;
    this.live.delete(start);
    this.free.push({ start, bytes });
    this.merge();
  }

  private reuse(bytes: number): number | null {
    const at = this.free.findIndex((region) => region.bytes >= bytes);
    const region = this.free[at];
    if (region === undefined) return null;
    const { start } = region;
    region.start += bytes;
    region.bytes -= bytes;
    if (region.bytes === 0) this.free.splice(at, 1);
    return start;
  }

  private extend(bytes: number, what: string): number {
    const start = this.end;
    const missing = start + bytes + PAGE - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / PAGE));
      } catch {
        throw this.refuse(bytes, what);
      }
    }
    this.end += bytes;
    return start;
  }

  /** Joins neighbours and gives the last one back to the open end. */
  private merge(): void {
    this.free.sort((a, b) => a.start - b.start);
    for (let at = this.free.length - 1; at > 0; at--) {
      const [before, after] = [this.free[at - 1], this.free[at]];
      if (
        before === undefined ||
        after === undefined ||
        before.start + before.bytes !== after.start
      )
        continue;
      before.bytes += after.bytes;
      this.free.splice(at, 1);
    }
    const last = this.free.at(-1);
    if (last === undefined || last.start + last.bytes !== this.end) return;
    this.end = last.start;
    this.free.pop();
  }

  private refuse(bytes: number, what: string): LabError {
    const inUse = this.used > 0 ? ` beside the ${megabytes(this.used)} in use` : "";
    return new LabError(
      "budget",
      `${what} needs ${megabytes(bytes)}${inUse}, the limit is ${megabytes(this.budget)}`,
      "Use a smaller batch, smaller images or fewer channels, or close another experiment.",
    );
  }
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.ceil(bytes / 1e6)} MB`;
}
