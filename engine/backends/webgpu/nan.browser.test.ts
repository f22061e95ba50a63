/**
 * Not-a-number is never laundered: where the reference has NaN or infinity, the GPU has it too,
 * forward and backward.
 */
import { afterAll, describe, expect, inject, it } from "vitest";
import { cellsOf } from "../../core/expression";
import { random } from "../../core/random";
import { sameShape, size } from "../../core/shape";
import { ops } from "../../ops/index";
import type { Backend } from "../backend";
import { createReference } from "../reference/index";
import { createWebGpu } from "./index";
import {
  fill,
  type Numbers,
  numbersFor,
  parameterNames,
  scalars,
  trained,
} from "./program.testing";
import { Tape } from "../../conformance/tape";

const webgpu = await createWebGpu();
afterAll(() => webgpu.dispose());

const ODD = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  0,
  1e-30,
  -1e-30,
  88,
  -88,
  3e38,
  -3e38,
  0.5,
];
/** Ops whose every number follows from one number, and from nothing else. */
const POINTWISE = Object.values(ops)
  .filter(({ inputs, keeps, saved }) => inputs.length === 1 && String(keeps) === "x" && !saved)
  .filter((op) => {
    const x = { shape: [1, 2, 8, 8], data: new Float64Array(128).fill(0.5) };
    const [attributes, at] = [op.normalise(op.defaults), [0, 0, 3, 5]];
    const read = [...cellsOf(op.explain({ x }, attributes, at))];
    return read.every(({ index }) => sameShape(index, at));
  })
  .map(({ name }) => name);

/** So many numbers of either sign, evenly spaced on a logarithmic scale of all normal ones. */
function everySize(count: number): Float32Array {
  const [least, most] = [Math.log(1.2e-38), Math.log(3.4e38)];
  const half = Math.ceil(count / 2);
  return Float32Array.from({ length: 2 * half }, (_, at) => {
    const part = Math.floor(at / 2) / Math.max(1, half - 1);
    return (at % 2 === 0 ? 1 : -1) * Math.exp(least + part * (most - least));
  });
}

async function apply(
  backend: Backend,
  op: string,
  raw: Record<string, unknown>,
  shape: readonly number[],
  data: Float32Array,
): Promise<Numbers> {
  const tape = new Tape();
  const x = tape.tensor("x", shape);
  const y = tape.apply(op, "op", { x }, raw);
  const dy = tape.tensor("dy", tape.shape(y));
  const dx = tape.differentiate(y, dy, [x]).get(x) ?? -1;
  const executable = await backend.compile(tape.program(op));
  executable.write("x", data);
  executable.write("dy", new Float32Array(size(tape.shape(y))).fill(1));
  await executable.run("train", scalars(1));
  const results = await executable.read([tape.nameOf(y), tape.nameOf(dx)]);
  executable.free();
  return results;
}

function kinds(numbers: Numbers): string[][] {
  const kind = (value: number): string =>
    Number.isNaN(value) ? "NaN" : Number.isFinite(value) ? "finite" : String(value);
  return [...numbers.values()].map((data) => Array.from(data, kind));
}

/** Which cells of y and dw are no ordinary numbers when one weight, or one of dy, is none. */
async function spoiltConvolution(
  backend: Backend,
  shape: readonly number[],
  raw: Record<string, unknown>,
  slot: "w" | "dy",
  value: number,
): Promise<string[]> {
  const tape = new Tape();
  const definition = ops["conv2d"];
  const { w: filters = [] } = definition?.parameters?.(shape, definition.normalise(raw)) ?? {};
  const from = random(5);
  const [x, w] = [tape.tensor("x", shape), tape.tensor("w", filters)];
  const y = tape.apply("conv2d", "op", { x, w }, { ...raw, bias: false });
  const dy = tape.tensor("dy", tape.shape(y));
  const dw = tape.differentiate(y, dy, [w]).get(w) ?? -1;
  const executable = await backend.compile(tape.program("conv2d"));
  for (const [name, id] of Object.entries({ x, w, dy })) {
    const data = Float32Array.from({ length: size(tape.shape(id)) }, () => from.normal());
    if (name === slot) data[1] = value;
    executable.write(name, data);
  }
  await executable.run("train", scalars(1));
  const names = [tape.nameOf(y), tape.nameOf(dw)];
  const read = await executable.read(names);
  executable.free();
  return names.map((name) =>
    Array.from(read.get(name) ?? [], (cell) => (Number.isFinite(cell) ? "." : "!")).join(""),
  );
}

describe("odd numbers", () => {
  it.each(POINTWISE)(
    "%s gives NaN, infinity and finite numbers where the reference does",
    async (op) => {
      const data = Float32Array.from(ODD);
      expect(kinds(await apply(webgpu, op, {}, [ODD.length], data))).toEqual(
        kinds(await apply(createReference(), op, {}, [ODD.length], data)),
      );
    },
  );

  it.each(POINTWISE)(
    "%s is finite where the reference is, at inputs of every size from the least to the largest",
    { timeout: 120_000 },
    async (op) => {
      const data = everySize(Math.max(2000, inject("trials")));
      const wanted = kinds(await apply(createReference(), op, {}, [data.length], data));
      const got = kinds(await apply(webgpu, op, {}, [data.length], data));
      const off = wanted.flatMap((row, which) =>
        [...row.entries()].filter(([at, kind]) => kind === "finite" && got[which]?.[at] !== kind),
      );
      expect(off.slice(0, 3).map(([at]) => data[at])).toEqual([]);
    },
  );

  it.each([
    ["maxpool2d", { kernel_size: 2 }],
    ["maxpool2d", { kernel_size: 3, stride: 2, padding: 1 }],
    ["global_maxpool2d", {}],
    ["avgpool2d", { kernel_size: 2 }],
    ["global_avgpool2d", {}],
    ["softmax", {}],
    ["log_softmax", {}],
  ] as const)("%s with %o lets NaN through", async (op, raw) => {
    const from = random(3);
    const data = Float32Array.from({ length: 2 * 3 * 36 }, (_, at) =>
      at === 40 || at === 47 ? Number.NaN : from.normal(),
    );
    expect(kinds(await apply(webgpu, op, raw, [2, 3, 6, 6], data))).toEqual(
      kinds(await apply(createReference(), op, raw, [2, 3, 6, 6], data)),
    );
  });

  it.each([
    ["few channels", [1, 1, 9, 9], { out_channels: 2, kernel_size: 5, padding: 2 }],
    ["many channels", [2, 3, 6, 6], { out_channels: 8, kernel_size: 3, padding: 1, stride: 2 }],
    ["groups", [1, 4, 7, 7], { out_channels: 4, kernel_size: 3, padding: [2, 0], groups: 4 }],
  ] as const)("a convolution of %s lets no padding hide a weight", async (_, shape, raw) => {
    for (const [slot, value] of [
      ["w", Number.NaN],
      ["w", Number.POSITIVE_INFINITY],
      ["dy", Number.NaN],
    ] as const) {
      const [got = [], want = []] = [
        await spoiltConvolution(webgpu, shape, raw, slot, value),
        await spoiltConvolution(createReference(), shape, raw, slot, value),
      ];
      expect(got).toEqual(want);
      expect(want[slot === "w" ? 0 : 1]).toContain("!");
    }
  });

  it("in one weight of a network becomes a loss that is NaN", async () => {
    const program = trained("lenet5", 4);
    const executable = await webgpu.compile(program);
    fill(executable, numbersFor(program, 1));
    const [weights = ""] = parameterNames(program);
    const spoiled = new Float32Array(
      size(program.tensors.find(({ name }) => name === weights)?.shape ?? []),
    );
    spoiled[7] = Number.NaN;
    executable.write(weights, spoiled);
    await executable.run("train", scalars(1));
    expect((await executable.read(["loss"])).get("loss")?.[0]).toBeNaN();
    executable.free();
  });
});
