/**
 * Runs a folder of cases on a backend and says which pass. A case that nobody understands fails.
 */
import { messageOf } from "../core/errors";
import type { Backend } from "../backends/backend";
import { ops } from "../ops/index";
import { disagreement } from "./agreement";
import { prepareBlock, prepareSum } from "./block-cases";
import { type Case, type Open, readCases } from "./cases";
import { mismatch } from "./compare";
import { onnxMappings } from "./onnx-cases";
import { mappings, prepareOp } from "./op-cases";
import { prepareOptimiser } from "./optimiser-cases";
import { prepareTrajectory } from "./trajectory-cases";
import { runTrial, type Trial } from "./trial";

export interface Verdict {
  readonly id: string;
  readonly op: string;
  readonly tier: string | null;
  /** Null when the case passed. */
  readonly problem: string | null;
}

/** Runs the cases one after the other; `wanted` chooses among them. */
export async function* runCases(
  backend: Backend,
  open: Open,
  wanted: (one: Case) => boolean = () => true,
): AsyncGenerator<Verdict> {
  for await (const one of readCases(open)) {
    if (wanted(one)) yield await judge(backend, one);
  }
}

/** Random uses of every op against the reference: `count` of each, the same on every machine. */
export async function* runRandom(
  backend: Backend,
  count: number,
  wanted: (id: string) => boolean = () => true,
): AsyncGenerator<Verdict> {
  for (const op of Object.keys(ops)) {
    for (let seed = 1; seed <= count; seed++) {
      const id = `random/${op}/${seed}`;
      if (wanted(id))
        yield { id, op, tier: null, problem: await caught(() => disagreement(backend, op, seed)) };
    }
  }
}

/** Runs one case. */
export async function judge(backend: Backend, one: Case): Promise<Verdict> {
  return { id: one.id, op: one.op, tier: one.tier, problem: await problemOf(backend, one) };
}

async function problemOf(backend: Backend, one: Case): Promise<string | null> {
  return caught(async () => {
    const results = await runTrial(backend, prepare(one));
    const problems = [...one.expected].flatMap(
      ([name, want]) => mismatch(name, results.get(name), want) ?? [],
    );
    return problems.length === 0 ? null : problems.join("; ");
  });
}

async function caught(work: () => Promise<string | null>): Promise<string | null> {
  try {
    return await work();
  } catch (error) {
    return messageOf(error);
  }
}

function prepare(one: Case): Trial {
  switch (one.op) {
    case "optimizer":
      return prepareOptimiser(one);
    case "trajectory":
      return prepareTrajectory(one);
    case "residual_add":
      return prepareSum(one);
    case "residual_block":
      return prepareBlock(one);
    default: {
      const mapping = mappings[one.op] ?? onnxMappings[one.op];
      if (mapping === undefined) throw new Error(`the op ${one.op} is not understood`);
      return prepareOp(one, mapping);
    }
  }
}
