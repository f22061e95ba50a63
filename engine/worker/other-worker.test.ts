/**
 * A run in a worker that took over from another one: from its checkpoint, where the page had seen
 * it.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { opening, smallRecipe, testHost, undisturbed, weightsOf } from "./host.testing";

const isStep = (wanted: number) => (event: { readonly step: number }) => event.step === wanted;

describe("a run in another worker", () => {
  it("goes on from a checkpoint that an earlier worker sent", async () => {
    const first = testHost();
    await first.send(opening("a"));
    await first.send({ kind: "step", run: "a", count: 25 });
    const { state } = await first.next("checkpoint", ({ step }) => step === 25);
    const second = testHost();
    await second.send(opening("a", { checkpoint: state }));
    await second.send({ kind: "step", run: "a", count: 5 });
    expect(await weightsOf(second, "a")).toEqual(await undisturbed(30));
  });

  it("goes on in another worker from what a page had kept, and repeats what came after it to the same bits", {
    timeout: 20_000,
  }, async () => {
    const first = testHost();
    await first.send(opening("a"));
    await first.send({ kind: "step", run: "a", count: 11 });
    await first.send({ kind: "setLearningRate", run: "a", learningRate: 0.003 });
    await first.send({ kind: "step", run: "a", count: 23 });
    const kept = await first.next("checkpoint", ({ step }) => step === 34);
    const second = testHost();
    await second.send({ ...opening("a"), checkpoint: kept.state });
    for (const host of [first, second]) await host.send({ kind: "step", run: "a", count: 6 });
    expect(await weightsOf(second, "a")).toEqual(await weightsOf(first, "a"));
  });

  it("goes on in another worker where the page had seen it, whatever is asked of it first, and tells every loss", {
    timeout: 120_000,
  }, async () => {
    const asked = {
      save: { kind: "save", run: "a", request: 2 },
      step: { kind: "step", run: "a", count: 1 },
      start: { kind: "start", run: "a", until: 95 },
      evaluate: { kind: "evaluate", run: "a" },
      continueWith: { kind: "continueWith", run: "a", request: 3, recipe: smallRecipe },
    } as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(asked).map((name) => name as keyof typeof asked)),
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 1, max: 90 }),
        async (what, one, other) => {
          const [kept, reached] = [Math.min(one, other), Math.max(one, other)];
          const first = testHost();
          await first.send(opening("a"));
          if (kept > 0) await first.send({ kind: "step", run: "a", count: kept });
          const checkpoint = kept === 0 ? null : await first.next("checkpoint", isStep(kept));
          const second = testHost();
          await second.send(
            opening("a", { reached, ...(checkpoint && { checkpoint: checkpoint.state }) }),
          );
          await second.send(asked[what]);
          if (what === "start") await second.next("snapshot", ({ snapshot }) => !snapshot.running);
          const done = what === "start" ? 95 : what === "step" ? reached + 1 : reached;
          expect(await weightsOf(second, "a")).toEqual(await undisturbed(done));
          const shown = second.all("snapshot").map(({ snapshot }) => snapshot);
          expect(shown.every(({ step }) => step >= reached)).toBe(true);
          const losses = shown.flatMap((snapshot) => snapshot.losses.map(({ step }) => step));
          if (what === "start" || what === "step")
            expect(losses).toEqual(Array.from({ length: done - kept }, (_, at) => kept + at + 1));
        },
      ),
      { numRuns: 12 },
    );
  });

  it("keeps for the page the very step that it shows at rest: after single steps and after a pause", async () => {
    const host = testHost();
    await host.send(opening("a"));
    for (const step of [3, 27]) {
      const done = host.all("checkpoint").at(-1)?.step ?? 0;
      await host.send({ kind: "step", run: "a", count: step - done });
      await host.next("checkpoint", (event) => event.step === step);
    }
    await host.send({ kind: "start", run: "a" });
    await host.next("snapshot", ({ snapshot }) => snapshot.step > 30);
    await host.send({ kind: "pause", run: "a" });
    const { snapshot } = await host.next(
      "snapshot",
      (event) => event.snapshot.step > 30 && !event.snapshot.running,
    );
    const kept = await host.next("checkpoint", ({ step }) => step === snapshot.step);
    const other = testHost();
    await other.send({ ...opening("a"), checkpoint: kept.state });
    expect(await weightsOf(other, "a")).toEqual(await weightsOf(host, "a"));
  });

  it("refuses what was kept of another network when it opens, not at the first step", async () => {
    const first = testHost();
    await first.send(opening("a"));
    await first.send({ kind: "step", run: "a", count: 3 });
    const kept = await first.next("checkpoint");
    const other = testHost();
    const layers = smallRecipe.network.layers.map((layer) =>
      layer.name === "conv1" ? { ...layer, out_channels: 4 } : layer,
    );
    const recipe = { ...smallRecipe, network: { ...smallRecipe.network, layers } };
    await other.send({ ...opening("a"), recipe, checkpoint: kept.state });
    expect((await other.next("failed")).problem).toMatchObject({
      code: "format",
      message: expect.stringContaining("conv1.w"),
    });
  });
});
