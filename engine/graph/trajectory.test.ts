/**
 * Whole training runs against PyTorch: loss, gradient norms and final weights of LeNet-5, dense chains and the
 * 20-layer twins, through the compiled program on the backends that run in Node.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Backend } from "../backends/backend";
import { createReference } from "../backends/reference/index";
import { isObject, parseJson, type Json, type JsonObject } from "../core/json";
import { size } from "../core/shape";
import { readSafetensors, type StoredTensors } from "../data/formats/safetensors";
import { compile } from "./compile";
import { sketch, type Sketch } from "./networks/sketch";
import type { NetworkSpec } from "./spec";

const FOLDER = new URL("../golden/", import.meta.url);
const SHORT: Readonly<Record<string, string>> = { weight: "w", bias: "b" };

const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : new Map());
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const text = (value: Json | undefined): string => String(value);

/** The network that a golden case describes; nameless layers are numbered by kind. */
function architecture(name: string, input: readonly number[], arch: readonly Json[]): NetworkSpec {
  const net = sketch(name, input);
  let count = 0;
  const add = (item: JsonObject): void => {
    const kind = text(item.get("type"));
    const called = item.has("name") ? text(item.get("name")) : text(item.get("tap") ?? `${kind}.${count++}`);
    const value = (key: string): number[] => list(item.get(key)).map(Number);
    if (kind === "conv2d") {
      const settings = {
        out_channels: Number(item.get("out")),
        kernel_size: value("kernel"),
        stride: value("stride"),
        padding: value("padding"),
      };
      net.add(called, "conv2d", { ...settings, bias: item.get("bias") !== false });
    } else if (kind === "linear") net.add(called, "linear", { out_features: Number(item.get("out")), bias: bias(name, called, item) });
    else if (kind === "batchnorm") net.add(called, "batchnorm", { eps: Number(item.get("eps")), momentum: Number(item.get("momentum")) });
    else if (kind === "residual") residual(net, called, item, add);
    else if (kind === "maxpool2d") net.add(called, kind, { kernel_size: value("kernel"), stride: value("stride") });
    else if (kind === "subsample_pad_channels") net.add(called, "pad_channels", { stride: 2, out_channels: Number(item.get("out")) });
    else net.add(called, kind);
  };
  for (const item of arch) add(object(item));
  return net.spec();
}

/** The dense chains with batch normalisation have no bias before it. */
function bias(network: string, layer: string, item: JsonObject): boolean {
  return item.has("bias") ? item.get("bias") !== false : !network.endsWith("_bn") || layer === "head";
}

function residual(net: Sketch, name: string, item: JsonObject, add: (item: JsonObject) => void): void {
  const before = net.last();
  const main = list(item.get("main")).map(object);
  for (const part of main) add(part);
  const end = net.last();
  const convolution = main.findLast((part) => part.get("type") === "conv2d");
  const skip =
    list(item.get("shortcut")).length === 0
      ? before
      : net.join(`${name}.skip`, "pad_channels", [before], { stride: 2, out_channels: Number(convolution?.get("out")) });
  net.join(`${name}.add`, "add", [end, skip]);
  net.add(`${name}.relu`, "relu");
}

const cases = list(object(parseJson(readFileSync(new URL("cases.json", FOLDER), "utf8"), { depth: 16 })).get("cases"))
  .map(object)
  .filter((item) => item.get("op") === "trajectory");

interface Outcome {
  readonly worst: number;
  readonly checked: number;
}

async function replay(item: JsonObject, backend: Backend): Promise<Outcome> {
  const stored = readSafetensors(readFileSync(new URL(text(item.get("file")), FOLDER)));
  const [id, params] = [text(item.get("id")), object(item.get("params"))];
  const x = tensorOf(stored, `${id}/x`);
  const [steps = 0, batch = 0, ...input] = x.shape;
  const spec = architecture(id.split("/")[1] ?? "", input, list(params.get("arch")));
  const optimiser = {
    kind: "sgd",
    momentum: Number(params.get("momentum") ?? 0),
    weight_decay: Number(params.get("weight_decay") ?? 0),
  } as const;
  const taps = list(params.get("taps")).map((tap) => `${text(tap)}.dy`);
  const logits = `${spec.layers.at(-1)?.name ?? ""}.y`;
  const { program } = compile(spec, { batch, training: { loss: "cross_entropy", optimiser }, keep: [...taps, logits] });
  const run = await backend.compile(program);
  for (const name of stored.keys()) {
    if (name.startsWith(`${id}/init:`)) run.write(shortName(name), floats(stored, name));
  }
  let [worst, checked] = [0, 0];
  const expected = object(item.get("expected"));
  const compare = (key: string, got: ArrayLike<number>, from = 0): void => {
    const { abs, rel } = tolerance(expected, key);
    const want = tensorOf(stored, `${id}/${key}`).data;
    for (let at = 0; at < got.length; at++) {
      const wanted = want[from + at] ?? Number.NaN;
      worst = Math.max(worst, excess(got[at] ?? Number.NaN, wanted, abs + rel * Math.abs(wanted)));
      checked += 1;
    }
  };
  const order = list(params.get("parameter_order")).map((name) => gradientName(text(name)));
  const labels = tensorOf(stored, `${id}/labels`).data;
  for (let step = 0; step < steps; step++) {
    run.write("input", x.data.slice(step * batch * size(input), (step + 1) * batch * size(input)) as Float32Array);
    run.write("labels", labels.slice(step * batch, (step + 1) * batch) as Int32Array);
    await run.run("train", { step: step + 1, learningRate: Number(params.get("lr")), correction1: 1, correction2: 1, seed: 0 });
    const read = await run.read(["loss", logits, ...order, ...taps]);
    compare("loss", read.get("loss") ?? [], step);
    compare(
      "grad_norm",
      order.map((name) => norm(read.get(name) ?? [])),
      step * order.length,
    );
    if (taps.length > 0)
      compare(
        "hidden_grad_norm",
        taps.map((name) => norm(read.get(name) ?? [])),
        step * taps.length,
      );
    if (step === 0) compare("step0:logits", read.get(logits) ?? []);
    if (step === 0)
      for (const [at, name] of list(params.get("parameter_order")).entries())
        compare(`step0:grad:${text(name)}`, read.get(order[at] ?? "") ?? []);
  }
  const finals = [...expected.keys()].filter((key) => key.startsWith("final:") && key !== "final:eval_logits_batch0");
  const read = await run.read(finals.map(shortName));
  for (const key of finals) compare(key, read.get(shortName(key)) ?? []);
  run.write("input", x.data.slice(0, batch * size(input)) as Float32Array);
  await run.run("forward", { step: steps + 1, learningRate: 0, correction1: 1, correction2: 1, seed: 0 });
  compare("final:eval_logits_batch0", (await run.read([logits])).get(logits) ?? []);
  run.free();
  return { worst, checked };
}

/** How many times the tolerance a number is off; infinite when it is not a number. */
function excess(got: number, wanted: number, allowed: number): number {
  if (got === wanted) return 0;
  const off = Math.abs(got - wanted) / allowed;
  return Number.isNaN(off) ? Number.POSITIVE_INFINITY : off;
}

function tolerance(expected: JsonObject, key: string): { abs: number; rel: number } {
  const found = object(object(expected.get(key)).get("tolerance"));
  return { abs: Number(found.get("abs")), rel: Number(found.get("rel")) };
}

function tensorOf(stored: StoredTensors, name: string) {
  const found = stored.get(name);
  if (found === undefined) throw new Error(`no tensor ${name}`);
  return found;
}

function floats(stored: StoredTensors, name: string): Float32Array {
  return Float32Array.from(tensorOf(stored, name).data);
}

function shortName(key: string): string {
  const name = key.slice(key.indexOf(":") + 1);
  const at = name.lastIndexOf(".");
  return `${name.slice(0, at)}.${SHORT[name.slice(at + 1)] ?? name.slice(at + 1)}`;
}

function gradientName(name: string): string {
  const short = shortName(`:${name}`);
  const at = short.lastIndexOf(".");
  return `${short.slice(0, at)}.d${short.slice(at + 1)}`;
}

function norm(values: ArrayLike<number>): number {
  return Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0));
}

describe("training runs agree with PyTorch, step by step, on the reference backend", () => {
  it.each(cases.map((item) => [text(item.get("id")), item] as const))("%s", { timeout: 300_000 }, async (_, item) => {
    const { worst, checked } = await replay(item, createReference());
    expect(checked).toBeGreaterThan(500);
    expect(worst).toBeLessThanOrEqual(1);
  });
});
