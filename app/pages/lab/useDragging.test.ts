/** Where a dragged layer lands, and what is told of it before. */
import { expect, test } from "vitest";
import { explicit } from "../../../engine/graph/edit";
import { examined } from "../../../engine/graph/examined";
import { networks } from "../../../engine/graph/networks";
import { lenet5 } from "../../../engine/graph/networks/lenet";
import { landingAt } from "./useDragging";

const lenet = lenet5();
const residual = networks["residual20"]?.() ?? lenet;

test("between two rows of a line, a layer is put between them, and its shape there is told", () => {
  const landing = landingAt(lenet, "relu1", 4, 0);
  expect(landing).toMatchObject({ fits: true, words: "before conv2: 6×14×14" });
  const order = landing.next?.layers.map(({ name }) => name).slice(0, 4);
  expect(order).toEqual(["conv1", "pool1", "relu1", "conv2"]);
  expect(landingAt(lenet, "relu3", lenet.layers.length, 0).words).toBe("before fc3: 84");
  expect(landingAt(lenet, "relu4", lenet.layers.length + 1, 0).words).toBe("behind fc3: 10");
});

test("at its own place nothing changes", () => {
  // The first row is the input: relu1 stands between gaps 2 and 3.
  for (const gap of [2, 3])
    expect(landingAt(lenet, "relu1", gap, 0)).toMatchObject({
      words: "relu1 stays here",
      next: null,
    });
});

test("where it would not fit, it says why, and at which layer", () => {
  const landing = landingAt(lenet, "flatten", 1, 0);
  expect(landing.fits).toBe(false);
  expect(landing.words).toMatch(/^before conv1: 784; it would not fit: conv1/);
  expect(examined(landing.next ?? lenet).problem?.layer).toBe("conv1");
});

test("on the way into a block's first layer, the way round it stays", () => {
  const wired = explicit(residual);
  const at = wired.findIndex(
    ({ inputs }, place) =>
      place > 3 && wired.filter((one) => one.inputs.includes(inputs[0] ?? "")).length > 1,
  );
  const below = wired[at];
  const moved = wired.findLast(({ op, inputs }) => op === "relu" && inputs.length === 1);
  if (below === undefined || moved === undefined) throw new Error("no block");
  const { next } = landingAt(residual, moved.name, at + 1, 0);
  const after = explicit(next ?? residual);
  const source = below.inputs[0] ?? "";
  expect(after.find(({ name }) => name === below.name)?.inputs).toEqual([moved.name]);
  const others = wired.filter(({ name, inputs }) => name !== below.name && inputs.includes(source));
  for (const { name } of others)
    expect(after.find((one) => one.name === name)?.inputs).toContain(source);
});
