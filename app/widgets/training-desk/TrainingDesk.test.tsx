// @vitest-environment happy-dom
/** The desk before an engine that says what the test wants: what it asks for, and what the reader then sees. */
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { LabError } from "../../../engine/core/errors";
import { readSafetensors, writeSafetensors } from "../../../engine/data/formats/safetensors";
import { recipeOf, trainingDesk, type DeskState } from "./definition";
import { FakeEngine } from "./fake-engine";
import { Runs, RunsContext } from "./runs";
import { TrainingDesk } from "./TrainingDesk";

afterEach(cleanup);
vi.setConfig({ testTimeout: 30_000 });

const nobody: ReadonlySet<string> = new Set();
const settle = (): Promise<void> => act(async () => new Promise((resolve) => setTimeout(resolve, 5)));

/** What is heard is drawn a little later. */
async function hear(speak: () => void): Promise<void> {
  act(speak);
  await act(async () => new Promise((resolve) => setTimeout(resolve, 150)));
}

function Host({ start }: { readonly start: DeskState }) {
  const [state, setState] = useState(start);
  return <TrainingDesk id="desk" state={state} change={setState} hidden={nobody} locked={nobody} mode="lesson" />;
}

async function desk(engine: FakeEngine, start = trainingDesk.initial({})): Promise<void> {
  const runs = new Runs(async () => engine);
  render(
    <RunsContext value={runs}>
      <Host start={start} />
    </RunsContext>,
  );
  // It looks first whether the device has kept the run.
  await vi.waitFor(async () => {
    await settle();
    expect(engine.told.some((told) => told.startsWith("open"))).toBe(true);
  });
  await settle();
}

const button = (name: string): HTMLButtonElement => screen.getByRole<HTMLButtonElement>("button", { name });
const number = (name: string): string => document.querySelector(`[data-name="${name}"]`)?.textContent ?? "";
const problem = {
  code: "not-a-number" as const,
  message: "conv2: its gradients became infinite in step 31",
  hint: "Lower the rate.",
  layer: "conv2",
  step: 31,
};

describe("the training desk", () => {
  test("opens the measured recipe, starts, pauses, steps and starts over", async () => {
    const engine = new FakeEngine();
    await desk(engine);
    expect(engine.recipes.get("lenet")).toEqual(recipeOf(trainingDesk.initial({})));
    fireEvent.click(button("Train"));
    await hear(() => engine.snapshot("lenet", 5));
    fireEvent.click(button("Pause"));
    await hear(() => engine.snapshot("lenet", 6, { running: false }));
    fireEvent.click(button("One step"));
    fireEvent.click(button("Start over"));
    expect(engine.told.filter((told) => /start|pause|step|reset/.test(told))).toEqual([
      "start lenet",
      "pause lenet",
      "step lenet 1",
      "pause lenet",
      "reset lenet",
    ]);
    expect(number("step")).toBe("0");
  });

  test("draws every loss that it is told, and says step, epoch and accuracy", async () => {
    const engine = new FakeEngine();
    await desk(engine);
    const losses = Array.from({ length: 30 }, (_, at) => ({ step: at + 1, loss: 2.3 / (at + 1) }));
    await hear(() => engine.snapshot("lenet", 30, { losses, scores: [{ step: 30, loss: 0.4, accuracy: 0.875 }] }));
    const path = document.querySelector('[data-series="training"] path')?.getAttribute("d") ?? "";
    expect([...path.matchAll(/[ML]/g)].length).toBe(30);
    expect([number("step"), number("epoch"), number("held-out accuracy")]).toEqual(["30", "0.24", "87.5 %"]);
    expect(number("pictures a second")).toBe("640");
    expect(screen.getByText(/to go/).textContent).toContain("10 s");
  });

  test("changes the learning rate of the run that is on, and never opens another for it", async () => {
    const engine = new FakeEngine();
    await desk(engine);
    fireEvent.change(screen.getByLabelText("Learning rate"), { target: { value: "0.5" } });
    await settle();
    expect(engine.told).toContain("setLearningRate lenet 0.5");
    expect(engine.told.filter((told) => told.startsWith("open"))).toEqual(["open lenet"]);
  });

  test("refuses what is no learning rate, says why, and keeps the old one", async () => {
    const engine = new FakeEngine();
    await desk(engine);
    for (const text of ["abc", "1e999", "-1", "0"]) {
      fireEvent.change(screen.getByLabelText("Learning rate"), { target: { value: text } });
      expect(screen.getByRole("alert").textContent).toMatch(/number|From/);
    }
    expect(engine.told.some((told) => told.startsWith("setLearningRate"))).toBe(false);
  });

  test("another seed is another run: the old one is given back first", async () => {
    const engine = new FakeEngine();
    await desk(engine);
    fireEvent.change(screen.getByLabelText("Seed"), { target: { value: "7" } });
    await vi.waitFor(async () => {
      await settle();
      expect(engine.told.filter((told) => /open|free/.test(told))).toEqual(["open lenet", "free lenet", "open lenet"]);
    });
    expect(engine.recipes.get("lenet")?.seed).toBe(7);
  });

  test("NaN is named with its layer and step, and one click goes back", async () => {
    const engine = new FakeEngine();
    await desk(engine);
    await hear(() => engine.snapshot("lenet", 31, { losses: [{ step: 31, loss: Number.NaN }] }));
    act(() => engine.say("lenet", { kind: "paused", run: "lenet", problem }));
    expect(screen.getByRole("alert").textContent).toContain("conv2: its gradients became infinite in step 31. Lower the rate.");
    expect(button("Go on").disabled).toBe(true);
    fireEvent.click(button("Back to the last good step"));
    expect(engine.told.at(-1)).toBe("rewind lenet");
    await hear(() => engine.snapshot("lenet", 20, { running: false }));
    expect(screen.queryByRole("alert")).toBeNull();
    expect(button("Go on").disabled).toBe(false);
  });

  test("NaN is said at once; the ways back come when its layer is found", async () => {
    const engine = new FakeEngine();
    await desk(engine);
    await hear(() => engine.snapshot("lenet", 31, { losses: [{ step: 31, loss: Number.NaN }] }));
    const { layer: _, ...first } = problem;
    act(() => engine.say("lenet", { kind: "paused", run: "lenet", problem: { ...first, message: "the loss became NaN in step 31" } }));
    expect(screen.getByRole("alert").textContent).toContain("the loss became NaN in step 31.");
    expect(screen.queryByRole("button", { name: "Back to the last good step" })).toBeNull();
    act(() => engine.say("lenet", { kind: "paused", run: "lenet", problem }));
    expect(button("Back to the last good step")).toBeTruthy();
  });

  test("going back with a third of the rate sends the rate, too", async () => {
    const engine = new FakeEngine();
    await desk(engine, trainingDesk.initial({ rate: 3 }));
    act(() => engine.say("lenet", { kind: "paused", run: "lenet", problem }));
    fireEvent.click(button("Back, with a third of the learning rate"));
    expect(engine.told.slice(-2)).toEqual(["rewind lenet", "setLearningRate lenet 1"]);
  });

  test("a recovery is said, and the curves stay", async () => {
    const engine = new FakeEngine();
    await desk(engine);
    await hear(() => engine.snapshot("lenet", 40, { losses: [{ step: 40, loss: 1 }] }));
    act(() =>
      engine.say("lenet", {
        kind: "recovered",
        run: "lenet",
        step: 40,
        backend: "wasm",
        message: "Continued on the processor from step 40.",
      }),
    );
    expect(screen.getByText("Continued on the processor from step 40.")).toBeTruthy();
    expect(number("step")).toBe("40");
  });

  test("an engine that cannot open says why, and can be asked again", async () => {
    const engine = new FakeEngine();
    engine.refusal = new LabError("budget", "this network needs 412 MB, the limit is 256 MB", "Choose a smaller batch.");
    await desk(engine);
    expect(screen.getByRole("alert").textContent).toContain("this network needs 412 MB, the limit is 256 MB. Choose a smaller batch.");
    fireEvent.click(button("Try again"));
    await settle();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(button("Train").disabled).toBe(false);
  });

  test("a file of weights starts the run over with them", async () => {
    const engine = new FakeEngine();
    await desk(engine);
    await choose(new File([await engine.save("lenet")], "mine.safetensors"));
    expect(engine.told.at(-1)).toBe("reset lenet weights");
    expect(screen.getByText("Step 0, with the weights of mine.safetensors.")).toBeTruthy();
  });

  test("a file with a number that is none, or of no weights at all, is refused by name and the run stays", async () => {
    const engine = new FakeEngine();
    await desk(engine);
    const stored = new Map(readSafetensors(new Uint8Array(await engine.save("lenet"))));
    const bias = stored.get("conv1.b");
    if (bias === undefined) throw new Error("no conv1.b");
    stored.set("conv1.b", { ...bias, data: Float32Array.from(bias.data, (value, at) => (at < 2 ? Number.NaN : value)) });
    await choose(new File([writeSafetensors(stored).buffer], "broken.safetensors"));
    expect(
      screen.getByText(/broken.safetensors was not loaded, the run stays as it is: conv1.b: 2 of its 6 values are no ordinary/),
    ).toBeTruthy();
    await choose(new File([new Uint8Array(16)], "empty.safetensors"));
    expect(screen.getByText(/empty.safetensors was not loaded/)).toBeTruthy();
    expect(engine.told.some((told) => told.startsWith("reset"))).toBe(false);
  });
});

async function choose(file: File): Promise<void> {
  fireEvent.change(screen.getByLabelText("A file of weights (safetensors)"), { target: { files: [file] } });
  // The part that checks files is loaded with the first one.
  await vi.waitFor(async () => {
    await settle();
    expect(screen.getByText(new RegExp(file.name))).toBeTruthy();
  });
}
