/**
 * A program on the device: one arena, one bind group per distinct operand list, and phases that are
 * only re-encoded.
 *
 * Everything is made once at compile; a step writes 24 bytes, encodes one compute pass and submits
 * it (long phases: a few). The canary and its proof are in readback.ts. Errors: see backend.ts.
 */
import { LabError } from "../../core/errors";
import { size } from "../../core/shape";
import type { PhaseName, Program, StepScalars, TensorPlan } from "../../graph/program";
import type { Executable, Progressed } from "../backend";
import { apart, planArena, type ArenaPlan } from "./arena";
import { BindGroups } from "./bind-groups";
import type { Counters } from "./counters";
import { answered, type OpenDevice } from "./device";
import type { Operand } from "./kernel";
import type { Pipelines } from "./pipelines";
import { Readback } from "./readback";
import {
  boundRanges,
  checkSizes,
  cut,
  lowerProgram,
  type PlannedDispatch,
  rangeOf,
  scratchWords,
} from "./schedule";
import { Shapes } from "./shapes";
import tick from "./tick.wgsl?raw";

/** What a backend lends to its executables. */
export interface Host {
  readonly open: OpenDevice;
  readonly counters: Counters;
  readonly pipelines: Pipelines;
  /** Bytes of the largest buffer and of the largest part of one that a kernel may bind. */
  readonly limits: { readonly buffer: number; readonly binding: number };
  /** Bytes that may still be allocated. */
  room(): number;
}

interface Step {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly groups: readonly [number, number, number];
  readonly work: number;
}

const USAGE_STORAGE = 128 | 8 | 4; // STORAGE | COPY_DST | COPY_SRC, by value: Node has no such globals
const USAGE_UNIFORM = 64 | 8;
const SPARE_BYTES = 8 * 256; // one place per binding for operands that are absent
/**
 * Floating-point operations of one submission: about 200 ms on the software adapter, well under a
 * second on a slow GPU.
 */
const SUBMIT_BUDGET = { software: 6e8, hardware: 4e10 };
/** Runs that may wait on the device before `run` waits for the oldest. */
const QUEUE_DEPTH = 2;

export async function compileProgram(
  host: Host,
  given: Program,
  released: () => void,
): Promise<Executable> {
  const { software, quads } = host.open;
  const { buffer, binding } = host.limits;
  const largest = Math.floor(binding / 4);
  const program = apart(given, largest);
  const phases = lowerProgram(program, { software, quads, largest });
  const arena = planArena(program, boundRanges(program, phases), { buffer, total: host.room() });
  checkSizes(program, phases, host.limits);
  const executable = new WebGpuExecutable(host, program, arena, phases, released);
  try {
    await executable.prepare();
  } catch (cause) {
    executable.free();
    throw cause;
  }
  return executable;
}

class WebGpuExecutable implements Executable {
  private readonly pages: GPUBuffer[] = [];
  private readonly scratch: GPUBuffer;
  private readonly spare: GPUBuffer;
  private readonly uniform: GPUBuffer;
  private readonly canary: GPUBuffer;
  private readonly shapes = new Shapes();
  private readonly extents: GPUBuffer;
  private readonly readback: Readback;
  private readonly byName: ReadonlyMap<string, TensorPlan>;
  private readonly byId: ReadonlyMap<number, TensorPlan>;
  private readonly bindGroups: BindGroups;
  private readonly ready = new Map<PhaseName, Step[][]>();
  private readonly waiting: Promise<undefined>[] = [];
  private readonly scalars = new ArrayBuffer(24);
  private tick: Step | null = null;
  private submitted = 0;
  private freed = false;

  constructor(
    private readonly host: Host,
    readonly program: Program,
    private readonly arena: ArenaPlan,
    private readonly phases: ReadonlyMap<PhaseName, readonly PlannedDispatch[]>,
    private readonly released: () => void,
  ) {
    this.byName = new Map(program.tensors.map((plan) => [plan.name, plan]));
    this.byId = new Map(program.tensors.map((plan) => [plan.id, plan]));
    this.readback = new Readback(host.open.device, host.counters);
    host.open.device.pushErrorScope("out-of-memory");
    arena.pages.forEach((bytes, at) =>
      this.pages.push(this.buffer(`arena ${at}`, bytes, USAGE_STORAGE)),
    );
    this.scratch = this.buffer("scratch", Math.max(256, scratchWords(phases) * 4), USAGE_STORAGE);
    this.spare = this.buffer("absent operands", SPARE_BYTES, USAGE_STORAGE);
    this.uniform = this.buffer("step scalars", 32, USAGE_UNIFORM);
    this.canary = this.buffer("canary", 256, USAGE_STORAGE);
    for (const dispatch of [...phases.values()].flat()) this.shapes.place(dispatch);
    const words = this.shapes.words();
    this.extents = this.buffer("extents", words.byteLength, USAGE_UNIFORM);
    host.open.device.queue.writeBuffer(this.extents, 0, words);
    const { open, counters, pipelines } = host;
    this.bindGroups = new BindGroups(open.device, counters, pipelines, this.uniform, this.extents);
  }

  /** Compiles every pipeline in parallel and makes every bind group. */
  async prepare(): Promise<void> {
    const memory = await answered(this.host.open.device.popErrorScope());
    if (memory !== null)
      throw new LabError(
        "budget",
        `${this.program.name} does not fit the GPU's memory.`,
        "Use a smaller batch.",
      );
    const counting = {
      name: "tick",
      source: tick,
      entry: "main",
      constants: {},
      operands: [null],
      groups: [1, 1, 1],
      work: 0,
    } as const;
    const all = [...this.phases.values()].flat();
    await Promise.all([
      this.host.pipelines.get(counting),
      ...all.map((dispatch) => this.host.pipelines.get(dispatch)),
    ]);
    this.tick = {
      pipeline: await this.host.pipelines.get(counting),
      group: this.bindGroups.of("canary", [{ buffer: this.canary, offset: 0, size: 256 }], 0),
      groups: [1, 1, 1],
      work: 0,
    };
    const budget = this.host.open.software ? SUBMIT_BUDGET.software : SUBMIT_BUDGET.hardware;
    for (const [phase, dispatches] of this.phases) {
      const steps = await Promise.all(dispatches.map((dispatch) => this.step(dispatch)));
      this.ready.set(phase, cut(steps, budget));
    }
    this.checkAlive();
  }

  write(tensor: string, data: Float32Array | Int32Array): void {
    this.checkAlive();
    const plan = this.find(tensor);
    const cells = size(plan.shape);
    if (data.length !== cells)
      throw new LabError("shape", `${tensor} holds ${cells} numbers, not ${data.length}`);
    if (plan.integer !== data instanceof Int32Array)
      throw new LabError("shape", `${tensor} holds ${plan.integer ? "integers" : "reals"}`);
    let from = data.byteOffset;
    for (const { page, offset, bytes } of this.arena.pieces(plan)) {
      this.host.open.device.queue.writeBuffer(
        this.pages[page] ?? this.spare,
        offset,
        data.buffer,
        from,
        bytes,
      );
      from += bytes;
    }
  }

  async run(phase: PhaseName, scalars: StepScalars, progress?: Progressed): Promise<void> {
    this.checkAlive();
    const submissions = this.ready.get(phase);
    if (submissions === undefined)
      throw new LabError("unknown-name", `${this.program.name} has no phase "${phase}"`);
    this.setScalars(scalars);
    for (const [at, steps] of submissions.entries()) {
      this.submit(phase, steps);
      await this.makeRoom();
      progress?.(at + 1, submissions.length);
    }
    this.checkAlive();
  }

  private submit(phase: PhaseName, steps: readonly Step[]): void {
    const { device } = this.host.open;
    const encoder = device.createCommandEncoder({ label: phase });
    const pass = encoder.beginComputePass();
    for (const step of steps) record(pass, step);
    if (this.tick !== null) record(pass, this.tick);
    pass.end();
    device.queue.submit([encoder.finish()]);
    this.submitted++;
    this.host.counters.submits++;
    this.host.counters.dispatches += steps.length + 1;
    const done = answered(device.queue.onSubmittedWorkDone());
    done.catch(() => undefined); // when the phase ends sooner, nobody waits for it
    this.waiting.push(done);
  }

  /**
   * Lets the device run a little ahead, not far: queued work delays every answer, and gains nothing
   * (docs/performance.md).
   */
  private async makeRoom(): Promise<void> {
    while (this.waiting.length > QUEUE_DEPTH) await this.waiting.shift();
  }

  async read(tensors: readonly string[]): Promise<ReadonlyMap<string, Float32Array | Int32Array>> {
    this.checkAlive();
    const plans = tensors.map((name) => this.find(name));
    const pieces = plans.map((plan) => this.arena.pieces(plan));
    const sources = pieces.flat().map(({ page, offset, bytes }) => ({
      buffer: this.pages[page] ?? this.spare,
      offset,
      bytes,
    }));
    const parts = await this.readback.fetch(this.canary, this.submitted, sources);
    this.checkAlive();
    return new Map(
      plans.map((plan, at) => {
        const bytes = joined(parts.splice(0, pieces[at]?.length ?? 0));
        return [plan.name, plan.integer ? new Int32Array(bytes) : new Float32Array(bytes)];
      }),
    );
  }

  free(): void {
    if (this.freed) return;
    this.freed = true;
    for (const buffer of [
      ...this.pages,
      this.scratch,
      this.spare,
      this.uniform,
      this.canary,
      this.extents,
    ]) {
      this.host.counters.bytes -= buffer.size;
      buffer.destroy();
    }
    this.readback.dispose();
    this.bindGroups.clear();
    this.ready.clear();
    this.released();
  }

  private checkAlive(): void {
    const fault = this.host.open.fault();
    if (fault !== null)
      throw new LabError(
        "lost",
        `The GPU was lost (${fault}).`,
        "Continue from the last checkpoint.",
      );
    if (this.freed) throw new LabError("lost", `${this.program.name} was already freed.`);
  }

  private find(name: string): TensorPlan {
    const plan = this.byName.get(name);
    if (plan === undefined)
      throw new LabError("unknown-name", `${this.program.name} has no tensor "${name}"`);
    return plan;
  }

  private setScalars(scalars: StepScalars): void {
    const view = new DataView(this.scalars);
    view.setUint32(0, scalars.step, true);
    view.setUint32(4, scalars.seed, true);
    view.setFloat32(8, scalars.learningRate, true);
    view.setFloat32(12, scalars.correction1, true);
    view.setFloat32(16, scalars.correction2, true);
    this.host.open.device.queue.writeBuffer(this.uniform, 0, this.scalars);
  }

  private buffer(label: string, bytes: number, usage: number): GPUBuffer {
    this.host.counters.buffers++;
    this.host.counters.bytes += bytes;
    return this.host.open.device.createBuffer({
      label: `${this.program.name}: ${label}`,
      size: bytes,
      usage,
    });
  }

  private async step(dispatch: PlannedDispatch): Promise<Step> {
    const bindings = dispatch.operands.map((operand, at) => this.bind(operand, dispatch, at));
    const pipeline = await this.host.pipelines.get(dispatch);
    return {
      pipeline,
      group: this.bindGroups.of(dispatch.name, bindings, this.shapes.place(dispatch)),
      groups: dispatch.groups,
      work: dispatch.work,
    };
  }

  private bind(
    operand: Operand,
    dispatch: PlannedDispatch,
    at: number,
  ): Required<GPUBufferBinding> {
    if (operand === null) return { buffer: this.spare, offset: at * 256, size: 256 };
    if (typeof operand === "object" && "scratch" in operand)
      return { buffer: this.scratch, offset: operand.scratch * 4, size: operand.words * 4 };
    const { page, offset, bytes } = this.arena.place(rangeOf(operand, dispatch.call, this.byId));
    return { buffer: this.pages[page] ?? this.spare, offset, size: bytes };
  }
}

function joined(parts: readonly ArrayBuffer[]): ArrayBuffer {
  const [first, ...others] = parts;
  if (first !== undefined && others.length === 0) return first;
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return all.buffer;
}

function record(pass: GPUComputePassEncoder, step: Step): void {
  pass.setPipeline(step.pipeline);
  pass.setBindGroup(0, step.group);
  pass.dispatchWorkgroups(...step.groups);
}
