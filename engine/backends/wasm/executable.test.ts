/**
 * The life of programs on the WebAssembly backend: memory, names, errors, and weights that change
 * between runs.
 */
import { describe, expect, it } from "vitest";
import { random } from "../../core/random";
import { size } from "../../core/shape";
import { compile } from "../../graph/compile";
import { networks } from "../../graph/networks/index";
import type { Program, StepScalars } from "../../graph/program";
import type { Executable } from "../backend";
import { createWasm } from "./index";
import { asProgram } from "./one-call.testing";

const scalars = (step: number): StepScalars => ({
  step,
  learningRate: 0.05,
  correction1: 1,
  correction2: 1,
  seed: step,
});

const lenet = (batch: number): Program => trainable("lenet5", batch);

function trainable(network: string, batch: number): Program {
  const spec = networks[network]?.();
  if (spec === undefined) throw new Error(`there is no network ${network}`);
  return compile(spec, {
    batch,
    training: { loss: "cross_entropy", optimiser: { kind: "sgd", momentum: 0.9 } },
  }).program;
}

function fill(executable: Executable, seed: number): void {
  for (const { name, kind, shape, integer } of executable.program.tensors) {
    const from = random(seed).split(name);
    const length = size(shape);
    if (integer)
      executable.write(
        name,
        Int32Array.from({ length }, () => from.below(10)),
      );
    else if (kind === "input")
      executable.write(
        name,
        Float32Array.from({ length }, () => from.normal()),
      );
    else if (kind === "parameter")
      executable.write(
        name,
        Float32Array.from({ length }, () => 0.1 * from.normal()),
      );
  }
}

const output = (program: Program): string =>
  program.tensors.findLast(({ name, kind }) => kind === "activation" && name.endsWith(".y"))
    ?.name ?? "";
const parameters = (program: Program): string[] =>
  program.tensors.filter(({ kind }) => kind === "parameter").map(({ name }) => name);

async function code(of: () => unknown): Promise<unknown> {
  try {
    await of();
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
}

describe("a program on wasm", () => {
  it("uses the weights of now, whether they were written or trained", async () => {
    const backend = await createWasm();
    const program = lenet(2);
    const logits = output(program);
    const first = await backend.compile(program);
    fill(first, 1);
    await first.run("forward", scalars(1));
    const before = (await first.read([logits])).get(logits);
    await first.run("train", scalars(1));
    await first.run("forward", scalars(2));
    const trained = await first.read([logits, ...parameters(program)]);
    expect(trained.get(logits)).not.toEqual(before);
    const second = await backend.compile(program);
    fill(second, 1);
    await second.run("forward", scalars(1));
    for (const name of parameters(program))
      second.write(name, trained.get(name) ?? new Float32Array());
    await second.run("forward", scalars(1));
    expect((await second.read([logits])).get(logits)).toEqual(trained.get(logits));
  });

  it("trains to the same bits from the same seed, beside another one", async () => {
    const backend = await createWasm();
    const program = lenet(5);
    const pair = [await backend.compile(program), await backend.compile(program)];
    for (const executable of pair) fill(executable, 7);
    for (let step = 1; step <= 3; step++)
      for (const executable of pair) await executable.run("train", scalars(step));
    const [one, other] = [
      await pair[0]?.read(parameters(program)),
      await pair[1]?.read(parameters(program)),
    ];
    expect(one).toEqual(other);
    expect(one?.get("conv1.w")?.every(Number.isFinite)).toBe(true);
  });

  it("gives all its memory back, and the next one takes the same place", async () => {
    const backend = await createWasm();
    const program = lenet(4);
    const sizes: number[] = [];
    for (let round = 0; round < 3; round++) {
      const [a, b] = [await backend.compile(program), await backend.compile(lenet(3))];
      sizes.push(backend.bytesInUse());
      a.free();
      a.free();
      b.free();
      expect(backend.bytesInUse()).toBe(0);
    }
    expect(new Set(sizes).size).toBe(1);
  });

  it("of ResNet-20 takes at most 1.25 times the memory that the plan says, packed weights and tables included", async () => {
    const backend = await createWasm();
    const program = trainable("residual20", 32);
    const executable = await backend.compile(program);
    fill(executable, 1);
    await executable.run("train", scalars(1));
    expect(backend.bytesInUse()).toBeGreaterThanOrEqual(program.words * 4);
    expect(backend.bytesInUse()).toBeLessThanOrEqual(1.25 * program.words * 4);
    executable.free();
  });

  it("starts from zeros also where another one has been", async () => {
    const backend = await createWasm();
    const program = lenet(2);
    const first = await backend.compile(program);
    fill(first, 3);
    await first.run("train", scalars(1));
    first.free();
    const second = await backend.compile(program);
    for (const [name, data] of await second.read(program.tensors.map((plan) => plan.name)))
      expect(
        data.every((value) => value === 0),
        name,
      ).toBe(true);
  });

  it("refuses what is too large before it takes anything, and names the part to change", async () => {
    const backend = await createWasm({ budget: 1e6 });
    await expect(backend.compile(lenet(64))).rejects.toThrow(/needs \d+ MB.*limit is 1 MB/);
    expect(await code(() => backend.compile(lenet(64)))).toBe("budget");
    expect(backend.bytesInUse()).toBe(0);
  });

  it("answers mistakes with the right kind of error", async () => {
    const backend = await createWasm();
    const program = lenet(2);
    const executable = await backend.compile(program);
    expect(await code(() => executable.write("nobody", new Float32Array(1)))).toBe("unknown-name");
    expect(await code(() => executable.write("input", new Float32Array(3)))).toBe("shape");
    expect(await code(() => executable.write("labels", new Float32Array(2)))).toBe("shape");
    expect(await code(() => executable.read(["nobody"]))).toBe("unknown-name");
    expect(await code(() => executable.run("probe", scalars(1)))).toBe("unknown-name");
    executable.free();
    expect(await code(() => executable.run("train", scalars(1)))).toBe("lost");
    expect(await code(() => executable.read(["loss"]))).toBe("lost");
    const unknown = asProgram("odd", [], 0, [
      { op: "fold", pass: "forward", node: "odd", tensors: {}, attributes: {} },
    ]);
    expect(await code(() => backend.compile(unknown))).toBe("unsupported");
    const live = await backend.compile(program);
    backend.dispose();
    expect((await backend.lost).reason).toBe("closed");
    expect(await code(() => live.run("train", scalars(1)))).toBe("lost");
    expect(await code(() => backend.compile(program))).toBe("lost");
  });
});
