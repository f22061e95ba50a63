/** The three kinds of shortcuts of ResNet-34, by what the paper says of them. */
import { describe, expect, test } from "vitest";
import { networkShapes } from "../shapes";
import { resnet, type ShortcutOption } from "./resnet";

const OPTIONS: readonly ShortcutOption[] = ["A", "B", "C"];
const of = (option: ShortcutOption) => networkShapes(resnet(34, "middle", option));
const counts = OPTIONS.map((option) => of(option).parameterCount);

describe("shortcuts of ResNet-34", () => {
  test("A has no weights in them, B three projections, C one in each of 16 blocks", () => {
    const projections = OPTIONS.map((option) =>
      of(option).layers.filter(({ name }) => name.endsWith("downsample.0")),
    );
    expect(projections.map(({ length }) => length)).toEqual([0, 3, 16]);
    const padded = of("A").layers.filter(({ kind }) => kind === "pad_channels");
    expect(padded.map(({ shape }) => shape)).toEqual([
      [128, 28, 28],
      [256, 14, 14],
      [512, 7, 7],
    ]);
  });

  test("B is torchvision's 21,797,672; A is without its three projections and their norms", () => {
    const [a = 0, b = 0, c = 0] = counts;
    const projection = (from: number, to: number): number => from * to + 2 * to;
    expect(b).toBe(21_797_672);
    expect(b - a).toBe(projection(64, 128) + projection(128, 256) + projection(256, 512));
    expect(c - b).toBe(
      3 * projection(64, 64) +
        3 * projection(128, 128) +
        5 * projection(256, 256) +
        2 * projection(512, 512),
    );
  });

  test("A and B have the paper's 3.6 thousand million multiply-adds; C has more", () => {
    const work = OPTIONS.map((option) => of(option).multiplyAdds);
    expect(Math.abs((work[0] ?? 0) / 1e9 - 3.6)).toBeLessThan(0.1);
    expect(Math.abs((work[1] ?? 0) / 1e9 - 3.6)).toBeLessThan(0.1);
    expect(work.toSorted((one, other) => one - other)).toEqual(work);
  });
});
