/**
 * Places tensors in one arena: those that are alive at the same time never overlap, the others
 * share words.
 *
 * Each block has lifetimes: intervals of call numbers, both ends included, one for each timeline
 * (phase) in which it is touched. The largest blocks are placed first, each at the lowest gap that
 * fits among the blocks it meets ("greedy by size"). Offsets are multiples of 64 words: the 256
 * bytes to which WebGPU aligns a storage binding.
 */
export const ALIGNMENT = 64;

export interface Lifetime {
  readonly timeline: number;
  readonly first: number;
  readonly last: number;
}

export interface Block {
  readonly words: number;
  readonly lifetimes: readonly Lifetime[];
}

export interface Placement {
  /** Offset of each block, in the order given. */
  readonly offsets: readonly number[];
  readonly words: number;
}

export function align(words: number): number {
  return Math.ceil(words / ALIGNMENT) * ALIGNMENT;
}

/** Places `blocks` from word `start` on. */
export function planMemory(blocks: readonly Block[], start = 0): Placement {
  const offsets = blocks.map(() => start);
  const order = blocks
    .map((_, at) => at)
    .toSorted((a, b) => (blocks[b]?.words ?? 0) - (blocks[a]?.words ?? 0) || a - b);
  const placed: { readonly block: Block; readonly from: number; readonly to: number }[] = [];
  let end = start;
  for (const at of order) {
    const block = blocks[at];
    if (block === undefined) continue;
    const words = align(Math.max(1, block.words));
    let from = start;
    for (const other of placed) {
      if (other.from >= from + words) break;
      if (other.to > from && meets(block, other.block)) from = other.to;
    }
    offsets[at] = from;
    insert(placed, { block, from, to: from + words });
    end = Math.max(end, from + words);
  }
  return { offsets, words: end };
}

export function meets(a: Block, b: Block): boolean {
  return a.lifetimes.some((one) =>
    b.lifetimes.some(
      (two) => one.timeline === two.timeline && one.first <= two.last && two.first <= one.last,
    ),
  );
}

/** Keeps the list in order of position, so that the first gap found is the lowest. */
function insert<Item extends { readonly from: number }>(list: Item[], item: Item): void {
  const at = list.findIndex((other) => other.from > item.from);
  list.splice(at < 0 ? list.length : at, 0, item);
}
