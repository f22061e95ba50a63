/** Helper threads, in an isolated page: the same bits as one thread alone. */
import { describe, expect, it } from "vitest";
import { random } from "../../core/random";
import { size } from "../../core/shape";
import { compile } from "../../graph/compile";
import { networks } from "../../graph/networks/index";
import type { Program } from "../../graph/program";
import { createWasm } from "./index";

const STEPS = 2;

function programOf(name: string, batch: number): Program {
  const spec = networks[name]?.();
  if (spec === undefined) throw new Error(`there is no ${name}`);
  return compile(spec, {
    batch,
    forward: false,
    training: { loss: "cross_entropy", optimiser: { kind: "sgd", momentum: 0.9 } },
  }).program;
}

async function train(threads: number, program: Program) {
  const backend = await createWasm({ threads });
  const executable = await backend.compile(program);
  for (const { name, kind, shape, integer } of program.tensors) {
    const from = random(1).split(name);
    const length = size(shape);
    if (integer)
      executable.write(
        name,
        Int32Array.from({ length }, () => from.below(10)),
      );
    else if (kind === "input" || kind === "parameter")
      executable.write(
        name,
        Float32Array.from({ length }, () => 0.2 * from.normal()),
      );
  }
  for (let step = 1; step <= STEPS; step++)
    await executable.run("train", {
      step,
      learningRate: 0.01,
      correction1: 1,
      correction2: 1,
      seed: step,
    });
  const weights = await executable.read(
    program.tensors
      .filter(({ kind }) => kind === "parameter" || kind === "buffer")
      .map(({ name }) => name),
  );
  executable.free();
  const { description } = backend;
  expect(backend.bytesInUse()).toBe(0);
  backend.dispose();
  return { weights, description };
}

describe("threads on wasm", () => {
  it("start in an isolated page", async () => {
    expect(globalThis.crossOriginIsolated).toBe(true);
    const backend = await createWasm({ threads: 3 });
    expect(backend.description).toMatch(/^3 threads/);
    backend.dispose();
  });

  it.each([
    ["lenet5", 33],
    ["residual20", 3],
    ["plain20", 1],
  ])(
    "train %s with a batch of %i to the same bits as one thread",
    async (name, batch) => {
      const program = programOf(name, batch);
      const alone = await train(1, program);
      expect(alone.description).toMatch(/^1 thread,/);
      for (const threads of [2, 3]) {
        const together = await train(threads, program);
        expect(together.description).toMatch(new RegExp(`^${threads} threads`));
        expect(together.weights).toEqual(alone.weights);
      }
    },
    60_000,
  );
});
