/**
 * Collects tensors and calls, then places the tensors: what the passes of the compiler write into.
 *
 * Order of the arena: parameters, gradients, optimiser state (three ranges in the same order), then
 * everything that lives on (inputs, running statistics, results, the data set), then the tensors
 * that share words by lifetime. A view is a second name for the words of another tensor: flatten's
 * output, the gradients that a sum passes on.
 */
import { LabError } from "../core/errors";
import type { Attributes } from "../core/op";
import { size, type Shape } from "../core/shape";
import { align, planMemory, type Block, type Lifetime } from "./memory-plan";
import type { NetworkShapes } from "./shapes";
import type { Call, Pass, PhaseName, Program, TensorId, TensorPlan } from "./program";

export type Kind = TensorPlan["kind"];

interface Draft {
  readonly id: TensorId;
  readonly name: string;
  readonly shape: Shape;
  readonly kind: Kind;
  readonly integer: boolean;
  readonly viewOf?: TensorId;
  /** Which layer it counts for in a budget message. */
  readonly node: string;
}

/**
 * Ranges at the start of the arena; ranges whose members have the same shapes in the same order
 * have the same layout.
 */
export type RangeName = "parameters" | "gradients" | "updates" | "statistics";

export interface TensorOptions {
  readonly integer?: boolean;
  readonly viewOf?: TensorId;
  readonly node?: string;
}

const KIND_OF_RANGE: Readonly<Record<RangeName, Kind>> = {
  parameters: "parameter",
  gradients: "gradient",
  updates: "state",
  statistics: "result",
};

const TRANSIENT: ReadonlySet<Kind> = new Set(["activation", "gradient", "scratch"]);

export class ProgramBuilder {
  private readonly drafts: Draft[] = [];
  private readonly byName = new Map<string, Draft>();
  private readonly calls = new Map<PhaseName, Call[]>();
  private readonly ranges = new Map<RangeName, readonly TensorId[]>();
  private readonly flats = new Map<TensorId, RangeName>();
  private readonly kept = new Set<TensorId>();

  tensor(name: string, shape: Shape, kind: Kind, options: TensorOptions = {}): TensorId {
    if (this.byName.has(name))
      throw new LabError("spec", `two tensors would be called ${name}`, "Rename a layer.");
    const { integer = false, viewOf, node = name.split(".").slice(0, -1).join(".") } = options;
    const draft = {
      id: this.drafts.length,
      name,
      shape,
      kind,
      integer,
      node,
      ...(viewOf === undefined ? {} : { viewOf }),
    };
    this.drafts.push(draft);
    this.byName.set(name, draft);
    return draft.id;
  }

  find(name: string): TensorId | undefined {
    return this.byName.get(name)?.id;
  }

  shapeOf(id: TensorId): Shape {
    return this.drafts[id]?.shape ?? [];
  }

  /**
   * Makes one contiguous range of these tensors, and a flat tensor of the range's name that stands
   * for all of it.
   */
  range(range: RangeName, members: readonly TensorId[]): TensorId {
    const words = members.reduce((sum, id) => sum + aligned(this.shapeOf(id)), 0);
    this.ranges.set(range, members);
    const flat = this.tensor(range, [words], KIND_OF_RANGE[range], { node: "" });
    this.flats.set(flat, range);
    return flat;
  }

  /** The tensor can be read after its phase: its words are not given to another. */
  keep(id: TensorId): void {
    this.kept.add(this.root(id));
  }

  call(
    phase: PhaseName,
    op: string,
    pass: Pass,
    node: string,
    tensors: Readonly<Record<string, TensorId>>,
    attributes: Attributes = {},
  ): void {
    const list = this.calls.get(phase) ?? [];
    list.push({ op, pass, node, tensors, attributes });
    this.calls.set(phase, list);
  }

  /** Words that each layer's own tensors take, largest first; views cost nothing. */
  costs(): readonly { readonly node: string; readonly words: number }[] {
    const sums = new Map<string, number>();
    for (const draft of this.drafts) {
      if (draft.viewOf === undefined && !this.flats.has(draft.id))
        sums.set(draft.node, (sums.get(draft.node) ?? 0) + aligned(draft.shape));
    }
    return [...sums]
      .map(([node, words]) => ({ node, words }))
      .toSorted((a, b) => b.words - a.words);
  }

  build(name: string, batch: number, share: boolean): Program {
    const offsets = new Map<TensorId, number>();
    const extents = this.placeRanges(offsets);
    let end = [...extents.values()].reduce((sum, { words }) => sum + words, 0);
    const lifetimes = this.lifetimes();
    const blocks: Block[] = [];
    const shared: TensorId[] = [];
    for (const draft of this.drafts) {
      if (draft.viewOf !== undefined || offsets.has(draft.id)) continue;
      const spans = lifetimes.get(draft.id);
      if (TRANSIENT.has(draft.kind) && share && spans !== undefined) {
        shared.push(draft.id);
        blocks.push({ words: size(draft.shape), lifetimes: spans });
      } else {
        offsets.set(draft.id, end);
        end += aligned(draft.shape);
      }
    }
    const placed = planMemory(blocks, end);
    for (const [at, id] of shared.entries()) offsets.set(id, placed.offsets[at] ?? end);
    const empty = { offset: 0, words: 0 };
    return {
      name,
      batch,
      tensors: this.drafts.map((draft) => plan(draft, offsets.get(this.root(draft.id)) ?? 0)),
      phases: Object.fromEntries(this.calls),
      words: Math.max(placed.words, end),
      parameters: extents.get("parameters") ?? empty,
      gradients: extents.get("gradients") ?? empty,
    };
  }

  private placeRanges(
    offsets: Map<TensorId, number>,
  ): Map<RangeName, { offset: number; words: number }> {
    const extents = new Map<RangeName, { offset: number; words: number }>();
    let end = 0;
    for (const [range, members] of this.ranges) {
      const offset = end;
      for (const id of members) {
        offsets.set(id, end);
        end += aligned(this.shapeOf(id));
      }
      extents.set(range, { offset, words: end - offset });
    }
    for (const [id, range] of this.flats) offsets.set(id, extents.get(range)?.offset ?? 0);
    return extents;
  }

  private root(id: TensorId): TensorId {
    let at = id;
    for (let above = this.drafts[at]?.viewOf; above !== undefined; above = this.drafts[at]?.viewOf)
      at = above;
    return at;
  }

  /**
   * For each block the intervals in which it holds something. The probe phase reads what the train
   * phase left.
   */
  private lifetimes(): Map<TensorId, Lifetime[]> {
    const result = new Map<TensorId, Lifetime[]>();
    const timelines: readonly (readonly PhaseName[])[] = [
      ["forward"],
      ["evaluate"],
      ["train", "probe"],
    ];
    for (const [timeline, phases] of timelines.entries()) {
      const calls = phases.flatMap((phase) => this.calls.get(phase) ?? []);
      const spans = new Map<TensorId, { first: number; last: number }>();
      for (const [at, call] of calls.entries()) {
        for (const id of Object.values(call.tensors)) {
          const span = spans.get(this.root(id));
          if (span === undefined) spans.set(this.root(id), { first: at, last: at });
          else span.last = at;
        }
      }
      for (const [id, { first, last }] of spans) {
        const list = result.get(id) ?? [];
        list.push({ timeline, first, last: this.kept.has(id) ? calls.length : last });
        result.set(id, list);
      }
    }
    return result;
  }
}

/**
 * Where each parameter lies in the flat range of all of them, and in what an optimiser keeps beside
 * it. In words.
 */
export function parameterPlaces(network: NetworkShapes): {
  readonly places: ReadonlyMap<string, { readonly at: number; readonly cells: number }>;
  readonly words: number;
} {
  const places = new Map<string, { at: number; cells: number }>();
  let words = 0;
  for (const layer of network.layers) {
    for (const [slot, shape] of Object.entries(layer.parameters)) {
      places.set(`${layer.name}.${slot}`, { at: words, cells: size(shape) });
      words += aligned(shape);
    }
  }
  return { places, words };
}

function aligned(shape: Shape): number {
  return align(Math.max(1, size(shape)));
}

function plan({ id, name, shape, kind, integer }: Draft, offset: number): TensorPlan {
  return { id, name, shape, kind, offset, integer };
}
