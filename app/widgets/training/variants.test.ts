/**
 * Variants, networks in a line, shows, goals and axes: read back as written, refused with a hint.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkProperty } from "../../lesson/language/properties";
import { axisOf, cellsOf, MOST_CELLS } from "./axes";
import { training, runsOf } from "./definition";
import { goalOf, reachedAt } from "./goal";
import { networkProblem } from "./network-text";
import { KEYS, SETTINGS, settingOf } from "./settings";
import { idleProblem } from "./beside";
import { readVariants, variantsOf, variantsProblem, writeVariants, type Variant } from "./variants";

const changes = fc.record(
  {
    norm: fc.constantFrom("default", "none", "batch" as const),
    depth: fc.integer({ min: 2, max: 110 }),
    skip: fc.boolean(),
    rate: fc.constantFrom(0.01, 0.3, 1e-5, 30),
    network: fc.constantFrom("dense", "conv 8, gap, linear 10", "lenet5"),
  },
  { requiredKeys: [] },
);
const variants = fc
  .uniqueArray(fc.stringMatching(/^[a-z][a-z -]{0,10}[a-z]$/), { minLength: 1, maxLength: 4 })
  .chain((names) =>
    fc
      .array(changes, { minLength: names.length, maxLength: names.length })
      .map((all) => names.map((name, at): Variant => ({ name, changes: all[at] ?? {} }))),
  );

describe("variants", () => {
  test("a control beside the buttons that every variant overrides is an author's mistake", () => {
    const both = "as they are: shift=0; shifted: shift=2";
    expect(idleProblem("shift", both)?.message).toContain("every variant sets shift itself");
    expect(idleProblem("shift", "as they are: shift=0; shifted:")).toBeNull();
    expect(idleProblem("rate", both)).toBeNull();
    expect(training.problems?.({}, training.initial({ beside: "shift", variants: both }))).toEqual({
      beside: idleProblem("shift", both),
    });
  });

  test("are read back as they are written", () => {
    fc.assert(
      fc.property(variants, (given) => {
        expect(variantsOf(writeVariants(given))).toEqual(given);
      }),
    );
  });

  test("any text is variants or a problem in words, never an exception", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        const read = readVariants(text);
        if ("problem" in read) expect(read.problem.message).not.toBe("");
        else expect(read.value.length).toBeGreaterThan(0);
      }),
    );
  });

  test.each([
    ["plain: nrom=none", 'there is no setting "nrom"', "norm"],
    ["plain: norm=bach", 'norm cannot be "bach"', "batch"],
    ["plain: depth=1", 'depth cannot be "1"', null],
    ["plain: rate=fast", 'rate cannot be "fast"', null],
    ["norm=none", '"norm=none" is not a variant', null],
    ["a: ; a: skip=on", 'two variants are called "a"', null],
    ["a: ; b: ; c: ; d: ; e:", "there are 5 variants", null],
    ["a: network=lennet5", 'network cannot be "lennet5"', null],
  ])("%s is refused with its reason and what is meant", (text, message, suggestion) => {
    expect(variantsProblem(text)).toMatchObject({ message, suggestion });
  });

  test("a wrong variant in a lesson is reported at its place, with what is meant", () => {
    const property = training.properties["variants"];
    if (property === undefined) throw new Error("there is no such property");
    expect(checkProperty("variants", property, "plain: nrom=none")).toMatchObject({
      fault: { message: expect.stringContaining("Did you mean"), extra: { suggestion: "norm" } },
    });
    expect(checkProperty("variants", property, "plain: norm=none")).toEqual({
      value: "plain: norm=none",
    });
  });

  test("each run is the figure's setting with its own changes, and nothing else", () => {
    const state = training.initial({ depth: 8, variants: "a: ; b: depth=20, skip=on" });
    const [a, b] = runsOf(state);
    expect(a?.setting).toEqual(settingOf(state));
    const differing = KEYS.filter((key) => a?.setting[key] !== b?.setting[key]);
    expect(differing).toEqual(["depth", "skip"]);
  });
});

describe("other texts", () => {
  test("a text that is no network is refused with what is near", () => {
    expect(networkProblem("lenet6")).toMatchObject({ suggestion: "lenet5" });
    expect(networkProblem("conv 8, cnov 16")?.message).toContain("did you mean conv");
    expect(networkProblem("conv, linear 10")?.message).toContain("needs its out_channels");
    expect(networkProblem("conv 8 5x5 /2, linear 10")).toBeNull();
  });

  test("an unknown view is refused, the standard ones are not", () => {
    const property = training.properties["shows"];
    if (property === undefined) throw new Error("there is no such property");
    expect(checkProperty("shows", property, "loss acuracy")).toMatchObject({
      fault: { extra: { suggestion: "accuracy" } },
    });
    expect(checkProperty("shows", property, property.default)).toHaveProperty("value");
  });

  test("a goal is reached at the first step whose mean loss is below it", () => {
    const goal = goalOf("loss < 0.5");
    const losses = Array.from({ length: 100 }, (_, at) => ({ step: at + 1, value: 1 - at / 100 }));
    if (goal === null) throw new Error("no goal");
    // Mean of 20 steps up to s is 1 − (s − 10.5)/100.
    expect(reachedAt(goal, { losses, scores: [] })).toBe(61);
    expect(reachedAt(goal, { losses: losses.slice(0, 50), scores: [] })).toBeNull();
    expect(goalOf("loss = 3")).toBeNull();
  });

  test("patience ends when so many scores in a row are not lower than the least before", () => {
    const goal = goalOf("patience 2");
    if (goal === null) throw new Error("no goal");
    const scores = [9, 5, 6, 4, 4, 4.5, 3].map((loss, at) => ({
      step: 10 * at,
      loss,
      accuracy: 0,
    }));
    expect(reachedAt(goal, { losses: [], scores })).toBe(50);
    expect(reachedAt(goal, { losses: [], scores: scores.slice(0, 5) })).toBeNull();
    for (const text of ["patience", "patience 0", "patience 1.5", "patience 100"])
      expect(goalOf(text), text).toBeNull();
  });

  test("a map has a cell for each variant, row and column, and at most 48", () => {
    const state = training.initial({
      variants: "plain: norm=none; BN: norm=batch",
      across: "rate: 0.01 0.1 1",
      down: "scale: 0.3 1 3",
    });
    const cells = cellsOf(settingOf(state), state);
    expect(cells).toHaveLength(18);
    expect(cells[17]).toMatchObject({
      id: "BN 3 1",
      setting: { norm: "batch", rate: 1, scale: 3 },
    });
    expect(new Set(cells.map(({ id }) => id)).size).toBe(18);
    const many = { ...state, across: "rate: 0.01 0.02 0.03 0.04 0.05 0.06 0.07 0.08 0.09" };
    expect(cellsOf(settingOf(many), many).length).toBeLessThanOrEqual(MOST_CELLS);
    expect(axisOf("rate: 0.1 fast")).toBeNull();
  });

  test("every setting's standard is what its own text gives", () => {
    for (const key of KEYS) {
      const text = `a: ${key}=${String(SETTINGS[key].standard)}`;
      expect(variantsOf(text)[0]?.changes, key).toEqual({ [key]: SETTINGS[key].standard });
    }
  });
});
