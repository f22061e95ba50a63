/** Held-out pictures that a page asks for by index. */
import { expect, test } from "vitest";
import type { Dataset } from "../data/dataset";
import { heldOutExamples } from "./examples";

const SET: Dataset = {
  name: "own",
  title: "Own",
  shape: [1, 1, 2],
  count: 5,
  training: 3,
  classes: ["a", "b"],
  pixels: Uint8Array.from([0, 0, 1, 1, 2, 2, 30, 40, 50, 60]),
  labels: Uint8Array.from([0, 1, 0, 1, 0]),
};

test("there are as many as are held out, whatever was asked: none is shown twice", async () => {
  const seen: number[][] = [];
  const { tensors, buffer } = await heldOutExamples(SET, [0, 1, 2, 3, -1], async (pixels) => {
    seen.push([...pixels]);
    return [1, 2];
  });
  expect([...new Int32Array(buffer, tensors["labels"]?.at, 2)]).toEqual([1, 0]);
  expect(tensors["labels"]?.shape).toEqual([2]);
  expect(tensors["output"]?.shape).toEqual([2, 2]);
  expect(new Set(seen.map(String)).size).toBe(2);
  expect(seen).toHaveLength(2);
});
