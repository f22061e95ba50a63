/**
 * The page's client and an engine in this process, on a line whose messages take their time: each
 * waits at random, in both directions, and none overtakes another.
 */
import { EngineClient } from "../../engine/client/client";
import type { RunSnapshot } from "../../engine/client/snapshot";
import type { OpenTransport } from "../../engine/client/transport";
import { createReference } from "../../engine/backends/reference/index";
import { createWasm } from "../../engine/backends/wasm/index";
import { LabError } from "../../engine/core/errors";
import type { Random } from "../../engine/core/random";
import { random } from "../../engine/core/random";
import { EngineHost } from "../../engine/worker/host";
import { smallDataset, smallRecipe } from "../../engine/worker/host.testing";
import { type Outcome, trials } from "./promise";

/** Milliseconds that a message waits at most. */
const LONGEST = 200;
const STEPS = 40;

/** Passes messages on, each after a wait, in order. */
function line<Message>(from: Random, to: (message: Message) => void) {
  let free = 0;
  const waiting: Message[] = [];
  return (message: Message): void => {
    free = Math.max(free, performance.now() + from.below(LONGEST));
    waiting.push(message);
    // Timers that end together may come in any order: each passes on what has waited longest.
    setTimeout(() => waiting.splice(0, 1).forEach(to), free - performance.now());
  };
}

function slowEngine(from: Random): OpenTransport {
  return (events) => {
    let open = true;
    const toPage = line(from, (event: Parameters<typeof events.event>[0]) => {
      if (open) events.event(event);
    });
    const host = new EngineHost({
      slice: 5,
      factories: {
        webgpu: () => Promise.reject(new LabError("unsupported", "there is none here")),
        wasm: () => createWasm(),
        reference: async () => createReference(),
      },
      fetchBytes: () => async () => smallDataset(),
      post: (event, transfer = []) => toPage(structuredClone(event, { transfer: [...transfer] })),
    });
    const toHost = line(from, (command: Parameters<typeof host.handle>[0]) => {
      void host.handle(command);
    });
    return {
      kind: "worker",
      send: (command) => toHost(structuredClone(command)),
      close: () => {
        open = false;
      },
    };
  };
}

/**
 * Trains, starts over after `before` milliseconds, trains to the end: what the page was shown of
 * the second life, and the weights.
 */
async function lived(from: Random, before: number) {
  const client = new EngineClient({
    transport: slowEngine(from),
    base: "./",
    afterDrawing: (done) => setTimeout(done, 16),
  });
  const shown: number[] = [];
  let over = false;
  try {
    await client.open({ run: "a", recipe: smallRecipe, backend: "wasm" });
    const arrives = (fits: (snapshot: RunSnapshot) => boolean) =>
      new Promise<void>((resolve, reject) => {
        const stop = client.subscribe("a", (event) => {
          if (event.kind === "failed") reject(new Error(event.problem.message));
          if (event.kind !== "snapshot") return;
          if (over) shown.push(event.snapshot.step);
          if (!fits(event.snapshot)) return;
          stop();
          resolve();
        });
      });
    if (before > 0) {
      const middle = arrives(({ step }) => step > 0);
      client.start("a");
      await middle;
      await new Promise((resolve) => setTimeout(resolve, before));
      client.pause("a");
      client.reset("a");
    }
    over = true;
    const end = arrives(({ step, running }) => step === STEPS && !running);
    client.start("a", STEPS);
    await end;
    return { shown, weights: Buffer.from(await client.save("a")).toString("base64") };
  } finally {
    client.dispose();
  }
}

export async function delayedMessages(count: number): Promise<Outcome> {
  const { weights: wanted } = await lived({ ...random(1), below: () => 0 }, 0);
  return trials(count, async (from) => {
    const { shown, weights } = await lived(from, 1 + from.below(2 * LONGEST));
    const old = shown.some((step, at) => step > STEPS || step < (shown[at - 1] ?? 0));
    if (old) return `after it was started over, the page was shown the steps ${shown.join(", ")}`;
    return weights === wanted ? null : "it ends with other weights";
  });
}
