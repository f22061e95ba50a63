/** What is too much for a tab is said with its numbers; what fits is left alone. */
import { expect, test } from "vitest";
import { networkMemory } from "../../../../engine/graph/memory";
import { networks } from "../../../../engine/graph/networks";
import { networkShapes } from "../../../../engine/graph/shapes";
import { lenetRecipe } from "../../../../engine/train/recipes";
import { outgrown } from "./outgrown";

const vgg = networks["vgg16"]?.();
if (vgg === undefined) throw new Error("there is no VGG-16");
const large = { ...lenetRecipe, network: vgg, batch: 32 };

test("LeNet-5 is left alone, unless it is too slow", () => {
  expect(outgrown(lenetRecipe, 1000, 0)).toBe("");
  expect(outgrown(lenetRecipe, 1000, 5000)).toBe("");
  const slow = outgrown({ ...lenetRecipe, batch: 50 }, 1000, 2);
  expect(slow).toBe("1,000 steps would take 6.9 h at the 2 pictures a second that are measured.");
});

test("VGG-16 outgrows a tab by memory and by hours, as the plan of its memory says", () => {
  const said = outgrown(large, 1000, 0);
  const { training } = networkMemory(vgg, 32, large.optimiser);
  expect(said).toContain(`32 pictures takes ${(training / 2 ** 20).toFixed(1)} MB of memory`);
  const { multiplyAdds } = networkShapes(vgg);
  const hours = (1000 * 32 * 3 * multiplyAdds) / 5e9 / 3600;
  expect(said).toContain(`take ${hours.toFixed(1)} h at 5 billion multiply-adds a second`);
});
