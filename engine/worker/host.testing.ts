/**
 * A host without a browser, for tests: two backends, a small synthetic data set, every message
 * copied as a worker would, and devices that die on demand.
 */
import type { Backend, Executable } from "../backends/backend";
import { createReference } from "../backends/reference/index";
import { createWasm } from "../backends/wasm/index";
import { LabError } from "../core/errors";
import { random } from "../core/random";
import { writeDataset } from "../data/dataset";
import type { NetworkSpec } from "../graph/spec";
import type { Recipe } from "../train/recipe";
import { EngineHost } from "./host";
import type { Factories } from "./pool";
import type { Command, EngineEvent } from "./protocol";

export type EventOf<Kind extends EngineEvent["kind"]> = Extract<EngineEvent, { kind: Kind }>;

/**
 * A small convolutional net for 8×8 pictures, with everything that has a state: batch norm,
 * dropout, Adam.
 */
export const smallNetwork: NetworkSpec = {
  format: 1,
  name: "small",
  input: [1, 8, 8],
  layers: [
    { name: "conv1", op: "conv2d", out_channels: 3, kernel_size: 3, init: { kind: "he_normal" } },
    { name: "bn1", op: "batchnorm" },
    { name: "relu1", op: "relu" },
    { name: "drop1", op: "dropout", p: 0.2 },
    { name: "pool1", op: "maxpool2d", kernel_size: 2 },
    { name: "flatten", op: "flatten" },
    { name: "fc1", op: "linear", out_features: 10, init: { kind: "he_normal" } },
  ],
};

export const smallRecipe: Recipe = {
  network: smallNetwork,
  dataset: "mnist",
  batch: 8,
  seed: 7,
  loss: "cross_entropy",
  optimiser: { kind: "adam" },
  learningRate: 0.01,
};

/** 100 pictures of 8×8, 80 to train on: a bright square whose place says the class. */
export function smallDataset(): Uint8Array {
  const source = random(3);
  const [count, cells] = [100, 64];
  const pixels = Uint8Array.from({ length: count * cells }, () => source.below(60));
  const labels = Uint8Array.from({ length: count }, () => source.below(10));
  for (const [row, label] of labels.entries()) {
    for (let at = 0; at < 4; at++) pixels[row * cells + label * 6 + at] = 255;
  }
  const classes = Array.from({ length: 10 }, (_, at) => String(at));
  return writeDataset({ shape: [1, 8, 8], count, training: 80, classes, pixels, labels });
}

/**
 * A backend that dies after `life` more runs of a phase, and every call after that rejects with
 * "lost".
 */
export function mortal(backend: Backend, life: () => number): Backend {
  let left = life();
  let dead = false;
  let close: (why: { reason: string }) => void = () => {};
  const lost = new Promise<{ reason: string }>((resolve) => (close = resolve));
  const die = (): void => {
    dead = true;
    close({ reason: "a test" });
  };
  const alive = <Given>(given: Given): Given => {
    if (dead) throw new LabError("lost", "the device is gone");
    return given;
  };
  const guard = (inner: Executable): Executable => ({
    program: inner.program,
    async run(phase, scalars) {
      left = alive(left) - 1;
      if (left < 0) die();
      await inner.run(alive(phase), scalars);
    },
    read: async (names) => inner.read(alive(names)),
    write: (name, data) => inner.write(alive(name), data),
    free: () => inner.free(),
  });
  return {
    name: backend.name,
    description: backend.description,
    lost,
    compile: async (program) => guard(await backend.compile(program)),
    bytesInUse: () => (dead ? 0 : backend.bytesInUse()),
    dispose() {
      die();
      backend.dispose();
    },
  };
}

export interface TestHost {
  readonly events: EngineEvent[];
  /** Sends a command; resolves when the host has answered it. */
  send(command: Command): Promise<void>;
  /** The next event of a kind, from those already heard on. */
  next<Kind extends EngineEvent["kind"]>(
    kind: Kind,
    fits?: (event: EventOf<Kind>) => boolean,
  ): Promise<EventOf<Kind>>;
  all<Kind extends EngineEvent["kind"]>(kind: Kind): EventOf<Kind>[];
}

export interface TestHostOptions {
  readonly factories?: Partial<Factories>;
  /** Acknowledge snapshots at once. Default true. */
  readonly acknowledge?: boolean;
  readonly slice?: number;
  readonly returnAfter?: number;
}

export function testHost({
  factories = {},
  acknowledge = true,
  slice = 5,
  returnAfter = 1e6,
}: TestHostOptions = {}): TestHost {
  const events: EngineEvent[] = [];
  const waiting = new Set<() => void>();
  const refuse = async (): Promise<Backend> => {
    throw new LabError("unsupported", "this test has none");
  };
  const host = new EngineHost({
    slice,
    returnAfter,
    factories: {
      webgpu: refuse,
      wasm: () => createWasm(),
      reference: async () => createReference(),
      ...factories,
    },
    fetchBytes: () => async () => smallDataset(),
    post(event, transfer = []) {
      const copy = structuredClone(event, { transfer: [...transfer] });
      events.push(copy);
      if (acknowledge && copy.kind === "snapshot")
        setTimeout(() => void host.handle({ kind: "acknowledge", run: copy.snapshot.run }), 0);
      for (const check of waiting) check();
    },
  });
  return {
    events,
    send: (command) => host.handle(structuredClone(command)),
    all: (kind) => events.filter((event) => isKind(event, kind)),
    next(kind, fits = () => true) {
      return new Promise((resolve) => {
        let seen = 0;
        const check = (): void => {
          for (; seen < events.length; seen++) {
            const event = events[seen];
            if (event === undefined || !isKind(event, kind) || !fits(event)) continue;
            waiting.delete(check);
            resolve(event);
            return;
          }
        };
        waiting.add(check);
        check();
      });
    },
  };
}

/** A command that opens a run of the small recipe. */
export const opening = (run: string, more = {}) =>
  ({ kind: "open", run, recipe: smallRecipe, backend: "wasm", ...more }) as const;

/** The run's weights as safetensors. */
export async function weightsOf(host: TestHost, run: string, request = 1): Promise<Uint8Array> {
  await host.send({ kind: "save", run, request });
  return new Uint8Array(
    (await host.next("saved", (event) => event.run === run && event.request === request)).weights,
  );
}

/** The weights after so many steps, at least one, of a run that nothing happened to. */
export async function undisturbed(steps: number): Promise<Uint8Array> {
  const host = testHost();
  await host.send(opening("a"));
  await host.send({ kind: "step", run: "a", count: steps });
  return weightsOf(host, "a");
}

function isKind<Kind extends EngineEvent["kind"]>(
  event: EngineEvent,
  kind: Kind,
): event is EventOf<Kind> {
  return event.kind === kind;
}
