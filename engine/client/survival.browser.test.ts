/**
 * Runs on a real device that is taken away at random, while they train or right after: the weights
 * at the end are those of a run that nothing happened to. Few trials in the suite; `npm run survive`
 * makes as many as are promised.
 */
import { afterEach, describe, expect, inject, it } from "vitest";
import { random } from "../core/random";
import { smallDataset, smallRecipe } from "../worker/host.testing";
import workerUrl from "../worker/main.ts?worker&url";
import { EngineClient } from "./client";
import { workerTransport } from "./transport";

const TRIALS = inject("trials");
/** Well above the time of a trial on a machine that does other work. */
const PATIENCE = 60_000 + 15_000 * TRIALS;
const STEPS = 47;
const clients: EngineClient[] = [];

afterEach(() => {
  for (const made of clients.splice(0)) made.dispose();
});

function client(): EngineClient {
  const transport = workerTransport(workerUrl);
  const made = new EngineClient({ transport, base: new URL("/", location.href).href });
  clients.push(made);
  const classes = Array.from({ length: 10 }, (_, at) => String(at));
  made.provide({
    name: "squares",
    title: "Squares",
    classes,
    file: Uint8Array.from(smallDataset()).buffer,
  });
  return made;
}

/** Resolves when the run has come to a step. */
function reached(made: EngineClient, run: string, step: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = made.subscribe(run, (event) => {
      if (event.kind === "failed") reject(new Error(event.problem.message));
      if (event.kind !== "snapshot" || event.snapshot.step < step) return;
      stop();
      resolve();
    });
  });
}

async function bits(made: EngineClient, run: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", await made.save(run));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16)).join("");
}

const recipe = { ...smallRecipe, dataset: "squares" };

async function calmly(made: EngineClient): Promise<string> {
  await made.open({ run: "calm", recipe, backend: "webgpu" });
  const end = reached(made, "calm", STEPS);
  made.start("calm", STEPS);
  await end;
  const wanted = await bits(made, "calm");
  await made.free("calm");
  return wanted;
}

describe("a training run", () => {
  it(`ends with the same bits when its device is destroyed while it trains, at random (${TRIALS})`, {
    timeout: PATIENCE,
  }, async () => {
    const made = client();
    const wanted = await calmly(made);
    for (let seed = 1; seed <= TRIALS; seed++) {
      const run = `lost-${seed}`;
      await made.open({ run, recipe, backend: "webgpu" });
      const said: string[] = [];
      made.subscribe(run, ({ kind }) => said.push(kind));
      const [middle, end] = [
        reached(made, run, 1 + random(seed).below(STEPS - 10)),
        reached(made, run, STEPS),
      ];
      made.start(run, STEPS);
      await middle;
      made.fault("lose-device", run);
      await end;
      expect(await bits(made, run), `seed ${seed}`).toBe(wanted);
      expect(said, `seed ${seed}`).toContain("recovered");
      await made.free(run);
    }
  });
});
