/**
 * From a program to the list of dispatches of each phase, and from there to submissions that never
 * hold the device long.
 *
 * A running kernel cannot be stopped, and a system kills a device that does not answer for seconds.
 * So a phase whose work exceeds `budget` floating-point operations is cut between dispatches; small
 * networks stay one submission a step.
 */
import { LabError } from "../../core/errors";
import type { Call, PhaseName, Program, TensorPlan } from "../../graph/program";
import type { CallContext, Dispatch, Operand } from "./kernel";
import { lower } from "./library";
import { size } from "../../core/shape";

export interface PlannedDispatch extends Dispatch {
  readonly call: Call;
}

/** What kernels are chosen by, see CallContext. */
export type Adapter = Pick<CallContext, "software" | "quads" | "largest">;

/** Words `from` … `to` − 1 of the program's arena. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const LARGEST_GROUP_COUNT = 65535;

/** Every dispatch of every phase, lowered. Throws "unsupported" for a call without a kernel. */
export function lowerProgram(
  program: Program,
  adapter: Adapter,
): Map<PhaseName, PlannedDispatch[]> {
  const plans = new Map(program.tensors.map((plan) => [plan.id, plan]));
  const phases = new Map<PhaseName, PlannedDispatch[]>();
  for (const name of phaseNames(program)) {
    const dispatches = (program.phases[name] ?? []).flatMap((call) =>
      lower(call.pass, contextOf(call, plans, adapter)).map((dispatch) => ({ ...dispatch, call })),
    );
    for (const dispatch of dispatches) checkDispatch(dispatch, plans);
    phases.set(name, dispatches);
  }
  return phases;
}

function phaseNames(program: Program): PhaseName[] {
  const all: readonly PhaseName[] = ["forward", "train", "evaluate", "probe"];
  return all.filter((name) => program.phases[name] !== undefined);
}

function contextOf(
  call: Call,
  plans: ReadonlyMap<number, TensorPlan>,
  { software, quads, largest }: Adapter,
): CallContext {
  const find = (slot: string): TensorPlan => planOf(call, plans, slot);
  return {
    op: call.op,
    node: call.node,
    attributes: call.attributes,
    software,
    quads,
    largest,
    has: (slot) => call.tensors[slot] !== undefined,
    shape: (slot) => find(slot).shape,
    integer: (slot) => find(slot).integer,
    same: (a, b) => overlap(find(a), find(b)),
    aliased: (a, b) => find(a).offset === find(b).offset,
  };
}

function planOf(call: Call, plans: ReadonlyMap<number, TensorPlan>, slot: string): TensorPlan {
  const id = call.tensors[slot];
  const plan = id === undefined ? undefined : plans.get(id);
  if (plan === undefined)
    throw new LabError(
      "unknown-name",
      `${call.node}: ${call.op} (${call.pass}) has no tensor "${slot}"`,
    );
  return plan;
}

function overlap(a: TensorPlan, b: TensorPlan): boolean {
  return (
    a.offset < b.offset + Math.max(1, size(b.shape)) &&
    b.offset < a.offset + Math.max(1, size(a.shape))
  );
}

/**
 * An invalid dispatch would be dropped in silence together with its whole submission; so none is
 * ever recorded.
 */
function checkDispatch(dispatch: PlannedDispatch, plans: ReadonlyMap<number, TensorPlan>): void {
  const fail = (why: string): never => {
    throw new LabError("unsupported", `${dispatch.call.node}: ${dispatch.name} ${why}`);
  };
  if (dispatch.operands.length > 8)
    fail(`binds ${dispatch.operands.length} tensors, the device allows 8`);
  if (
    dispatch.groups.some(
      (count) => count > LARGEST_GROUP_COUNT || !Number.isInteger(count) || count < 0,
    )
  ) {
    fail(
      `needs ${dispatch.groups.join("×")} workgroups, the device allows ${LARGEST_GROUP_COUNT} along each axis`,
    );
  }
  const ranges = dispatch.operands
    .filter(inArena)
    .map((operand) => rangeOf(operand, dispatch.call, plans));
  ranges.sort((a, b) => a.from - b.from);
  for (let at = 1; at < ranges.length; at++) {
    const before = ranges[at - 1];
    const here = ranges[at];
    if (before !== undefined && here !== undefined && here.from < before.to)
      fail("binds the same memory twice");
  }
}

/** The words of the arena that the dispatches bind, each as one range. */
export function boundRanges(
  program: Program,
  phases: ReadonlyMap<PhaseName, readonly PlannedDispatch[]>,
): Range[] {
  const plans = new Map(program.tensors.map((plan) => [plan.id, plan]));
  return [...phases.values()]
    .flat()
    .flatMap(({ operands, call }) =>
      operands.filter(inArena).map((operand) => rangeOf(operand, call, plans)),
    );
}

type InArena = Exclude<Operand, null | { readonly scratch: number }>;

function inArena(operand: Operand): operand is InArena {
  return operand !== null && (typeof operand === "string" || "slot" in operand);
}

/** The words of the arena that an operand is. */
export function rangeOf(
  operand: InArena,
  call: Call,
  plans: ReadonlyMap<number, TensorPlan>,
): Range {
  const plan = planOf(call, plans, typeof operand === "string" ? operand : operand.slot);
  if (typeof operand === "string")
    return { from: plan.offset, to: plan.offset + Math.max(1, size(plan.shape)) };
  return { from: plan.offset + operand.from, to: plan.offset + operand.from + operand.words };
}

/**
 * Throws "budget" with the layer when an operand, or the scratch memory of a call, is larger than
 * the device allows.
 */
export function checkSizes(
  program: Program,
  phases: ReadonlyMap<PhaseName, readonly PlannedDispatch[]>,
  limits: { readonly buffer: number; readonly binding: number },
): void {
  const plans = new Map(program.tensors.map((plan) => [plan.id, plan]));
  for (const { operands, call } of [...phases.values()].flat()) {
    for (const operand of operands) {
      if (operand === null) continue;
      const { from, to } = inArena(operand)
        ? rangeOf(operand, call, plans)
        : { from: 0, to: operand.words };
      checkSize(call, to - from, limits.binding);
      if (!inArena(operand)) checkSize(call, operand.scratch + operand.words, limits.buffer);
    }
  }
}

function checkSize(call: Call, words: number, limit: number): void {
  if (words * 4 <= limit) return;
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`;
  throw new LabError(
    "budget",
    `${call.node}: one tensor of ${call.op} takes ${megabytes(words * 4)}, the GPU allows ${megabytes(limit)}.`,
    "Use a smaller batch.",
  );
}

/** Words of scratch memory that the largest call needs. */
export function scratchWords(phases: ReadonlyMap<PhaseName, readonly PlannedDispatch[]>): number {
  let most = 0;
  for (const dispatches of phases.values()) {
    for (const { operands } of dispatches) {
      for (const operand of operands) {
        if (operand !== null && typeof operand === "object" && "scratch" in operand)
          most = Math.max(most, operand.scratch + operand.words);
      }
    }
  }
  return most;
}

/**
 * Cuts a list into runs whose work stays under `budget`; a single dispatch above it is a run of its
 * own.
 */
export function cut<Item extends { readonly work: number }>(
  items: readonly Item[],
  budget: number,
): Item[][] {
  const runs: Item[][] = [];
  let current: Item[] = [];
  let spent = 0;
  for (const item of items) {
    if (current.length > 0 && spent + item.work > budget) {
      runs.push(current);
      current = [];
      spent = 0;
    }
    current.push(item);
    spent += item.work;
  }
  if (current.length > 0 || runs.length === 0) runs.push(current);
  return runs;
}
