/**
 * The client against engines that answer, hang, die and lie: in Node, with time in the test's
 * hands.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Command, EngineEvent } from "../worker/protocol";
import { smallRecipe } from "../worker/host.testing";
import { EngineClient } from "./client";
import type { RunEvent } from "./event-hub";
import type { OpenTransport } from "./transport";

interface FakeEngine {
  readonly sent: Command[];
  closed: boolean;
  answers: boolean;
  say(event: EngineEvent): void;
  breakDown(reason: string): void;
}

const engines: FakeEngine[] = [];

/** An engine that opens every run and answers pings, until told not to. */
const transport: OpenTransport = (events) => {
  const engine: FakeEngine = {
    sent: [],
    closed: false,
    answers: true,
    say: (event) => events.event(event),
    breakDown: (reason) => events.broken(reason),
  };
  engines.push(engine);
  return {
    kind: "worker",
    send(command) {
      engine.sent.push(structuredClone(command));
      if (engine.closed || !engine.answers) return;
      if (command.kind === "ping") engine.say({ kind: "pong", at: command.at });
      if (command.kind === "hello")
        engine.say({ kind: "ready", machine: { chosen: "wasm", reason: "", backends: [] } });
      if (command.kind === "open") {
        const { run, recipe } = command;
        engine.say({
          kind: "opened",
          run,
          provenance: { backend: "wasm", description: "", reason: "" },
          parameters: 1,
          bytes: 0,
          network: recipe.network,
        });
      }
    },
    close: () => (engine.closed = true),
  };
};

function client(): EngineClient {
  return new EngineClient({
    transport: (events) => later(events),
    base: "./",
    afterDrawing: (done) => setTimeout(done, 16),
  });
}

/** Answers come in a task of their own, as a worker's do. */
const later: OpenTransport = (events) =>
  transport({
    event: (event) => void setTimeout(() => events.event(event), 0),
    broken: (reason) => void setTimeout(() => events.broken(reason), 0),
  });

const engine = (at = -1): FakeEngine => {
  const found = engines.at(at);
  if (found === undefined) throw new Error("no engine yet");
  return found;
};

const kinds = (list: readonly { readonly kind: string }[]): string[] =>
  list.map(({ kind }) => kind).filter((kind) => kind !== "ping");

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  engines.length = 0;
});

async function opened(made: EngineClient): Promise<RunEvent[]> {
  const heard: RunEvent[] = [];
  const opening = made.open({ run: "a", recipe: smallRecipe, backend: "wasm" });
  made.subscribe("a", (event) => heard.push(event));
  await vi.advanceTimersByTimeAsync(10);
  await opening;
  return heard;
}

const snapshot = (step: number): EngineEvent => ({
  kind: "snapshot",
  snapshot: {
    run: "a",
    step,
    epoch: 0,
    running: true,
    until: null,
    provenance: { backend: "wasm", description: "", reason: "" },
    learningRate: 0.1,
    imagesPerSecond: 1,
    losses: [],
    scores: [],
    frames: [],
    tensors: { "fc.y": { shape: [1, 2], at: 0, integer: false } },
    buffer: Float32Array.of(3, 4).buffer,
  },
});

const ended: EngineEvent = {
  kind: "paused",
  run: "a",
  problem: { code: "not-a-number", message: "the loss became NaN", hint: "", step: 119 },
};

describe("the client", () => {
  it("shows snapshots as frozen views and acknowledges them only when the page has drawn", async () => {
    const made = client();
    const heard = await opened(made);
    engine().say(snapshot(3));
    await vi.advanceTimersByTimeAsync(5);
    const [last] = heard.slice(-1);
    expect(last?.kind === "snapshot" && [...(last.snapshot.tensors["fc.y"]?.data ?? [])]).toEqual([
      3, 4,
    ]);
    expect(
      last?.kind === "snapshot" &&
        Object.isFrozen(last.snapshot) &&
        Object.isFrozen(last.snapshot.tensors),
    ).toBe(true);
    expect(kinds(engine().sent)).not.toContain("acknowledge");
    await vi.advanceTimersByTimeAsync(20);
    expect(kinds(engine().sent)).toContain("acknowledge");
    made.dispose();
  });

  it("replaces a worker that says nothing, within four seconds, and goes on from its last checkpoint", async () => {
    const made = client();
    const heard = await opened(made);
    made.watch("a", ["fc1.w"], true);
    made.start("a");
    engine().say({ kind: "checkpoint", run: "a", step: 20, state: Uint8Array.of(1, 2, 3).buffer });
    await vi.advanceTimersByTimeAsync(2000);
    const first = engine();
    first.answers = false;
    await vi.advanceTimersByTimeAsync(4000);
    expect(first.closed).toBe(true);
    expect(engines.length).toBe(2);
    const again = engine().sent.find((command) => command.kind === "open");
    expect(again).toMatchObject({ run: "a", running: true, backend: "wasm" });
    expect(
      again?.kind === "open" &&
        again.checkpoint !== undefined && [...new Uint8Array(again.checkpoint)],
    ).toEqual([1, 2, 3]);
    expect(engine().sent).toContainEqual({
      kind: "watch",
      run: "a",
      tensors: ["fc1.w"],
      probes: true,
      quantiles: [],
      ideal: false,
    });
    expect(heard.find((event) => event.kind === "recovered")).toMatchObject({ step: 20 });
    expect(made.status).toBe("ready");
    made.dispose();
  });

  it("goes on with another recipe, which a new worker then gets with the state of the switch; asks again when the worker died before it answered", async () => {
    const made = client();
    const heard = await opened(made);
    const recipe = { ...smallRecipe, learningRate: 0.5 };
    const going = made.continueWith("a", recipe);
    engine().breakDown("test");
    await vi.advanceTimersByTimeAsync(100);
    const again = engine().sent;
    expect(again.find((command) => command.kind === "open")).toMatchObject({ recipe: smallRecipe });
    const asked = again.find((command) => command.kind === "continueWith");
    expect(asked).toMatchObject({ run: "a", recipe });
    const request = asked?.kind === "continueWith" ? asked.request : -1;
    const answer = {
      run: "a",
      request,
      step: 7,
      recipe,
      parameters: 1,
      bytes: 0,
      added: ["x.slope"],
      dropped: [],
    };
    engine().say({ kind: "continued", ...answer, state: Uint8Array.of(9).buffer });
    await vi.advanceTimersByTimeAsync(10);
    expect(await going).toMatchObject({ step: 7, added: ["x.slope"] });
    expect(heard.at(-1)).toMatchObject({ kind: "continued", step: 7 });
    engine().breakDown("test");
    await vi.advanceTimersByTimeAsync(100);
    const last = engine().sent.find((command) => command.kind === "open");
    expect(last).toMatchObject({ recipe });
    expect(
      last?.kind === "open" &&
        last.checkpoint !== undefined && [...new Uint8Array(last.checkpoint)],
    ).toEqual([9]);
    expect(kinds(engine().sent)).not.toContain("continueWith");
    made.dispose();
  });

  it("owes the single steps that a worker died over to the next one", async () => {
    const made = client();
    await opened(made);
    engine().say({ kind: "checkpoint", run: "a", step: 20, state: Uint8Array.of(1).buffer });
    engine().say(snapshot(24));
    await vi.advanceTimersByTimeAsync(10);
    made.step("a");
    made.step("a");
    engine().breakDown("test");
    await vi.advanceTimersByTimeAsync(100);
    const owed = () => engine().sent.filter(({ kind }) => kind === "step");
    expect(owed()).toEqual([{ kind: "step", run: "a", count: 2 }]);
    engine().say(snapshot(26));
    await vi.advanceTimersByTimeAsync(10);
    engine().breakDown("test");
    await vi.advanceTimersByTimeAsync(100);
    expect(owed()).toEqual([]);
    made.dispose();
  });

  it.each([
    ["where the page had seen it", 120, () => {}],
    ["from before its numbers ended", 100, () => engine().say(ended)],
    ["from where it was sent back to", 100, (made: EngineClient) => made.rewind("a")],
    ["from the start when it was started over", 0, (made: EngineClient) => made.reset("a")],
  ])("a new worker goes on with a run %s, and says so", async (_, step, act) => {
    const made = client();
    const heard = await opened(made);
    made.start("a");
    engine().say({ kind: "checkpoint", run: "a", step: 100, state: Uint8Array.of(1).buffer });
    engine().say(snapshot(120));
    await vi.advanceTimersByTimeAsync(10);
    act(made);
    const saved = made.save("a");
    await vi.advanceTimersByTimeAsync(10);
    engine().breakDown("test");
    await vi.advanceTimersByTimeAsync(100);
    const told = engine().sent;
    expect(told.find(({ kind }) => kind === "open")).toMatchObject({ run: "a", reached: step });
    expect(kinds(told).slice(-2)).toEqual(["open", "save"]);
    expect(heard.findLast(({ kind }) => kind === "recovered")).toMatchObject({ step });
    saved.catch(() => undefined);
    made.dispose();
  });

  it("does not hear what a worker says after it was given up", async () => {
    const made = client();
    const heard = await opened(made);
    const first = engine();
    first.answers = false;
    await vi.advanceTimersByTimeAsync(5000);
    const before = heard.length;
    first.say(snapshot(99));
    await vi.advanceTimersByTimeAsync(50);
    expect(heard.slice(before).filter((event) => event.kind === "snapshot")).toEqual([]);
    made.dispose();
  });

  it("is patient with a worker that announced a long step", async () => {
    const made = client();
    await opened(made);
    engine().say({ kind: "busy", milliseconds: 9000 });
    await vi.advanceTimersByTimeAsync(10);
    engine().answers = false;
    await vi.advanceTimersByTimeAsync(8000);
    expect(engines.length).toBe(1);
    engine().answers = true;
    await vi.advanceTimersByTimeAsync(8000);
    expect(engines.length).toBe(1);
    made.dispose();
  });

  it("asks unanswered questions again, and stops after the third death within a minute", async () => {
    const made = client();
    const heard = await opened(made);
    const asked = made.infer("a", Float32Array.of(1));
    const refused = expect(asked).rejects.toThrow("the engine stopped");
    for (const death of [1, 2]) {
      engine().breakDown("test");
      await vi.advanceTimersByTimeAsync(100);
      expect(engines.length).toBe(death + 1);
      expect(kinds(engine().sent)).toContain("infer");
    }
    engine().breakDown("test");
    await vi.advanceTimersByTimeAsync(100);
    expect(engines.length).toBe(3);
    expect(made.status).toBe("stopped");
    expect(heard.at(-1)).toMatchObject({ kind: "failed", problem: { code: "lost" } });
    await refused;
  });

  it("rejects an open that the engine refuses, and the name is free again", async () => {
    const made = client();
    await vi.advanceTimersByTimeAsync(10);
    engine().answers = false;
    const opening = made.open({ run: "a", recipe: smallRecipe });
    const refused = expect(opening).rejects.toThrow("no room");
    engine().say({
      kind: "failed",
      run: "a",
      problem: { code: "budget", message: "no room", hint: "" },
    });
    await vi.advanceTimersByTimeAsync(10);
    await refused;
    engine().answers = true;
    await opened(made);
    made.dispose();
  });

  it("says at once when a run does not exist", () => {
    const made = client();
    expect(() => made.start("nobody")).toThrow('there is no run "nobody"');
    made.dispose();
  });

  it("does not open a run again that was freed while the worker was dead", async () => {
    const made = client();
    await opened(made);
    engine().answers = false;
    const freed = made.free("a");
    await vi.advanceTimersByTimeAsync(5000);
    await freed;
    expect(kinds(engine().sent)).toEqual(["hello"]);
    made.dispose();
  });
});
