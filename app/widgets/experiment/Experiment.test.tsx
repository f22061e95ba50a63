// @vitest-environment happy-dom
/** Two runs side by side before an engine that says what the test wants. */
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Probe } from "../../../engine/worker/protocol";
import { FakeEngine } from "../training-desk/fake-engine";
import { Runs, RunsContext } from "../training-desk/runs";
import { experiment, type ExperimentState } from "./definition";
import { Experiment } from "./Experiment";
import { weightLayers } from "./setting";

afterEach(cleanup);
vi.setConfig({ testTimeout: 30_000 });

const nobody: ReadonlySet<string> = new Set();
const settle = (): Promise<void> => act(async () => new Promise((resolve) => setTimeout(resolve, 5)));
const [A, B] = ["x A", "x B"];

/** What is heard is drawn a little later. */
async function hear(speak: () => void): Promise<void> {
  act(speak);
  await act(async () => new Promise((resolve) => setTimeout(resolve, 150)));
}

function Host({ start }: { readonly start: ExperimentState }) {
  const [state, setState] = useState(start);
  return <Experiment id="x" state={state} change={setState} hidden={nobody} locked={nobody} mode="lesson" />;
}

async function shown(properties: Parameters<typeof experiment.initial>[0]): Promise<FakeEngine> {
  const engine = new FakeEngine();
  const runs = new Runs(async () => engine);
  render(
    <RunsContext value={runs}>
      <Host start={experiment.initial(properties)} />
    </RunsContext>,
  );
  await settle();
  return engine;
}

const probe = (norm: number): Probe => ({
  norm,
  min: 0,
  max: 1,
  mean: 0,
  zeros: 0,
  notANumber: 0,
  histogram: Array.from({ length: 32 }, () => 1),
});

/** A snapshot in which the gradient of layer k of `depth` is `first`·10^(k·growth). */
async function tell(engine: FakeEngine, run: string, step: number, first: number, growth: number, loss: number): Promise<void> {
  const setting = experiment.initial({ depth: 5 }).setting;
  const probes = Object.fromEntries(
    weightLayers(setting).flatMap((layer, at) => [
      [`${layer}.dw`, probe(first * 10 ** (at * growth))],
      [`${layer}.w`, probe(2)],
      [`${layer}.w_update`, probe(0.03)],
    ]),
  );
  await hear(() => engine.snapshot(run, step, { losses: [{ step, loss }], probes }));
}

const sentence = (): string => document.querySelector("[aria-live='polite']")?.textContent ?? "";

describe("the experiment", () => {
  test("opens two runs from one seed that differ in the one thing, and starts both", async () => {
    const engine = await shown({ depth: 5, change: "norm", to: "true", seed: 9 });
    const [a, b] = [engine.recipes.get(A), engine.recipes.get(B)];
    expect([a?.seed, b?.seed]).toEqual([9, 9]);
    expect(a?.network.layers.some((layer) => layer.op === "batchnorm")).toBe(false);
    expect(b?.network.layers.some((layer) => layer.op === "batchnorm")).toBe(true);
    expect(engine.told.filter((told) => told.startsWith("watch"))).toEqual([`watch ${A} probes`, `watch ${B} probes`]);
    fireEvent.click(screen.getByRole("button", { name: "Train" }));
    expect(engine.told.filter((told) => told.startsWith("start"))).toEqual([`start ${A}`, `start ${B}`]);
  });

  test("says what changed and what it did, and draws every layer's gradient of both runs", async () => {
    const engine = await shown({ depth: 5, change: "norm", to: "true" });
    await tell(engine, A, 40, 1e-8, 2, 2.3);
    await tell(engine, B, 40, 0.5, 0, 0.25);
    expect(sentence()).toBe(
      "Run B: batch normalisation on; run A: off. All else is the same, the seed 1 too. After 40 steps the loss is 2.3 in A and 0.25 in B. The gradient that reaches the first layer is 1e−8 in A and 0.5 in B, 5e7 times as large.",
    );
    const drawn = [...document.querySelectorAll("[data-value]")].map((bar) => Number(bar.getAttribute("data-value")));
    expect(drawn).toHaveLength(10);
    expect(drawn.filter((_, at) => at % 2 === 0).map((value) => Math.round(Math.log10(value)))).toEqual([-8, -6, -4, -2, 0]);
    expect(drawn.filter((_, at) => at % 2 === 1)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
  });

  test("update over weights is the length of the step over the length of the weights", async () => {
    const engine = await shown({ depth: 5, rate: 0.1, show: "update" });
    await tell(engine, A, 3, 0.5, 0, 1);
    const drawn = [...document.querySelectorAll("[data-value]")].map((bar) => Number(bar.getAttribute("data-value")));
    expect(drawn[0]).toBeCloseTo(0.03 / 2, 12);
  });

  test("one run alone says whether its gradient vanishes", async () => {
    const engine = await shown({ depth: 5 });
    expect(engine.recipes.has(B)).toBe(false);
    await tell(engine, A, 3, 1e-8, 2, 2.3);
    expect(sentence()).toBe("The first layer's gradient is 1e−8 times the last layer's: it vanishes on its way back.");
  });

  test("NaN in one run is named with its run, layer and step, and one click goes back in that run only", async () => {
    const engine = await shown({ depth: 5, activation: "relu", scale: 3, change: "clip", to: "1" });
    const problem = {
      code: "not-a-number" as const,
      message: "fc5: its activations became infinite in step 2",
      hint: "",
      layer: "fc5",
      step: 2,
    };
    act(() => engine.say(A, { kind: "paused", run: A, problem }));
    expect(screen.getByRole("alert").textContent).toContain("Run A: fc5: its activations became infinite in step 2.");
    expect(sentence()).toContain("Run A met a number that is none at step 2.");
    fireEvent.click(screen.getByRole("button", { name: "Back to the last good step" }));
    expect(engine.told.filter((told) => told.startsWith("rewind"))).toEqual([`rewind ${A}`]);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("another activation is taken up by the run where it is: marked on the curves, told in words, undone by going back", async () => {
    const engine = await shown({ depth: 5, activation: "relu", change: "norm", to: "true" });
    await tell(engine, A, 40, 1, 0, 2);
    await tell(engine, B, 38, 1, 0, 2);
    fireEvent.change(screen.getByLabelText("Activation"), { target: { value: "prelu" } });
    await settle();
    expect(engine.told.filter((told) => /^(open|continueWith)/.test(told))).toEqual([
      `open ${A}`,
      `open ${B}`,
      `continueWith ${A}`,
      `continueWith ${B}`,
    ]);
    expect(engine.recipes.get(B)?.network.layers.filter((layer) => layer.op === "prelu")).toHaveLength(4);
    expect([...document.querySelectorAll("[data-mark]")].map((mark) => `${mark.getAttribute("data-mark")} ${mark.textContent}`)).toEqual([
      "40 A: parametric ReLU",
      "38 B: parametric ReLU",
      "40 ",
      "38 ",
      "40 ",
      "38 ",
    ]);
    expect(sentence()).toContain(
      "Both began from the seed 1. From step 40 on run A has parametric ReLU instead of ReLU; it kept its weights, 4 tensors are new.",
    );
    fireEvent.change(screen.getByLabelText("Activation"), { target: { value: "relu" } });
    await settle();
    expect(document.querySelector("[data-mark]")).toBeNull();
    expect(sentence()).toContain("All else is the same, the seed 1 too.");
  });

  test("a number that is being typed is taken up once it stands", async () => {
    const engine = await shown({ depth: 5, activation: "relu", scale: 3 });
    await tell(engine, A, 7, 1, 0, 2);
    const clip = screen.getByLabelText("Gradient clipping (0: off)");
    for (const value of ["1", "10"]) fireEvent.change(clip, { target: { value } });
    await act(async () => new Promise((resolve) => setTimeout(resolve, 400)));
    expect(engine.told.filter((told) => told.startsWith("continueWith"))).toEqual([`continueWith ${A}`]);
    expect(engine.recipes.get(A)?.clip).toEqual({ kind: "norm", limit: 10 });
    expect(sentence()).toContain("From step 7 on it has the gradient clipped at 10 instead of no clipping; it kept its weights.");
  });

  test("turning to convolutions takes few channels, so that a deep network still answers at once", async () => {
    const engine = await shown({ depth: 50, activation: "relu" });
    fireEvent.change(screen.getByLabelText("Layers"), { target: { value: "conv" } });
    await act(async () => new Promise((resolve) => setTimeout(resolve, 400)));
    const layers = engine.recipes.get(A)?.network.layers.filter((layer) => layer.op === "conv2d") ?? [];
    expect(layers).toHaveLength(49);
    expect(layers.every((layer) => layer["out_channels"] === 8)).toBe(true);
  });

  test("another network starts the run anew, goes on if it was running, and leaves the other run's name free when there is none", async () => {
    const engine = await shown({ depth: 5, change: "norm", to: "true" });
    await hear(() => engine.snapshot(A, 3));
    fireEvent.change(screen.getByLabelText("Skip connections"), { target: { value: "on" } });
    await settle();
    expect(engine.recipes.get(A)?.network.layers.some((layer) => layer.op === "add")).toBe(true);
    expect(engine.told.slice(engine.told.lastIndexOf(`open ${A}`))).toContain(`start ${A}`);
    fireEvent.change(screen.getByLabelText("Beside it, a run B that changes only"), { target: { value: "" } });
    await settle();
    expect(engine.told).toContain(`free ${B}`);
  });
});
