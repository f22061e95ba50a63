/**
 * Where each tensor lies on the device.
 *
 * The program plans one arena; the device allows 256 MiB a buffer and 128 MiB a binding. So the arena is cut into pages of
 * at most a buffer, at places where no tensor is cut in two. A small network is one page.
 *
 * Errors "budget": more bytes than allowed, naming the largest tensors.
 */
import { LabError } from "../../core/errors";
import { size } from "../../core/shape";
import type { Program, TensorPlan } from "../../graph/program";

/** A run of words in one buffer: everything a binding or a copy needs. */
export interface Place {
  readonly page: number;
  /** First byte in the page; a multiple of 256. */
  readonly offset: number;
  /** Bytes, at least 4: an empty tensor still has a place. */
  readonly bytes: number;
}

export interface ArenaPlan {
  /** Bytes of each page. */
  readonly pages: readonly number[];
  place(tensor: TensorPlan): Place;
}

const ALIGNMENT = 64; // words; minStorageBufferOffsetAlignment is 256 bytes

export function planArena(
  program: Program,
  limits: { readonly buffer: number; readonly binding: number; readonly total: number },
): ArenaPlan {
  const spans = cluster(program);
  const total = spans.reduce((sum, span) => sum + (span.end - span.start) * 4, 0);
  if (total > limits.total) throw tooLarge(program, total, limits.total);
  const pages: number[] = [];
  const starts = new Map<Span, { page: number; base: number }>();
  for (const span of spans) {
    const bytes = (span.end - span.start) * 4;
    if (bytes > limits.buffer) throw tooLarge(program, bytes, limits.buffer);
    const last = pages.length - 1;
    const used = pages[last];
    if (used === undefined || used + bytes > limits.buffer) {
      pages.push(bytes);
      starts.set(span, { page: pages.length - 1, base: 0 });
    } else {
      starts.set(span, { page: last, base: used });
      pages[last] = used + bytes;
    }
  }
  return { pages, place: (tensor) => locate(tensor, spans, starts) };
}

interface Span {
  readonly start: number;
  end: number;
}

/** Runs of words that tensors cover without a gap between them that no tensor crosses. */
function cluster(program: Program): Span[] {
  const sorted = program.tensors
    .map((plan) => ({ start: plan.offset, end: plan.offset + padded(plan) }))
    .toSorted((a, b) => a.start - b.start);
  const spans: Span[] = [];
  for (const range of sorted) {
    const last = spans.at(-1);
    if (last !== undefined && range.start < last.end) last.end = Math.max(last.end, range.end);
    else spans.push({ start: range.start, end: range.end });
  }
  return spans;
}

function padded(plan: TensorPlan): number {
  return Math.max(1, Math.ceil(size(plan.shape) / ALIGNMENT)) * ALIGNMENT;
}

function locate(tensor: TensorPlan, spans: readonly Span[], starts: ReadonlyMap<Span, { page: number; base: number }>): Place {
  let low = 0;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((spans[middle]?.start ?? 0) <= tensor.offset) low = middle;
    else high = middle - 1;
  }
  const span = spans[low];
  const at = span === undefined ? undefined : starts.get(span);
  if (span === undefined || at === undefined) throw new LabError("unknown-name", `there is no tensor ${tensor.name} in this program`);
  return { page: at.page, offset: at.base + (tensor.offset - span.start) * 4, bytes: Math.max(1, size(tensor.shape)) * 4 };
}

function tooLarge(program: Program, bytes: number, limit: number): LabError {
  const megabytes = (count: number): string => `${Math.ceil(count / 2 ** 20)} MB`;
  const largest = program.tensors.toSorted((a, b) => size(b.shape) - size(a.shape)).slice(0, 3);
  const named = largest.map((plan) => `${plan.name} takes ${megabytes(size(plan.shape) * 4)}`).join(", ");
  return new LabError(
    "budget",
    `${program.name} needs ${megabytes(bytes)} on the GPU, the limit is ${megabytes(limit)}; ${named}.`,
    "Use a smaller batch, fewer channels or a smaller image.",
  );
}
