// @vitest-environment happy-dom
/** Runs side by side before an engine that says what the test wants. */
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { LabError } from "../../../engine/core/errors";
import type { Probe } from "../../../engine/worker/protocol";
import { FakeEngine } from "../../runs/engine.testing";
import { Runs, RunsContext } from "../../runs/runs";
import { training, type TrainingState } from "./definition";
import { Training } from "./Training";

afterEach(cleanup);
vi.setConfig({ testTimeout: 30_000 });

const nobody: ReadonlySet<string> = new Set();
const settle = (): Promise<void> =>
  act(async () => new Promise((resolve) => setTimeout(resolve, 5)));
const [A, B] = ["x 1", "x 2"] as const;
const DEEP = { network: "dense", depth: 5, activation: "sigmoid", init: "he" } as const;
const TWO = { ...DEEP, variants: "plain: ; with BN: norm=batch" } as const;

/** What is heard is drawn a little later. */
async function hear(speak: () => void): Promise<void> {
  act(speak);
  await act(async () => new Promise((resolve) => setTimeout(resolve, 150)));
}

function Host({ start }: { readonly start: TrainingState }) {
  const [state, setState] = useState(start);
  return (
    <Training
      id="x"
      state={state}
      change={setState}
      hidden={nobody}
      locked={nobody}
      mode="lesson"
    />
  );
}

async function shown(properties: Parameters<typeof training.initial>[0]): Promise<FakeEngine> {
  const engine = new FakeEngine();
  const runs = new Runs(async () => engine);
  render(
    <RunsContext value={runs}>
      <Host start={training.initial(properties)} />
    </RunsContext>,
  );
  await settle();
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

/** A snapshot in which the gradient of layer k is `first`·10^(k·growth). */
async function tell(
  engine: FakeEngine,
  run: string,
  step: number,
  first: number,
  growth: number,
  loss: number,
): Promise<void> {
  const probes = Object.fromEntries(
    [1, 2, 3, 4, 5].flatMap((layer, at) => [
      [`fc${layer}.dw`, probe(first * 10 ** (at * growth))],
      [`fc${layer}.w`, probe(2)],
      [`fc${layer}.w_update`, probe(0.03)],
    ]),
  );
  const frames = [{ step, probes, quantiles: {} }];
  await hear(() => engine.snapshot(run, step, { losses: [{ step, loss }], frames }));
}

/** Numbers at 0, 1, … 128 parts of 128, evenly from `low` to `high`. */
const evenly = (low: number, high: number): readonly number[] =>
  Array.from({ length: 129 }, (_, at) => low + ((high - low) * at) / 128);

const told = (engine: FakeEngine, what: string): readonly string[] =>
  engine.told.filter((text) => text.startsWith(what));
const sentence = (): string => document.querySelector("[aria-live='polite']")?.textContent ?? "";
const button = (name: string): HTMLElement => screen.getByRole("button", { name });

describe("runs side by side", () => {
  test("open from one seed, differ in the one thing, and start together to the same last step", async () => {
    const engine = await shown({ ...TWO, seed: 9, steps: 300 });
    const [a, b] = [engine.recipes.get(A), engine.recipes.get(B)];
    expect([a?.seed, b?.seed]).toEqual([9, 9]);
    expect(a?.network.layers.some((layer) => layer.op === "batchnorm")).toBe(false);
    expect(b?.network.layers.some((layer) => layer.op === "batchnorm")).toBe(true);
    expect(told(engine, "watch")).toEqual([`watch ${A} probes`, `watch ${B} probes`]);
    fireEvent.click(button("Train"));
    expect(told(engine, "start")).toEqual([`start ${A} 300`, `start ${B} 300`]);
  });

  test("are compared in words at one step, the latest that both have reached", async () => {
    const engine = await shown(TWO);
    await tell(engine, A, 40, 1e-8, 2, 2.3);
    await tell(engine, B, 40, 0.5, 0, 0.25);
    await tell(engine, B, 64, 0.7, 0, 0.2);
    expect(sentence()).toContain(
      "After 40 steps the training loss, mean of 40 steps, is 2.3 (plain) and 0.25 (with BN).",
    );
    expect(sentence()).toContain(
      "The first layer's gradient is 1\u00A0·\u00A010⁻⁸ (plain) and 0.5 (with BN), 5\u00A0·\u00A010⁷ times as much.",
    );
    const drawn = [...document.querySelectorAll("[data-value]")].map((bar) =>
      Number(bar.getAttribute("data-value")),
    );
    expect(drawn.filter((_, at) => at % 2 === 1)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
  });

  test("one that met NaN is named with layer and step; one click goes back, another changes the clipping too", async () => {
    const engine = await shown({ ...DEEP, activation: "relu", scale: 3 });
    const problem = {
      code: "not-a-number" as const,
      message: "fc5: its activations became infinite in step 2",
      hint: "",
      layer: "fc5",
      step: 2,
    };
    act(() => engine.say(A, { kind: "paused", run: A, problem }));
    expect(screen.getByRole("alert").textContent).toContain("fc5: its activations became infinite");
    expect(sentence()).toContain("The run met NaN or infinity at step 2.");
    fireEvent.click(button("Back, with the gradient clipped at 1"));
    expect(told(engine, "rewind")).toEqual([`rewind ${A}`]);
    await act(async () => new Promise((resolve) => setTimeout(resolve, 400)));
    expect(engine.recipes.get(A)?.clip).toEqual({ kind: "norm", limit: 1 });
    expect(told(engine, "continueWith")).toEqual([`continueWith ${A}`]);
  });

  test("a button pressed before the runs are open is in reach, and does it when they are", async () => {
    const engine = new FakeEngine();
    let opens = (): void => {};
    const loaded = new Promise<FakeEngine>((resolve) => {
      opens = () => resolve(engine);
    });
    render(
      <RunsContext value={new Runs(async () => loaded)}>
        <Host start={training.initial({ ...TWO, steps: 300 })} />
      </RunsContext>,
    );
    for (const name of ["Train", "One step", "Start over"])
      expect(button(name).hasAttribute("disabled"), name).toBe(false);
    fireEvent.click(button("Train"));
    expect(told(engine, "start")).toEqual([]);
    await hear(opens);
    expect(told(engine, "start")).toEqual([`start ${A} 300`, `start ${B} 300`]);
  });

  test("outputs of the hidden layers are drawn over those of the first step, and the slider goes back", async () => {
    const engine = await shown({ ...TWO, shows: "distributions" });
    expect(screen.getByText(/^Press Train: a histogram/)).toBeTruthy();
    const names = ["act1", "act2", "act3", "act4"];
    const looks = (step: number, low: number, high: number) => ({
      step,
      probes: {},
      quantiles: Object.fromEntries(names.map((name) => [`${name}.y`, evenly(low, high)])),
    });
    const frames = [looks(1, 0.4, 0.6), looks(8, 0.3, 0.7), looks(32, 0, 1)];
    await hear(() => engine.snapshot(A, 32, { frames }));
    await hear(() =>
      engine.snapshot(B, 32, {
        frames: [frames[0], frames[1], frames[0]].flatMap((one, at) =>
          one === undefined ? [] : [{ ...one, step: [1, 8, 32][at] ?? 0 }],
        ),
      }),
    );
    const strips = (): readonly string[] =>
      [...document.querySelectorAll("li[aria-label^=act]")].map(
        (strip) => strip.getAttribute("aria-label") ?? "",
      );
    const moved = "the middle 70 % were 0.43 … 0.57, now";
    expect(strips()).toEqual([
      ...names.map((name) => `${name}: ${moved} 0.148 … 0.852`),
      ...names.map((name) => `${name}: ${moved} 0.43 … 0.57`),
    ]);
    // A fifth of the axis holds everything at first, and a fifth of everything now.
    const [first] = document.querySelectorAll("li[aria-label^=act]");
    const shares = [...(first?.querySelectorAll("[data-share]") ?? [])].map((bar) =>
      Number(bar.getAttribute("data-share")),
    );
    expect(shares).toHaveLength(40);
    expect(Math.max(...shares)).toBeCloseTo(1 / 40, 6);
    fireEvent.change(screen.getByRole("slider", { name: /^Bars at step/ }), {
      target: { value: "8" },
    });
    expect(strips()[0]).toBe(`act1: ${moved} 0.359 … 0.641`);
  });

  test("another activation is taken up where the run is: marked on the curves and told in words", async () => {
    const engine = await shown(TWO);
    await tell(engine, A, 40, 1, 0, 2);
    await tell(engine, B, 38, 1, 0, 2);
    fireEvent.change(screen.getByLabelText("Activation"), { target: { value: "prelu" } });
    await settle();
    expect(told(engine, "continueWith")).toEqual([`continueWith ${A}`, `continueWith ${B}`]);
    expect(sentence()).toContain(
      "From step 40 on plain has parametric ReLU instead of logistic; it kept its weights, 4 tensors are new.",
    );
    expect(document.querySelector("[data-mark='40']")?.textContent).toBe("plain: parametric ReLU");
  });

  test("what a variant has for itself is changed beside it", async () => {
    const engine = await shown({ ...DEEP, variants: "A: ; B: activation=tanh" });
    fireEvent.change(screen.getByLabelText("Activation (B)"), { target: { value: "elu" } });
    await settle();
    expect(engine.recipes.get(B)?.network.layers.some(({ op }) => op === "elu")).toBe(true);
    expect(engine.recipes.get(A)?.network.layers.some(({ op }) => op === "elu")).toBe(false);
  });

  test("the rate is sent to the run, which is not opened anew", async () => {
    const engine = await shown(DEEP);
    await hear(() => engine.snapshot(A, 3));
    const rate = document.querySelector<HTMLInputElement>("[data-controls] input[type=range]");
    if (rate === null) throw new Error("there is no slider for the rate");
    fireEvent.change(rate, { target: { value: rate.max } });
    await settle();
    expect(told(engine, "setLearningRate")).toHaveLength(1);
    expect(told(engine, "open")).toHaveLength(1);
  });

  test("a description that is no network is refused before an engine gets it", async () => {
    const engine = await shown({ ...DEEP, network: "conv 8 3x3 /99, pool 99, linear 10" });
    expect(screen.getByRole("alert").textContent).not.toBe("");
    expect(told(engine, "open")).toEqual([]);
  });

  test("an engine that cannot open says why, and can be asked again", async () => {
    const engine = new FakeEngine();
    engine.refusal = new LabError("budget", "this network needs 412 MB", "Choose less.");
    render(
      <RunsContext value={new Runs(async () => engine)}>
        <Host start={training.initial(DEEP)} />
      </RunsContext>,
    );
    await settle();
    await settle();
    expect(screen.getByRole("alert").textContent).toContain("this network needs 412 MB");
    fireEvent.click(button("Try again"));
    await settle();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("a map of networks", () => {
  test("trains one after the other, gives each back, and colours what came of it", async () => {
    const map = "x map";
    const engine = await shown({ ...DEEP, shows: "map", across: "rate: 0.1 1", steps: 20 });
    // The first one is open before anybody asks, so that its first loss comes at once.
    expect(told(engine, "open")).toEqual([`open ${map}`]);
    expect(told(engine, "start")).toEqual([]);
    fireEvent.click(button("Train 2 networks"));
    await settle();
    expect(engine.recipes.get(map)?.learningRate).toBe(0.1);
    expect(told(engine, "start")).toEqual([`start ${map} 20`]);
    const losses = [{ step: 20, loss: 0.5 }];
    await hear(() => engine.snapshot(map, 20, { losses, running: false }));
    await settle();
    expect(engine.recipes.get(map)?.learningRate).toBe(1);
    expect(told(engine, "free")).toHaveLength(1);
    const problem = { code: "not-a-number" as const, message: "NaN", hint: "", step: 3 };
    await hear(() => engine.say(map, { kind: "paused", run: map, problem }));
    await settle();
    expect(screen.getByRole("button", { name: /0\.1: loss 0\.5/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: /1: loss NaN/ })).toBeTruthy();
    expect(sentence()).toContain("1 of 2 networks keep ordinary numbers, the best loss is 0.5.");
    expect(told(engine, "free")).toHaveLength(2);
    expect(button("All trained")).toHaveProperty("disabled", true);
    fireEvent.click(screen.getByRole("button", { name: /1: loss NaN/ }));
    expect(document.body.textContent).toContain("a learning rate of 1");
  });
});
