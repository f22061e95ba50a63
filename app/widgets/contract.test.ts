/**
 * What every widget owes, whoever wrote it: its states survive properties, addresses and versions,
 * anything restores, the time line is whole, and what it says in words and in PyTorch is complete.
 * A new widget is covered by being in the registry.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Tensor } from "../../engine/core/tensor";
import { checkProperty } from "../lesson/language/properties";
import { linkedState } from "../lesson/runtime/linked-state";
import { laidOver, readParameters, readState, writeParameters, writeState } from "../shell/codec";
import { written } from "./fields/arbitrary";
import { type Case, digest, type Fixture } from "./fixtures/fixture";
import { widgets } from "./index";
import type { WidgetDefinition } from "./widget";

const RUNS = 25;
const fixtures = Object.values(
  import.meta.glob<Fixture>("./fixtures/*.json", { eager: true, import: "default" }),
);

const catalogues = Object.entries(
  import.meta.glob<Readonly<Record<string, string>>>("../language/*.json", {
    eager: true,
    import: "default",
  }),
);

describe.each(Object.entries(widgets))("%s", (name, { definition }) => {
  const kept = fixtures.filter(({ widget }) => widget === name);
  const properties = written(definition.properties, textsOf(kept));
  const states = fc
    .tuple(properties, fc.nat(1000))
    .map(([given, at]) => moved(definition, definition.initial(given), at));

  test("the registry knows it by its own name", () => {
    expect(definition.name).toBe(name);
    expect(definition.title).not.toBe("");
    expect(definition.summary).toMatch(/\.$/);
    for (const [property, { description }] of Object.entries(definition.properties))
      expect(description, property).toMatch(/\S/);
    expect(catalogues).not.toHaveLength(0);
    for (const [path, catalogue] of definition.unit === undefined ? [] : catalogues)
      expect(Object.keys(catalogue), path).toContain(definition.unit);
  });

  test("states of its version are kept, and of every version before", () => {
    const versions = kept.map(({ version }) => version).toSorted((one, other) => one - other);
    expect(versions, "npm run widgets:fixtures keeps them").toEqual(
      Array.from({ length: definition.version ?? 1 }, (_, at) => at + 1),
    );
  });

  test.each(kept)("lessons and links of version $version mean what they meant", (fixture) => {
    expect(fixture.cases.length).toBeGreaterThan(5);
    for (const one of fixture.cases) released(definition, fixture, one);
  });

  test("what an author writes opens in a state that is written back as the same", () => {
    fc.assert(
      fc.property(properties, (given) => {
        const state = definition.initial(given);
        const back = definition.toProperties(state);
        expect(definition.initial(back)).toEqual(state);
        for (const [property, value] of Object.entries(back))
          expectAllowed(definition, property, value);
      }),
      { numRuns: RUNS },
    );
  });

  test("every state survives its address", () => {
    fc.assert(
      fc.property(states, properties, (state, given) => {
        const base = definition.initial(given);
        const address = writeParameters(writeState("f", state, base, definition.version));
        const linked = linkedState("f", readParameters(address), base, definition);
        expect(linked).toEqual({ state, refused: [] });
      }),
      { numRuns: RUNS },
    );
  });

  test("anything restores to a state that restores to itself and can be described", () => {
    const names = Object.keys(definition.initial({}));
    const rubbish = fc.dictionary(fc.constantFrom(...names), fc.anything(), { maxKeys: 6 });
    fc.assert(
      fc.property(states, fc.oneof(rubbish, fc.anything()), (before, value) => {
        const state = definition.restore(value, before);
        expect(Object.keys(state)).toEqual(names);
        expect(definition.restore(state, before)).toEqual(state);
        expect(definition.describe(state)).not.toBe("");
      }),
      { numRuns: 4 * RUNS },
    );
  });

  test("every place of the time line is reached, and places beyond its ends are its ends", () => {
    fc.assert(
      fc.property(states, fc.nat(10_000), (state, at) => {
        const steps = definition.steps(state);
        const to = steps === 0 ? 0 : at % (steps + 1);
        expect(definition.step(definition.seek(state, to))).toBe(to);
        expect(definition.step(definition.seek(state, -1))).toBe(0);
        expect(definition.step(definition.seek(state, steps + 7))).toBe(steps);
      }),
      { numRuns: RUNS },
    );
  });

  test("words, PyTorch and tensors of a state are complete", async () => {
    await fc.assert(
      fc.asyncProperty(states, async (state) => {
        const tensors = tensorsOf(definition, state);
        const finite = tensors.every(({ data }) => data.every(Number.isFinite));
        for (const { shape, data } of tensors)
          expect(data.length).toBe(shape.reduce((size, side) => size * side, 1));
        const torch = await definition.torch(state);
        expect(torch).toContain("import torch");
        for (const text of [definition.describe(state), torch]) {
          expect(text).not.toMatch(/undefined|\[object|\bnull\b/);
          if (finite) expect(text).not.toMatch(/NaN/);
        }
        expect(definition.describe(state)).toMatch(/\S/);
      }),
      { numRuns: RUNS },
    );
  });
});

/** The state at some place of its time line. */
function moved(definition: WidgetDefinition, state: object, at: number): object {
  const steps = definition.steps(state);
  return steps === 0 ? state : definition.seek(state, at % (steps + 1));
}

/** Reads one kept case as a lesson and as a link, and compares with what it was. */
function released(definition: WidgetDefinition, fixture: Fixture, one: Case): void {
  const { version } = fixture;
  const then = (state: object): object => {
    const migrated = definition.migrate?.({ ...state }, version) ?? state;
    return definition.restore(laidOver(definition.initial({}), migrated), definition.initial({}));
  };
  const opened = laidOn(fixture.standard, one.opened);
  const state = laidOn(opened, one.linked);
  const base = definition.initial(one.properties);
  expect(base, JSON.stringify(one.properties)).toEqual(then(opened));
  const parameters = readParameters(
    version === 1 || one.linked === "" ? one.linked : `f.version=${version}&${one.linked}`,
  );
  const linked = linkedState("f", parameters, base, definition);
  expect(linked.state, one.linked).toEqual(then(state));
  if (version === (definition.version ?? 1)) expect(linked.refused).toEqual([]);
  const today = digest(definition, linked.state);
  for (const [tensor, { shape, sum }] of Object.entries(one.values)) {
    const now = today[tensor];
    if (now === undefined) continue; // a lesson that names it fails its own check
    expect(now.shape, tensor).toEqual(shape);
    if (typeof sum === "string") expect(now.sum, tensor).toBe(sum);
    else
      expect(Number(now.sum), tensor).toBeCloseTo(
        sum,
        6 - Math.ceil(Math.log10(1 + Math.abs(sum))),
      );
  }
}

function laidOn(base: object, address: string): object {
  const read = readState("f", readParameters(address), base);
  return typeof read === "object" && read !== null ? read : base;
}

function expectAllowed(definition: WidgetDefinition, name: string, value: unknown): void {
  const property = definition.properties[name];
  expect(property, `${name} is a property`).toBeDefined();
  if (property === undefined || value === property.default) return;
  const literal: Parameters<typeof checkProperty>[2] = JSON.parse(JSON.stringify(value));
  expect(checkProperty(name, property, literal), name).not.toHaveProperty("fault");
}

function tensorsOf(definition: WidgetDefinition, state: object): readonly Tensor[] {
  return Object.values(definition.values(state));
}

/** What lessons wrote, by property: texts and lists that a random author would not hit. */
function textsOf(kept: readonly Fixture[]): Readonly<Record<string, readonly unknown[]>> {
  const texts = new Map<string, unknown[]>();
  for (const { properties } of kept.flatMap(({ cases }) => cases))
    for (const [name, value] of Object.entries(properties))
      texts.set(name, [...(texts.get(name) ?? []), value]);
  return Object.fromEntries(texts);
}
