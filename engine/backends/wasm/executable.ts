/**
 * A compiled program: one region of the linear memory (lowering.ts says what is in it) and, for
 * each phase, a list of exported functions with their arguments already bound. A step writes five
 * numbers and calls down the list; nothing is allocated.
 */
import { check, LabError } from "../../core/errors";
import { format, size } from "../../core/shape";
import type { PhaseName, Program, StepScalars, TensorPlan } from "../../graph/program";
import type { Executable, Progressed } from "../backend";
import type { Prepared, Runner } from "./threads";
import type { ScalarPointers } from "./kernel";
import { lower, measure } from "./lowering";
import type { LinearMemory } from "./memory";

export function compile(
  program: Program,
  memory: LinearMemory,
  runner: Runner,
  isLost: () => boolean,
): Executable {
  const plan = measure(program, runner.threads);
  const base = memory.allocate(plan.bytes, describe(program));
  const { scalars, phases } = lower(program, runner.threads, plan, base);
  for (const { at, values } of plan.tables.values()) {
    if (values instanceof Int32Array) memory.ints.set(values, (base + at) / 4);
    else memory.floats.set(values, (base + at) / 4);
  }
  const prepared = [...phases].map(([name, { launches, packing, updates }]): [string, Phase] => {
    return [
      name,
      { run: runner.prepare(launches), pack: runner.prepare(packing), updates, packed: -1 },
    ];
  });
  return new WasmExecutable(program, memory, base, scalars, new Map(prepared), isLost);
}

interface Phase {
  readonly run: Prepared;
  /** Puts the weights into the kernels' order; needed again only when the weights have changed. */
  readonly pack: Prepared;
  /** Changes the weights. */
  readonly updates: boolean;
  /** Version of the weights that were packed last. */
  packed: number;
}

class WasmExecutable implements Executable {
  private readonly plans: ReadonlyMap<string, TensorPlan>;
  private live = true;
  private last = 0;
  private version = 0;

  constructor(
    readonly program: Program,
    private readonly memory: LinearMemory,
    private readonly base: number,
    private readonly scalars: ScalarPointers,
    private readonly phases: ReadonlyMap<string, Phase>,
    private readonly isLost: () => boolean,
  ) {
    this.plans = new Map(program.tensors.map((plan) => [plan.name, plan]));
  }

  write(name: string, data: Float32Array | Int32Array): void {
    const plan = this.find(name);
    check(
      data.length === size(plan.shape),
      "shape",
      `${name} is ${format(plan.shape)} but got ${data.length} numbers`,
    );
    check(
      data instanceof Int32Array === plan.integer,
      "shape",
      `${name} holds ${plan.integer ? "whole numbers" : "32-bit floats"}`,
    );
    if (plan.kind !== "input") this.version++;
    const view = plan.integer ? this.memory.ints : this.memory.floats;
    view.set(data, this.base / 4 + plan.offset);
  }

  async run(phase: PhaseName, scalars: StepScalars, progress?: Progressed): Promise<void> {
    this.alive();
    const found = this.phases.get(phase);
    check(found !== undefined, "unknown-name", `${this.program.name} has no phase ${phase}`);
    const { ints, floats } = this.memory;
    ints[this.scalars.step / 4] = scalars.step;
    ints[this.scalars.seed / 4] = scalars.seed;
    floats[this.scalars.learningRate / 4] = scalars.learningRate;
    floats[this.scalars.correction1 / 4] = scalars.correction1;
    floats[this.scalars.correction2 / 4] = scalars.correction2;
    this.last = -1; // a kernel that traps leaves this behind: no number is read from half a step
    if (found.packed !== this.version) for (const step of found.pack.steps) step();
    found.packed = this.version;
    const { steps } = found.run;
    for (const [at, step] of steps.entries()) {
      step();
      progress?.(at + 1, steps.length);
    }
    if (found.updates) this.version++;
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
    for (const { run, pack } of this.phases.values()) {
      run.free();
      pack.free();
    }
    this.memory.release(this.base);
  }

  private find(name: string): TensorPlan {
    this.alive();
    const plan = this.plans.get(name);
    if (plan === undefined)
      throw new LabError("unknown-name", `${this.program.name} has no tensor ${name}`);
    return plan;
  }

  private alive(): void {
    check(this.live && !this.isLost(), "lost", `${this.program.name} was freed`);
  }
}

/** Names the largest tensor, because that is what the reader can change. */
function describe({ name, tensors }: Program): string {
  const largest = tensors.reduce<TensorPlan | undefined>(
    (a, b) => (a !== undefined && size(a.shape) >= size(b.shape) ? a : b),
    undefined,
  );
  return largest === undefined
    ? name
    : `${name} (its largest part is ${largest.name}, ${format(largest.shape)})`;
}
