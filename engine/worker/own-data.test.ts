/** Pictures that the page gives, and runs that only answer. */
import { expect, it } from "vitest";
import { writeDataset } from "../data/dataset";
import { smallRecipe, testHost } from "./host.testing";

const recipe = { ...smallRecipe, dataset: "own" };

function twoClasses(): ArrayBuffer {
  const [count, cells] = [40, 64];
  const labels = Uint8Array.from({ length: count }, (_, at) => at % 2);
  const pixels = Uint8Array.from({ length: count * cells }, (_, at) =>
    Math.floor(at / cells) % 2 === 0 ? 255 : (at % 7) * 9,
  );
  return writeDataset({
    shape: [1, 8, 8],
    count,
    training: 30,
    classes: ["a", "b"],
    pixels,
    labels,
  }).buffer;
}

it("a run learns the pictures that were given; without them it says what to do", async () => {
  const host = testHost();
  await host.send({ kind: "open", run: "early", recipe, backend: "wasm" });
  await host.send({ kind: "step", run: "early", count: 1 });
  const { problem } = await host.next("failed", (event) => event.run === "early");
  expect(problem.hint).toBe("Open pictures of your own in the lab first.");
  const file = twoClasses();
  await host.send({ kind: "provide", name: "own", title: "mine", classes: ["a", "b"], file });
  await host.send({ kind: "open", run: "late", recipe, backend: "wasm" });
  await host.send({ kind: "step", run: "late", count: 40 });
  await host.send({ kind: "evaluate", run: "late" });
  const { snapshot } = await host.next("snapshot", (event) => event.snapshot.scores.length > 0);
  expect(snapshot.scores.at(-1)?.accuracy).toBe(1);
});

it("a run in use fetches no data and answers pictures", async () => {
  const host = testHost();
  await host.send({ kind: "open", run: "a", recipe, backend: "auto", inUse: true });
  expect((await host.next("opened")).provenance.backend).toBe("wasm");
  const input = new Float32Array(64).fill(0.5);
  await host.send({ kind: "infer", run: "a", request: 1, input, tensors: ["fc1.y"] });
  expect((await host.next("inferred")).tensors["fc1.y"]?.shape).toEqual([1, 10]);
  expect(host.all("failed")).toEqual([]);
});
