/** The shortcut's numbers by what each kind means, and its costs by the engine's own counts. */
import { describe, expect, test } from "vitest";
import type { ShortcutOption } from "../../../engine/graph/networks/resnet";
import { shortcut, weightsOf } from "./definition";
import { costs, fields, OPTIONS, type ShortcutState } from "./state";

const state = (option: ShortcutOption, block: ShortcutState["block"]): ShortcutState => ({
  ...fields.standard,
  option,
  block,
});
const { input } = fields.standard;
const at = (channel: number, row: number, column: number): number =>
  input[channel]?.[row]?.[column] ?? Number.NaN;

function numbers(of: ShortcutState, name: string): readonly number[] {
  return [...(shortcut.values(of)[name]?.data ?? [])];
}

describe("three kinds of shortcut", () => {
  test("A takes every second pixel and adds channels of zeros; kept shapes pass unchanged in A and B", () => {
    const places = [0, 2].flatMap((row) => [0, 2].map((column) => [row, column] as const));
    const padded = [0, null].flatMap((channel) =>
      places.map(([row, column]) => (channel === null ? 0 : at(channel, row, column))),
    );
    expect(numbers(state("A", "halves"), "wire")).toEqual(padded);
    for (const option of ["A", "B"] as const)
      expect(numbers(state(option, "keeps"), "wire")).toEqual(input.flat(2));
  });

  test("only C projects where the shape stays; weights are those of a 1×1 without bias", () => {
    const all = OPTIONS.map((option) =>
      (["halves", "keeps"] as const).map((block) => weightsOf(state(option, block))),
    );
    expect(all).toEqual([
      [0, 0],
      [2, 0],
      [2, 1],
    ]);
  });

  test("the sum is F plus the shortcut, number by number", () => {
    for (const option of OPTIONS)
      for (const block of ["halves", "keeps"] as const) {
        const one = state(option, block);
        const [f, wire] = [numbers(one, "f"), numbers(one, "wire")];
        expect(numbers(one, "sum")).toEqual(f.map((value, cell) => value + (wire[cell] ?? 9)));
      }
  });

  test("costs grow from A to C while the paper's error falls", () => {
    expect(costs().map(({ projections, blocks }) => [projections, blocks])).toEqual([
      [0, 16],
      [3, 16],
      [16, 16],
    ]);
    const parameters = costs().map((one) => one.parameters);
    expect(parameters).toEqual(numbers(fields.standard, "parameters"));
    expect(parameters.toSorted((one, other) => one - other)).toEqual(parameters);
    const errors = costs().map(({ error }) => error);
    expect(errors).toEqual([25.03, 24.52, 24.19]);
    // What the lesson says: B has a sixth of C's further parameters and three fifths of its gain.
    const [, b = 0, c = 0] = numbers(fields.standard, "extra");
    const [before = 0, withB = 0, withC = 0] = errors;
    expect(c / b).toBeCloseTo(6.3, 1);
    expect((before - withB) / (before - withC)).toBeCloseTo(0.6, 1);
    expect((c - b) / b).toBeCloseTo(5.3, 1);
  });
});
