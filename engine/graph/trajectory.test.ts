/**
 * Whole training runs against PyTorch: loss, gradient norms, first gradients, final weights and
 * running statistics of LeNet-5, dense chains and the 20-layer twins, through the compiled program
 * on both backends that run in Node.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createReference } from "../backends/reference/index";
import { createWasm } from "../backends/wasm/index";
import { type Case, type Open, readCases } from "../conformance/cases";
import { judge } from "../conformance/run";

const open: Open = async (file) =>
  new Uint8Array(readFileSync(new URL(`../golden/${file}`, import.meta.url)));
const cases: Case[] = [];
for await (const one of readCases(open)) if (one.op === "trajectory") cases.push(one);

describe("training runs agree with PyTorch, step by step", () => {
  it("has the nine of them", () => {
    expect(cases.length).toBe(9);
  });

  it.each(cases.map((one) => [one.id, one] as const))(
    "%s on wasm",
    { timeout: 60_000 },
    async (_, one) => {
      const backend = await createWasm();
      expect(await judge(backend, one)).toMatchObject({ problem: null });
      expect(backend.bytesInUse()).toBe(0);
    },
  );

  it.each(cases.map((one) => [one.id, one] as const))(
    "%s on the reference",
    { timeout: 300_000 },
    async (_, one) => {
      expect(await judge(createReference(), one)).toMatchObject({ problem: null });
    },
  );

  it("do not agree when the learning rate is off by a thousandth", async () => {
    const [one] = cases.filter(({ id }) => id === "trajectory/mlp6_tanh_bn");
    if (one === undefined) throw new Error("there is no such case");
    const settings = { ...one.settings, lr: 0.1001 };
    expect((await judge(await createWasm(), { ...one, settings })).problem).toMatch(/^loss\[\d\]/);
  });
});
