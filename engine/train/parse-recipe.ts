/**
 * Anything at all -> Recipe, or a LabError in the reader's words. Recipes come from lessons, links
 * and files.
 */
import { check, LabError } from "../core/errors";
import type { TransformSpec } from "../data/transform";
import { parseSpec } from "../graph/parse-spec";
import { didYouMean } from "../graph/suggest";
import type { AugmentSpec } from "./augment";
import type { OptimiserSpec, Recipe, ScheduleSpec } from "./recipe";

type Fields = ReadonlyMap<string, unknown>;

const OPTIMISERS: Readonly<Record<string, readonly string[]>> = {
  sgd: ["momentum", "dampening", "nesterov", "weight_decay"],
  adam: ["betas", "eps", "weight_decay", "amsgrad"],
  adamw: ["betas", "eps", "weight_decay", "amsgrad"],
  rmsprop: ["alpha", "eps", "momentum", "centered", "weight_decay"],
};
const PARTS = [
  "network",
  "dataset",
  "transform",
  "augment",
  "batch",
  "order",
  "seed",
  "loss",
  "optimiser",
  "learningRate",
  "schedule",
  "clip",
  "frozen",
];

export function parseRecipe(given: unknown): Recipe {
  const fields = fieldsOf(given, "the recipe");
  for (const key of fields.keys())
    if (!PARTS.includes(key)) {
      const message = `a recipe has no setting "${key.slice(0, 40)}"`;
      throw new LabError("spec", message, didYouMean(key, PARTS));
    }
  const dataset = fields.get("dataset");
  check(
    typeof dataset === "string" && dataset.length <= 64,
    "spec",
    "the recipe must name a data set",
  );
  const loss = fields.get("loss");
  check(
    loss === "cross_entropy" || loss === "mse",
    "spec",
    'the loss must be "cross_entropy" or "mse"',
  );
  const [schedule, clip] = [fields.get("schedule"), fields.get("clip")];
  return {
    network: parseSpec(fields.get("network")),
    dataset,
    ...(fields.has("transform")
      ? { transform: several(fields, "transform", (one) => parseTransform(one)) }
      : {}),
    ...(fields.has("augment")
      ? { augment: several(fields, "augment", (one) => parseAugment(one)) }
      : {}),
    loss,
    batch: real(fields, "batch", 1, 4096, "the recipe", true),
    seed: real(fields, "seed", 0, 2 ** 32 - 1, "the recipe", true),
    optimiser: parseOptimiser(fields.get("optimiser")),
    learningRate: real(fields, "learningRate", 0, 1e6, "the recipe"),
    ...(fields.has("order") ? { order: parseOrder(fields.get("order")) } : {}),
    ...(schedule === undefined ? {} : { schedule: parseSchedule(schedule, 0) }),
    ...(clip === undefined ? {} : { clip: parseClip(clip) }),
    ...(fields.has("frozen") ? { frozen: parseFrozen(fields.get("frozen")) } : {}),
  };
}

const MOST_STEPS = 8;

function several<Item>(fields: Fields, key: string, parse: (one: Fields) => Item): readonly Item[] {
  const given = fields.get(key);
  check(
    Array.isArray(given) && given.length <= MOST_STEPS,
    "spec",
    `the recipe: ${key} must be a list of at most ${MOST_STEPS}`,
  );
  return given.map((one: unknown) => parse(fieldsOf(one, `an entry of ${key}`)));
}

function onlySettings(fields: Fields, whose: string, known: readonly string[]): void {
  for (const key of fields.keys())
    if (key !== "kind" && !known.includes(key))
      throw new LabError("spec", `${whose} has no setting "${key.slice(0, 40)}"`);
}

function parseTransform(fields: Fields): TransformSpec {
  const kind = fields.get("kind");
  switch (kind) {
    case "average_pool":
      onlySettings(fields, kind, ["size"]);
      return { kind, size: real(fields, "size", 2, 64, kind, true) };
    case "normalise":
      onlySettings(fields, kind, ["mean", "std"]);
      return {
        kind,
        mean: real(fields, "mean", -1e6, 1e6, kind),
        std: real(fields, "std", 1e-6, 1e6, kind),
      };
    case "first":
      onlySettings(fields, kind, ["count"]);
      return { kind, count: real(fields, "count", 1, 1e6, kind, true) };
    default:
      throw new LabError(
        "spec",
        `there is no transform "${String(kind).slice(0, 40)}"`,
        "There are average_pool, normalise and first.",
      );
  }
}

function parseAugment(fields: Fields): AugmentSpec {
  const kind = fields.get("kind");
  switch (kind) {
    case "shift":
      onlySettings(fields, kind, ["pixels"]);
      return { kind, pixels: real(fields, "pixels", 0, 256, kind, true) };
    case "flip":
      onlySettings(fields, kind, ["p"]);
      return { kind, ...(fields.has("p") ? { p: real(fields, "p", 0, 1, kind) } : {}) };
    case "noise":
      onlySettings(fields, kind, ["std"]);
      return { kind, std: real(fields, "std", 0, 1e6, kind) };
    case "affine": {
      onlySettings(fields, kind, ["turn", "slant", "scale", "shift"]);
      const upTo = (key: string, most: number): Record<string, number> =>
        fields.has(key) ? { [key]: real(fields, key, 0, most, kind) } : {};
      const [turned, slanted] = [upTo("turn", 180), upTo("slant", 4)];
      return { kind, ...turned, ...slanted, ...upTo("scale", 0.9), ...upTo("shift", 256) };
    }
    case "stroke":
      onlySettings(fields, kind, ["pixels"]);
      return { kind, pixels: real(fields, "pixels", 0, 1, kind) };
    default:
      throw new LabError(
        "spec",
        `there is no augmentation "${String(kind).slice(0, 40)}"`,
        "There are shift, flip, noise, affine and stroke.",
      );
  }
}

function checkOptimiser(
  kind: unknown,
  fields: ReadonlyMap<string, unknown>,
): asserts kind is string {
  check(
    typeof kind === "string" && Object.hasOwn(OPTIMISERS, kind),
    "spec",
    `there is no optimiser "${String(kind).slice(0, 40)}"`,
  );
  for (const key of fields.keys())
    if (key !== "kind" && OPTIMISERS[kind]?.includes(key) !== true)
      throw new LabError("spec", `${kind} has no setting "${key.slice(0, 40)}"`);
}

function parseOptimiser(given: unknown): OptimiserSpec {
  const fields = fieldsOf(given, "the optimiser");
  const kind = fields.get("kind");
  checkOptimiser(kind, fields);
  const number = (key: string, to: number): Record<string, number> =>
    fields.has(key) ? { [key]: real(fields, key, 0, to, kind) } : {};
  const flag = (key: string): Record<string, boolean> => {
    const value = fields.get(key) ?? false;
    check(typeof value === "boolean", "spec", `${kind}: ${key} must be true or false`);
    return fields.has(key) ? { [key]: value } : {};
  };
  const decay = number("weight_decay", 1e6);
  const momentum = number("momentum", 1);
  if (kind === "sgd") {
    const sgd = {
      kind: "sgd",
      ...momentum,
      ...number("dampening", 1),
      ...flag("nesterov"),
      ...decay,
    } as const;
    checkNesterov(sgd);
    return sgd;
  }
  const eps = number("eps", 1);
  if (kind === "rmsprop")
    return {
      kind: "rmsprop",
      ...number("alpha", 1),
      ...eps,
      ...momentum,
      ...flag("centered"),
      ...decay,
    };
  check(kind === "adam" || kind === "adamw", "spec", `there is no optimiser "${kind}"`);
  return { kind, ...betas(fields), ...eps, ...decay, ...flag("amsgrad") };
}

/** As in torch.optim.SGD: looking ahead needs a momentum to look along. */
function checkNesterov({
  momentum = 0,
  dampening = 0,
  nesterov = false,
}: Extract<OptimiserSpec, { readonly kind: "sgd" }>): void {
  check(
    !nesterov || (momentum > 0 && dampening === 0),
    "spec",
    "sgd: nesterov needs a momentum above 0 and a dampening of 0",
  );
}

function betas(fields: Fields): { betas?: readonly [number, number] } {
  const given = fields.get("betas");
  if (given === undefined) return {};
  check(Array.isArray(given) && given.length === 2, "spec", "betas must be two numbers");
  const [first, second]: unknown[] = given;
  check(
    typeof first === "number" && typeof second === "number",
    "spec",
    "betas must be two numbers",
  );
  check(
    first >= 0 && first < 1 && second >= 0 && second < 1,
    "spec",
    "betas must lie between 0 and 1",
  );
  return { betas: [first, second] };
}

function parseSchedule(given: unknown, level: number): ScheduleSpec {
  check(level < 4, "spec", "schedules are nested too deeply");
  const fields = fieldsOf(given, "the schedule");
  const kind = fields.get("kind");
  const steps = (key: string): number => real(fields, key, 1, 1e9, "the schedule", true);
  switch (kind) {
    case "constant":
      return { kind };
    case "step":
      return { kind, every: steps("every"), gamma: real(fields, "gamma", 0, 1e3, "the schedule") };
    case "cosine":
      return {
        kind,
        steps: steps("steps"),
        ...(fields.has("floor") ? { floor: real(fields, "floor", 0, 1, "the schedule") } : {}),
      };
    case "warmup": {
      const next = fields.get("next");
      return {
        kind,
        steps: steps("steps"),
        ...(next === undefined ? {} : { next: parseSchedule(next, level + 1) }),
      };
    }
    default:
      throw new LabError(
        "spec",
        `there is no schedule "${String(kind).slice(0, 40)}"`,
        "There are constant, step, cosine and warmup.",
      );
  }
}

function parseOrder(given: unknown): NonNullable<Recipe["order"]> {
  check(
    given === "shuffled" || given === "sorted",
    "spec",
    'the recipe: order must be "shuffled" or "sorted"',
  );
  return given;
}

/** Whether there are such layers, the compiler checks. */
function parseFrozen(given: unknown): readonly string[] {
  check(
    Array.isArray(given) && given.length <= 1024 && given.every((one) => typeof one === "string"),
    "spec",
    "the recipe: frozen must be a list of names of layers",
  );
  return given;
}

function parseClip(given: unknown): NonNullable<Recipe["clip"]> {
  const fields = fieldsOf(given, "clip");
  const kind = fields.get("kind");
  check(kind === "norm" || kind === "value", "spec", 'clip must be by "norm" or by "value"');
  return { kind, limit: real(fields, "limit", 0, 1e30, "clip") };
}

function real(
  fields: Fields,
  key: string,
  from: number,
  to: number,
  whose: string,
  whole = false,
): number {
  const value = fields.get(key);
  const fits =
    typeof value === "number" &&
    value >= from &&
    value <= to &&
    (!whole || Number.isInteger(value));
  check(
    fits,
    "spec",
    `${whose}: ${key} must be a ${whole ? "whole " : ""}number from ${from} to ${to}`,
  );
  return value;
}

/** The members of an object as a map, so that no key reaches a prototype. */
function fieldsOf(value: unknown, what: string): Fields {
  if (value instanceof Map) return value;
  check(
    typeof value === "object" && value !== null && !Array.isArray(value),
    "spec",
    `${what} must be an object`,
  );
  return new Map(Object.entries(value));
}
