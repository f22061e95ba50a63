/**
 * A compiled program: one region of the linear memory and, for each phase, a list of exported functions with their arguments
 * already bound. A step writes five numbers and calls down the list; nothing is allocated.
 *
 * The region: the program's arena, then the step's scalars, then constant tables, then scratch shared by all calls.
 */
import { check, LabError } from "../../core/errors";
import { format, size } from "../../core/shape";
import type { PhaseName, Program, StepScalars, TensorPlan } from "../../graph/program";
import type { Executable } from "../backend";
import type { Prepared, Runner } from "./crew";
import { align, type Launch, type ScalarPointers, Site, type Workspace } from "./kernel";
import { kernelFor } from "./library";
import type { LinearMemory } from "./memory";

const SCALARS_BYTES = 256;

interface Layout {
  readonly tables: number;
  readonly scratch: number;
  readonly bytes: number;
}

export function compile(program: Program, memory: LinearMemory, runner: Runner, isLost: () => boolean): Executable {
  const layout = measure(program, runner.threads);
  const base = memory.allocate(layout.bytes, describe(program));
  const tables: { at: number; values: Int32Array | Float32Array }[] = [];
  const scalars = pointers(base + align(program.words * 4));
  const launches = lower(program, workspace(program, runner.threads, base, layout, tables));
  for (const { at, values } of tables) {
    if (values instanceof Int32Array) memory.ints.set(values, at / 4);
    else memory.floats.set(values, at / 4);
  }
  const phases = new Map([...launches].map(([name, list]) => [name, runner.prepare(list)]));
  return new WasmExecutable(program, memory, base, scalars, phases, isLost);
}

class WasmExecutable implements Executable {
  private readonly plans: ReadonlyMap<string, TensorPlan>;
  private live = true;
  private last = 0;

  constructor(
    readonly program: Program,
    private readonly memory: LinearMemory,
    private readonly base: number,
    private readonly scalars: ScalarPointers,
    private readonly phases: ReadonlyMap<string, Prepared>,
    private readonly isLost: () => boolean,
  ) {
    this.plans = new Map(program.tensors.map((plan) => [plan.name, plan]));
  }

  write(name: string, data: Float32Array | Int32Array): void {
    const plan = this.find(name);
    check(data.length === size(plan.shape), "shape", `${name} is ${format(plan.shape)} but got ${data.length} numbers`);
    check(data instanceof Int32Array === plan.integer, "shape", `${name} holds ${plan.integer ? "whole numbers" : "32-bit floats"}`);
    const view = plan.integer ? this.memory.ints : this.memory.floats;
    view.set(data, this.base / 4 + plan.offset);
  }

  async run(phase: PhaseName, scalars: StepScalars): Promise<void> {
    this.alive();
    const prepared = this.phases.get(phase);
    check(prepared !== undefined, "unknown-name", `${this.program.name} has no phase ${phase}`);
    const { ints, floats } = this.memory;
    ints[this.scalars.step / 4] = scalars.step;
    ints[this.scalars.seed / 4] = scalars.seed;
    floats[this.scalars.learningRate / 4] = scalars.learningRate;
    floats[this.scalars.correction1 / 4] = scalars.correction1;
    floats[this.scalars.correction2 / 4] = scalars.correction2;
    this.last = -1; // a kernel that traps leaves this behind: no number is read from half a step
    for (const step of prepared.steps) step();
    this.last = scalars.step;
  }

  async read(names: readonly string[]): Promise<ReadonlyMap<string, Float32Array | Int32Array>> {
    this.alive();
    check(this.last >= 0, "lost", "the last step did not finish");
    return new Map(
      names.map((name) => {
        const { offset, shape, integer } = this.find(name);
        const start = this.base / 4 + offset;
        const view = integer ? this.memory.ints : this.memory.floats;
        return [name, view.slice(start, start + size(shape))];
      }),
    );
  }

  free(): void {
    if (!this.live) return;
    this.live = false;
    for (const prepared of this.phases.values()) prepared.free();
    this.memory.release(this.base);
  }

  private find(name: string): TensorPlan {
    this.alive();
    const plan = this.plans.get(name);
    if (plan === undefined) throw new LabError("unknown-name", `${this.program.name} has no tensor ${name}`);
    return plan;
  }

  private alive(): void {
    check(this.live && !this.isLost(), "lost", `${this.program.name} was freed`);
  }
}

/** How many bytes of tables and scratch the calls ask for: their kernels are asked once with every address 0. */
function measure(program: Program, threads: number): Layout {
  let tables = 0;
  let scratch = 0;
  let used = 0;
  lower(program, {
    threads,
    scalars: pointers(0),
    tensor: () => 0,
    begin: () => (used = 0),
    scratch(bytes) {
      used += align(bytes);
      scratch = Math.max(scratch, used);
      return 0;
    },
    table(values) {
      tables += align(values.byteLength);
      return 0;
    },
    emit() {},
  });
  const start = align(program.words * 4) + SCALARS_BYTES;
  return { tables: start, scratch: start + tables, bytes: start + tables + scratch + 256 };
}

interface CompilerWorkspace extends Workspace {
  /** The next call starts: its scratch memory is free again. */
  begin(): void;
}

function workspace(
  program: Program,
  threads: number,
  base: number,
  layout: Layout,
  tables: { at: number; values: Int32Array | Float32Array }[],
): CompilerWorkspace {
  const offsets = new Map(program.tensors.map(({ id, offset }) => [id, offset]));
  let nextTable = base + layout.tables;
  let nextScratch = base + layout.scratch;
  return {
    threads,
    scalars: pointers(base + align(program.words * 4)),
    tensor: (id) => base + (offsets.get(id) ?? 0) * 4,
    begin: () => (nextScratch = base + layout.scratch),
    scratch(bytes) {
      const at = nextScratch;
      nextScratch += align(bytes);
      return at;
    },
    table(values) {
      const at = nextTable;
      nextTable += align(values.byteLength);
      tables.push({ at, values });
      return at;
    },
    emit() {},
  };
}

/** Every phase as a list of launches. */
function lower(program: Program, space: CompilerWorkspace): ReadonlyMap<string, readonly Launch[]> {
  const plans = new Map(program.tensors.map((plan) => [plan.id, plan]));
  const phases = new Map<string, Launch[]>();
  for (const [name, calls] of Object.entries(program.phases)) {
    const list: Launch[] = [];
    for (const call of calls) {
      const kernel = kernelFor(call);
      check(kernel !== undefined, "unsupported", `${call.node}: ${call.op} (${call.pass}) is not available on WebAssembly`);
      space.begin();
      kernel(new Site(call, plans, { ...space, emit: (launch) => list.push(launch) }));
    }
    phases.set(name, list);
  }
  return phases;
}

function pointers(at: number): ScalarPointers {
  return { step: at, learningRate: at + 4, correction1: at + 8, correction2: at + 12, seed: at + 16 };
}

/** Names the largest tensor, because that is what the reader can change. */
function describe({ name, tensors }: Program): string {
  const largest = tensors.reduce<TensorPlan | undefined>((a, b) => (a !== undefined && size(a.shape) >= size(b.shape) ? a : b), undefined);
  return largest === undefined ? name : `${name} (its largest part is ${largest.name}, ${format(largest.shape)})`;
}
