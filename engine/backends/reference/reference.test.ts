/**
 * The reference backend as a backend: names, shapes, memory, phases, and the same bits every time.
 */
import { describe, expect, it } from "vitest";
import { LabError } from "../../core/errors";
import { random } from "../../core/random";
import { size } from "../../core/shape";
import { compile } from "../../graph/compile";
import { networks } from "../../graph/networks/index";
import type { Program, StepScalars } from "../../graph/program";
import { createReference } from "./index";

const scalars: StepScalars = {
  step: 1,
  learningRate: 0.1,
  correction1: 1,
  correction2: 1,
  seed: 0,
};

const doubling: Program = {
  name: "doubling",
  batch: 1,
  tensors: [
    { id: 0, name: "a", shape: [3], kind: "input", offset: 0, integer: false },
    { id: 1, name: "y", shape: [3], kind: "activation", offset: 64, integer: false },
    { id: 2, name: "labels", shape: [2], kind: "input", offset: 128, integer: true },
  ],
  phases: {
    forward: [
      { op: "add", pass: "forward", node: "add", tensors: { a: 0, b: 0, y: 1 }, attributes: {} },
    ],
  },
  words: 192,
  parameters: { offset: 0, words: 0 },
  gradients: { offset: 0, words: 0 },
};

describe("the reference backend", () => {
  it("runs a phase and gives numbers rounded to single precision", async () => {
    const run = await createReference().compile(doubling);
    run.write("a", Float32Array.of(1, 0.1, Number.NaN));
    await run.run("forward", scalars);
    expect((await run.read(["y"])).get("y")).toEqual(Float32Array.of(2, 0.2, Number.NaN));
  });

  it("keeps whole numbers whole", async () => {
    const run = await createReference().compile(doubling);
    run.write("labels", Int32Array.of(7, 2 ** 31 - 1));
    expect((await run.read(["labels"])).get("labels")).toEqual(Int32Array.of(7, 2 ** 31 - 1));
  });

  it("counts its memory down to zero", async () => {
    const backend = createReference();
    const [one, two] = [await backend.compile(doubling), await backend.compile(doubling)];
    expect(backend.bytesInUse()).toBe(2 * 192 * 8);
    one.free();
    one.free();
    two.free();
    expect(backend.bytesInUse()).toBe(0);
    await expect(one.read(["y"])).rejects.toThrowError(/freed/);
  });

  it("refuses names and lengths that it does not know", async () => {
    const run = await createReference().compile(doubling);
    expect(() => run.write("b", new Float32Array(3))).toThrowError("doubling has no tensor b");
    expect(() => run.write("a", new Float32Array(2))).toThrowError("a is 3 but got 2 numbers");
    await expect(run.run("train", scalars)).rejects.toThrowError(/no phase train/);
  });

  it("refuses an op that it does not know when compiling, not when running", async () => {
    const [call] = doubling.phases.forward ?? [];
    if (call === undefined) throw new Error("the program has no call");
    const strange: Program = { ...doubling, phases: { forward: [{ ...call, op: "multiply" }] } };
    await expect(createReference().compile(strange)).rejects.toThrowError(
      "add: the reference backend has no op multiply",
    );
  });

  it("is lost once it is closed", async () => {
    const backend = createReference();
    backend.dispose();
    expect(await backend.lost).toEqual({ reason: "closed" });
    await expect(backend.compile(doubling)).rejects.toBeInstanceOf(LabError);
  });

  it("gives the same bits for the same seed, with words shared between tensors or not", async () => {
    const spec = networks["lenet5"]?.();
    if (spec === undefined) throw new Error("there is no lenet5");
    const train = async (share: boolean): Promise<Float32Array | Int32Array | undefined> => {
      const training = {
        loss: "cross_entropy",
        optimiser: { kind: "sgd", momentum: 0.9 },
      } as const;
      const { program } = compile(spec, { batch: 2, share, training });
      const run = await createReference().compile(program);
      const source = random(5);
      for (const { name, kind, shape } of program.tensors)
        if (kind === "parameter" && name.includes(".")) {
          const stream = source.split(name);
          run.write(
            name,
            Float32Array.from({ length: size(shape) }, () => stream.normal() / 10),
          );
        }
      run.write("input", Float32Array.from({ length: 2 * 28 * 28 }, source.uniform));
      run.write("labels", Int32Array.of(3, 8));
      for (let step = 1; step <= 2; step++) await run.run("train", { ...scalars, step });
      return (await run.read(["parameters"])).get("parameters");
    };
    const first = await train(true);
    expect(await train(true)).toEqual(first);
    expect(await train(false)).toEqual(first);
  });
});
