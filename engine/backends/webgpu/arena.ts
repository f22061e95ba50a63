/**
 * Where each word of a program's arena lies on the device.
 *
 * The program plans one arena; a device allows as little as 256 MiB a buffer and 128 MiB a binding.
 * So the arena is cut into pages of at most a buffer, at places where nothing that a kernel binds
 * is cut in two. A tensor that kernels take in parts may lie on several pages: it is written and
 * read piece by piece. A small network is one page.
 *
 * Errors "budget": more bytes than allowed, naming the largest tensors.
 */
import { LabError } from "../../core/errors";
import { size } from "../../core/shape";
import type { Program, TensorPlan } from "../../graph/program";
import type { Range } from "./schedule";

/** A run of words in one buffer: everything a binding or a copy needs. */
interface Place {
  readonly page: number;
  /** First byte in the page; for a binding a multiple of 256. */
  readonly offset: number;
  readonly bytes: number;
}

export interface ArenaPlan {
  /** Bytes of each page. */
  readonly pages: readonly number[];
  /** The place of words that a kernel binds: never in two pages. */
  place(range: Range): Place;
  /** The places of a tensor's words, in order; one, except for what kernels take in parts. */
  pieces(tensor: TensorPlan): readonly Place[];
}

const ALIGNMENT = 64; // words; minStorageBufferOffsetAlignment is 256 bytes

/**
 * The same program, in which tensors of one call that are larger than a binding (weights that the
 * device draws) share no words: they are bound in parts, and what lay across two parts would keep
 * the arena from being cut there.
 */
export function apart(program: Program, largest: number): Program {
  const isLarge = ({ kind, shape }: TensorPlan): boolean =>
    kind === "scratch" && size(shape) > largest;
  const large = program.tensors.filter(isLarge);
  if (large.length === 0) return program;
  const rest = program.tensors.filter((plan) => !isLarge(plan));
  const spans = whole(
    rest.map(({ offset, shape }) => ({ from: offset, to: offset + Math.max(1, size(shape)) })),
  );
  const starts: number[] = [];
  let words = 0;
  for (const { from, to } of spans) {
    starts.push(words);
    words += to - from;
  }
  const moved = rest.map((plan) => {
    const at = spans.findLastIndex(({ from }) => from <= plan.offset);
    return { ...plan, offset: (starts[at] ?? 0) + plan.offset - (spans[at]?.from ?? 0) };
  });
  for (const plan of large) {
    moved.push({ ...plan, offset: words });
    words += aligned(size(plan.shape));
  }
  return { ...program, tensors: moved.toSorted((a, b) => a.id - b.id), words };
}

/** `bound`: every range that some dispatch binds. */
export function planArena(
  program: Program,
  bound: readonly Range[],
  limits: { readonly buffer: number; readonly total: number },
): ArenaPlan {
  const words = program.tensors.reduce(
    (most, plan) => Math.max(most, plan.offset + aligned(size(plan.shape))),
    program.words,
  );
  if (words * 4 > limits.total) throw tooLarge(program, words * 4, limits.total);
  const pages = cutIntoPages(
    program,
    words,
    whole(bound),
    Math.floor(limits.buffer / (4 * ALIGNMENT)) * ALIGNMENT,
  );
  const place = ({ from, to }: Range): Place => {
    const page = pages.findLastIndex((one) => one.from <= from);
    return {
      page,
      offset: (from - (pages[page]?.from ?? 0)) * 4,
      bytes: Math.max(1, to - from) * 4,
    };
  };
  return {
    pages: pages.map(({ from, to }) => (to - from) * 4),
    place,
    pieces: ({ offset, shape }) => {
      const end = offset + size(shape);
      if (end === offset) return [];
      const touched = pages.filter(({ from, to }) => from < end && to > offset);
      return touched.map(({ from, to }) =>
        place({ from: Math.max(from, offset), to: Math.min(to, end) }),
      );
    },
  };
}

/** Ranges that overlap made one, in order. */
function whole(bound: readonly Range[]): Range[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of bound.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    const end = from + aligned(to - from);
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, end);
    else result.push({ from, to: end });
  }
  return result;
}

/** Each page as long as a buffer may be, or ends where the range begins that would be cut. */
function cutIntoPages(
  program: Program,
  words: number,
  ranges: readonly Range[],
  most: number,
): Range[] {
  const pages: Range[] = [];
  let from = 0;
  while (from < words) {
    const limit = from + most;
    const crossing = ranges.find((range) => range.from < limit && range.to > limit);
    const to = limit >= words ? words : (crossing?.from ?? limit);
    if (to <= from) throw tooLarge(program, ((crossing?.to ?? 0) - from) * 4, most * 4);
    pages.push({ from, to });
    from = to;
  }
  return pages;
}

function aligned(words: number): number {
  return Math.max(1, Math.ceil(words / ALIGNMENT)) * ALIGNMENT;
}

function tooLarge(program: Program, bytes: number, limit: number): LabError {
  const megabytes = (count: number): string => `${Math.ceil(count / 2 ** 20)} MB`;
  const largest = program.tensors.toSorted((a, b) => size(b.shape) - size(a.shape)).slice(0, 3);
  const named = largest
    .map((plan) => `${plan.name} takes ${megabytes(size(plan.shape) * 4)}`)
    .join(", ");
  return new LabError(
    "budget",
    `${program.name} needs ${megabytes(bytes)} on the GPU, the limit is ${megabytes(limit)}; ${named}.`,
    "Use a smaller batch, fewer channels or a smaller image.",
  );
}
