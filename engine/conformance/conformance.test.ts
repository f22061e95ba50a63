/**
 * PyTorch's cases on the reference backend, op by op, and the runner itself: a wrong number, a
 * wrong shape, a setting or an op that nobody understands must fail. Training runs are in
 * graph/trajectory.test.ts.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createReference } from "../backends/reference/index";
import { type Case, type Open, readCases } from "./cases";
import { mismatch } from "./compare";
import { runNetworks } from "./network-cases";
import { judge } from "./run";

const open: Open = async (file) =>
  new Uint8Array(readFileSync(new URL(`../golden/${file}`, import.meta.url)));

async function all(): Promise<readonly Case[]> {
  const found: Case[] = [];
  for await (const one of readCases(open)) found.push(one);
  return found;
}

const cases = await all();
const kinds = [...new Set(cases.map((one) => one.op))].filter((op) => op !== "trajectory");

function called(id: string): Case {
  const found = cases.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no case ${id}`);
  return found;
}

describe("PyTorch's cases on the reference backend", () => {
  it.each(kinds)("%s agrees in every case", async (op) => {
    const backend = createReference();
    const ofKind = cases.filter((one) => one.op === op);
    expect(ofKind.length).toBeGreaterThan(0);
    for (const one of ofKind) expect(await judge(backend, one)).toMatchObject({ problem: null });
    expect(backend.bytesInUse()).toBe(0);
  });

  it("computes every layer table exactly", async () => {
    let count = 0;
    for await (const verdict of runNetworks(open)) {
      expect(verdict).toMatchObject({ problem: null });
      count += 1;
    }
    expect(count).toBe(13);
  });
});

describe("the runner", () => {
  const one = called("conv2d/k3_s1_p1");
  const judged = async (changed: Partial<Case>): Promise<string | null> =>
    (await judge(createReference(), { ...one, ...changed })).problem;

  it("fails a case when one expected number is off by more than the tolerance", async () => {
    const want = one.expected.get("dw");
    if (want === undefined) throw new Error("the case has no dw");
    const data = Float32Array.from(want.data);
    data[17] = (data[17] ?? 0) + 1e-3;
    const problem = await judged({
      expected: new Map([...one.expected, ["dw", { ...want, data }]]),
    });
    expect(problem).toMatch(/^dw\[/);
  });

  it("fails a case with a setting that it does not understand", async () => {
    expect(await judged({ settings: { ...one.settings, output_padding: 1 } })).toMatch(
      /output_padding/,
    );
  });

  it("fails a case with an expected tensor that it does not understand", async () => {
    const y = one.expected.get("y");
    if (y === undefined) throw new Error("the case has no y");
    expect(await judged({ expected: new Map([["hessian", y]]) })).toMatch(/hessian/);
  });

  it("fails a case with an input that it does not understand", async () => {
    expect(
      await judged({
        inputs: new Map([...one.inputs, ["mask", { shape: [1], data: new Float32Array(1) }]]),
      }),
    ).toMatch(/mask/);
  });

  it("fails a case of an op that it does not know", async () => {
    expect(await judged({ op: "conv3d" })).toMatch(/conv3d/);
  });

  it("fails a case whose output has another shape", async () => {
    const y = one.expected.get("y");
    if (y === undefined) throw new Error("the case has no y");
    const turned = { ...y, shape: y.shape.toReversed() };
    expect(await judged({ expected: new Map([["y", turned]]) })).toMatch(/expected \[8, 8, 4, 2\]/);
  });
});

describe("comparing", () => {
  const want = { shape: [2], data: Float32Array.of(1, Number.NaN), abs: 0.01, rel: 0.1 };

  it("accepts what is within abs + rel·|want| and nothing beyond", () => {
    expect(mismatch("y", [1.109, Number.NaN], want)).toBeNull();
    expect(mismatch("y", [1.111, Number.NaN], want)).toMatch(/y\[0\] is 1.111/);
  });

  it("takes not-a-number only for not-a-number", () => {
    expect(mismatch("y", [1, 3], want)).not.toBeNull();
    expect(mismatch("y", [Number.NaN, Number.NaN], want)).not.toBeNull();
  });

  it("refuses a missing tensor and a missing cell", () => {
    expect(mismatch("y", undefined, want)).not.toBeNull();
    expect(mismatch("y", [1], want)).not.toBeNull();
  });

  it("takes 0 and −0 for equal even without tolerance", () => {
    expect(
      mismatch("y", [-0], { shape: [1], data: Float32Array.of(0), abs: 0, rel: 0 }),
    ).toBeNull();
  });
});
