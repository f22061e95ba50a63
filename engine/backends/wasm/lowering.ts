/**
 * From calls to launches: every op's kernel is asked twice what it becomes, once with every address
 * 0 to measure, once for real.
 *
 * The region of a program: its arena, the step's scalars, constant tables (equal ones once), packed
 * weights that stay, and scratch memory that all calls share. All addresses in a plan count from
 * the region's start.
 */
import { check } from "../../core/errors";
import type { Call, Program } from "../../graph/program";
import {
  align,
  type Launch,
  type ScalarPointers,
  Site,
  type Table,
  type Workspace,
} from "./kernel";
import { kernelFor } from "./library";

export interface Plan {
  readonly tables: ReadonlyMap<string, { readonly at: number; readonly values: Table }>;
  /** Packed weights by key. */
  readonly kept: ReadonlyMap<string, number>;
  readonly scalars: number;
  readonly scratch: number;
  readonly bytes: number;
}

interface LoweredPhase {
  readonly launches: readonly Launch[];
  /**
   * What puts weights into the order of the kernels, where the phase itself does not change them.
   */
  readonly packing: readonly Launch[];
  /** Does this phase change weights? */
  readonly updates: boolean;
}

export interface Lowered {
  readonly scalars: ScalarPointers;
  readonly phases: ReadonlyMap<string, LoweredPhase>;
}

const SCALARS_BYTES = 256;

export function measure(program: Program, threads: number): Plan {
  const scalars = align(program.words * 4);
  const start = scalars + SCALARS_BYTES;
  const tables = new Map<string, { at: number; values: Table }>();
  const kept = new Map<string, number>();
  let end = start;
  let scratch = 0;
  let used = 0;
  lowerPhases(program, {
    threads,
    scalars: pointers(0),
    tensor: () => 0,
    begin: () => (used = 0),
    scratch(bytes) {
      used += bytes;
      scratch = Math.max(scratch, used);
      return 0;
    },
    table(key, make) {
      if (tables.has(key)) return 0;
      const values = make();
      tables.set(key, { at: end, values });
      end += align(values.byteLength);
      return 0;
    },
    keep(key, bytes) {
      if (kept.has(key)) return 0;
      kept.set(key, end);
      end += bytes;
      return 0;
    },
    emit() {},
  });
  return { tables, kept, scalars, scratch: end, bytes: end + scratch + 256 };
}

/** The launches of every phase, for a region at `base`. */
export function lower(program: Program, threads: number, plan: Plan, base: number): Lowered {
  const offsets = new Map(program.tensors.map(({ id, offset }) => [id, offset]));
  const scalars = pointers(base + plan.scalars);
  let next = base + plan.scratch;
  const phases = lowerPhases(program, {
    threads,
    scalars,
    tensor: (id) => base + (offsets.get(id) ?? 0) * 4,
    begin: () => (next = base + plan.scratch),
    scratch(bytes) {
      const at = next;
      next += bytes;
      return at;
    },
    table: (key) => base + (plan.tables.get(key)?.at ?? 0),
    keep: (key) => base + (plan.kept.get(key) ?? 0),
    emit() {},
  });
  return { scalars, phases };
}

interface Space extends Workspace {
  /** The next call starts: its scratch memory is free again. */
  begin(): void;
}

function lowerPhases(program: Program, space: Space): ReadonlyMap<string, LoweredPhase> {
  const plans = new Map(program.tensors.map((plan) => [plan.id, plan]));
  const phases = new Map<string, LoweredPhase>();
  for (const [name, calls] of Object.entries(program.phases)) {
    const launches: Launch[] = [];
    const packing: Launch[] = [];
    const changing = changed(calls);
    for (const call of calls) {
      const kernel = kernelFor(call);
      check(
        kernel !== undefined,
        "unsupported",
        `${call.node}: ${call.op} (${call.pass}) is not available on WebAssembly`,
      );
      space.begin();
      const emit = (launch: Launch, early: boolean): void =>
        void (early ? packing : launches).push(launch);
      kernel(new Site(call, plans, { ...space, emit }, changing.all ? null : changing.tensors));
    }
    phases.set(name, { launches, packing, updates: changing.all });
  }
  return phases;
}

/**
 * What a phase changes besides activations: everything when there is an update, else the targets of
 * moves.
 */
function changed(calls: readonly Call[]): {
  readonly all: boolean;
  readonly tensors: ReadonlySet<number>;
} {
  const targets = calls.flatMap(({ tensors }) => tensors["into"] ?? []);
  return { all: calls.some(({ pass }) => pass === "update"), tensors: new Set(targets) };
}

function pointers(at: number): ScalarPointers {
  return {
    step: at,
    learningRate: at + 4,
    correction1: at + 8,
    correction2: at + 12,
    seed: at + 16,
  };
}
