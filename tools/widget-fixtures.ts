/**
 * npm run widgets:fixtures: keeps states of every widget in the version that it has now, as
 * `app/widgets/fixtures/<name>.v<version>.json`, where there is no such file yet. The files stay
 * for good: they prove that links and lessons of every released version still mean the same.
 */
import fc from "fast-check";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileShipped } from "../app/lesson/compile/shipped";
import { basesAt, figuresOf } from "../app/lesson/runtime/walk";
import { writeParameters, writeState } from "../app/shell/codec";
import { widgets } from "../app/widgets";
import { written } from "../app/widgets/fields/arbitrary";
import { digest, type Case, type Fixture } from "../app/widgets/fixtures/fixture";
import type { PropertyValues, WidgetDefinition } from "../app/widgets/widget";
import { lessonFiles } from "./lesson-files";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const SAMPLES = 16;
const MOST_FROM_LESSONS = 24;

export function main(): Promise<number> {
  const folder = join(root, "app", "widgets", "fixtures");
  mkdirSync(folder, { recursive: true });
  for (const { definition } of Object.values(widgets)) {
    const { name, version = 1 } = definition;
    const path = join(folder, `${name}.v${version}.json`);
    if (existsSync(path)) continue;
    const fixture = fixtureOf(definition);
    const cases = fixture.cases.map((one) => `\n    ${JSON.stringify(one)}`).join(",");
    writeFileSync(
      path,
      `{\n  "widget": ${JSON.stringify(name)},\n  "version": ${version},\n  "standard": ${JSON.stringify(fixture.standard)},\n  "cases": [${cases}\n  ]\n}\n`,
    );
    console.log(`${path}: ${fixture.cases.length} states`);
  }
  return Promise.resolve(0);
}

function fixtureOf(definition: WidgetDefinition): Fixture {
  const standard = definition.initial({});
  const taught = fromLessons(definition.name);
  const samples = fc.sample(written(definition.properties, textsOf(taught)), {
    numRuns: SAMPLES,
    seed: 1,
  });
  const random = samples.map((properties, at) => {
    const other = definition.initial(samples[at + 1] ?? {});
    const steps = definition.steps(other);
    return { properties, state: definition.seek(other, Math.floor((steps * (at % 4)) / 3)) };
  });
  const cases = [...taught, ...random].map(({ properties, state }): Case => {
    const opened = definition.initial(properties);
    return {
      properties,
      opened: writeParameters(writeState("f", opened, standard)),
      linked: writeParameters(writeState("f", state, opened)),
      values: digest(definition, state),
    };
  });
  const seen = new Map(cases.map((one) => [JSON.stringify(one), one]));
  return {
    widget: definition.name,
    version: definition.version ?? 1,
    standard,
    cases: [...seen.values()],
  };
}

interface Taught {
  readonly properties: PropertyValues;
  readonly state: object;
}

/** The states in which the shipped lessons show this widget. */
function fromLessons(widget: string): readonly Taught[] {
  const found = new Map<string, Taught>();
  for (const { doc } of compileShipped(lessonFiles(root))) {
    if (doc === null) continue;
    const figures = figuresOf(doc);
    for (const at of doc.steps.keys())
      for (const [id, state] of basesAt(doc, at, widgets)) {
        const figure = figures.get(id);
        if (figure?.widget !== widget) continue;
        const one = { properties: figure.properties, state };
        found.set(JSON.stringify(one), one);
      }
  }
  const all = [...found.values()];
  const every = Math.max(1, Math.ceil(all.length / MOST_FROM_LESSONS));
  return all.filter((_, at) => at % every === 0);
}

/** Texts and lists that authors wrote, by property: what a random one would not hit. */
function textsOf(taught: readonly Taught[]): Readonly<Record<string, readonly unknown[]>> {
  const texts = new Map<string, unknown[]>();
  for (const { properties } of taught)
    for (const [name, value] of Object.entries(properties))
      texts.set(name, [...(texts.get(name) ?? []), value]);
  return Object.fromEntries(texts);
}
