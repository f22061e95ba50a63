/**
 * The reference backend: runs a program with the ops' own definitions, in f64, one call after the
 * other.
 *
 * The arena of the program is one array of f64, so tensors that share words on the fast backends
 * share them here too. Numbers are rounded to f32 only when they are read.
 */
import { check, LabError } from "../../core/errors";
import type { ForwardContext, OpDefinition } from "../../core/op";
import { format, size } from "../../core/shape";
import type { Tensor } from "../../core/tensor";
import type { Call, PhaseName, Program, StepScalars, TensorPlan } from "../../graph/program";
import { ops } from "../../ops/index";
import { kernels } from "../../train/kernels/index";
import { optimisers } from "../../train/optimisers/index";
import type { Backend, Executable } from "../backend";

type Step = (scalars: StepScalars) => void;
type Views = ReadonlyMap<number, Tensor<Float64Array>>;

export function createReference(): Backend {
  let held = 0;
  let disposed = false;
  let close: (lost: { reason: string }) => void = () => {};
  const lost = new Promise<{ reason: string }>((resolve) => {
    close = resolve;
  });
  return {
    name: "reference",
    description: "TypeScript in double precision, one thread",
    lost,
    async compile(program) {
      check(!disposed, "lost", "the reference backend was closed");
      const arena = allocate(program);
      held += arena.byteLength;
      return executable(program, arena, () => (held -= arena.byteLength));
    },
    bytesInUse: () => held,
    dispose() {
      disposed = true;
      close({ reason: "closed" });
    },
  };
}

function allocate(program: Program): Float64Array {
  try {
    return new Float64Array(program.words);
  } catch {
    throw new LabError(
      "budget",
      `${program.name} needs ${program.words} numbers at once, more than this machine gives`,
    );
  }
}

function executable(program: Program, arena: Float64Array, release: () => void): Executable {
  const plans = new Map(program.tensors.map((plan) => [plan.name, plan]));
  const views = viewsOf(program, arena);
  const phases = new Map<string, readonly Step[]>();
  for (const [name, calls] of Object.entries(program.phases)) {
    const steps = calls.map((call) => prepare(call, views));
    phases.set(name, steps);
  }
  let live = true;
  const viewOf = (name: string): [TensorPlan, Tensor<Float64Array>] => {
    check(live, "lost", `${program.name} was freed`);
    const plan = plans.get(name);
    const view = plan === undefined ? undefined : views.get(plan.id);
    if (plan === undefined || view === undefined)
      throw new LabError("unknown-name", `${program.name} has no tensor ${name}`);
    return [plan, view];
  };
  const numbersOf = (name: string): Float32Array | Int32Array => {
    const [{ integer }, { data }] = viewOf(name);
    return integer ? Int32Array.from(data) : Float32Array.from(data);
  };
  return {
    program,
    write: (name, data) => fill(name, viewOf(name)[1], data),
    async run(phase: PhaseName, scalars, progress) {
      check(live, "lost", `${program.name} was freed`);
      const steps = phases.get(phase);
      check(steps !== undefined, "unknown-name", `${program.name} has no phase ${phase}`);
      for (const [at, step] of steps.entries()) {
        step(scalars);
        progress?.(at + 1, steps.length);
      }
    },
    read: async (names) => new Map(names.map((name) => [name, numbersOf(name)])),
    free() {
      if (live) release();
      live = false;
    },
  };
}

function viewsOf(program: Program, arena: Float64Array): Views {
  return new Map(
    program.tensors.map(({ id, shape, offset }) => [
      id,
      { shape, data: arena.subarray(offset, offset + size(shape)) },
    ]),
  );
}

function fill(name: string, { shape, data }: Tensor<Float64Array>, given: ArrayLike<number>): void {
  check(
    given.length === data.length,
    "shape",
    `${name} is ${format(shape)} but got ${given.length} numbers`,
  );
  data.set(given);
}

/** Resolves names once; the step itself only computes. */
function prepare(call: Call, views: Views): Step {
  const tensors: Record<string, Tensor<Float64Array>> = {};
  for (const [slot, id] of Object.entries(call.tensors)) {
    const view = views.get(id);
    check(
      view !== undefined,
      "unknown-name",
      `${call.node}: there is no tensor number ${id} for ${slot}`,
    );
    tensors[slot] = view;
  }
  if (call.pass === "forward" || call.pass === "backward") {
    const op = ops[call.op];
    check(
      op !== undefined,
      "unsupported",
      `${call.node}: the reference backend has no op ${call.op}`,
    );
    return call.pass === "forward"
      ? forwardStep(op, call, tensors)
      : backwardStep(op, call, tensors);
  }
  const kernel = kernels[call.op] ?? optimisers[call.op];
  check(
    kernel !== undefined,
    "unsupported",
    `${call.node}: the reference backend has no ${call.op}`,
  );
  return (scalars) => kernel.run(tensors, call.attributes, scalars);
}

function forwardStep(
  op: OpDefinition,
  { attributes }: Call,
  tensors: Readonly<Record<string, Tensor<Float64Array>>>,
): Step {
  return ({ seed }) => store(op.forward(tensors, attributes, context(seed)), tensors);
}

/**
 * Inputs that backward does not keep are given by the shape of their gradient: only their shape
 * matters.
 */
function backwardStep(
  op: OpDefinition,
  { attributes }: Call,
  tensors: Readonly<Record<string, Tensor<Float64Array>>>,
): Step {
  const values: Record<string, Tensor<Float64Array>> = { ...tensors };
  for (const { name } of op.inputs) {
    const gradient = tensors[`d${name}`];
    if (values[name] === undefined && gradient !== undefined) values[name] = gradient;
  }
  return ({ seed }) => store(op.backward(values, attributes, context(seed)), tensors);
}

function context(seed: number): ForwardContext {
  return { seed };
}

function store(
  results: Readonly<Record<string, Tensor>>,
  into: Readonly<Record<string, Tensor<Float64Array>>>,
): void {
  for (const [slot, { data }] of Object.entries(results)) into[slot]?.data.set(data);
}
