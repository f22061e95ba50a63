/**
 * Anything at all -> Recipe, or a LabError in the reader's words. Recipes come from lessons, links and files.
 */
import { check, LabError } from "../core/errors";
import { parseSpec } from "../graph/parse-spec";
import { didYouMean } from "../graph/suggest";
import type { OptimiserSpec, Recipe, ScheduleSpec } from "./recipe";

type Fields = ReadonlyMap<string, unknown>;

const OPTIMISERS: Readonly<Record<string, readonly string[]>> = {
  sgd: ["momentum", "dampening", "nesterov", "weight_decay"],
  adam: ["betas", "eps", "weight_decay"],
  adamw: ["betas", "eps", "weight_decay"],
  rmsprop: ["alpha", "eps", "momentum", "centered", "weight_decay"],
};
const PARTS = ["network", "dataset", "batch", "seed", "loss", "optimiser", "learningRate", "schedule", "clip"];

export function parseRecipe(given: unknown): Recipe {
  const fields = fieldsOf(given, "the recipe");
  for (const key of fields.keys()) {
    if (!PARTS.includes(key)) throw new LabError("spec", `a recipe has no setting "${key.slice(0, 40)}"`, didYouMean(key, PARTS));
  }
  const dataset = fields.get("dataset");
  check(typeof dataset === "string" && dataset.length <= 64, "spec", "the recipe must name a data set");
  const loss = fields.get("loss");
  check(loss === "cross_entropy" || loss === "mse", "spec", 'the loss must be "cross_entropy" or "mse"');
  const [schedule, clip] = [fields.get("schedule"), fields.get("clip")];
  return {
    network: parseSpec(fields.get("network")),
    dataset,
    loss,
    batch: real(fields, "batch", 1, 4096, "the recipe", true),
    seed: real(fields, "seed", 0, 2 ** 32 - 1, "the recipe", true),
    optimiser: parseOptimiser(fields.get("optimiser")),
    learningRate: real(fields, "learningRate", 0, 1e6, "the recipe"),
    ...(schedule === undefined ? {} : { schedule: parseSchedule(schedule, 0) }),
    ...(clip === undefined ? {} : { clip: parseClip(clip) }),
  };
}

function parseOptimiser(given: unknown): OptimiserSpec {
  const fields = fieldsOf(given, "the optimiser");
  const kind = fields.get("kind");
  check(typeof kind === "string" && Object.hasOwn(OPTIMISERS, kind), "spec", `there is no optimiser "${String(kind).slice(0, 40)}"`);
  for (const key of fields.keys()) {
    if (key !== "kind" && OPTIMISERS[kind]?.includes(key) !== true)
      throw new LabError("spec", `${kind} has no setting "${key.slice(0, 40)}"`);
  }
  const number = (key: string, to: number): Record<string, number> => (fields.has(key) ? { [key]: real(fields, key, 0, to, kind) } : {});
  const flag = (key: string): Record<string, boolean> => {
    const value = fields.get(key) ?? false;
    check(typeof value === "boolean", "spec", `${kind}: ${key} must be true or false`);
    return fields.has(key) ? { [key]: value } : {};
  };
  const decay = number("weight_decay", 1e6);
  if (kind === "sgd") {
    const sgd = { kind, ...number("momentum", 1), ...number("dampening", 1), ...flag("nesterov"), ...decay } as const;
    checkNesterov(sgd);
    return sgd;
  }
  if (kind === "rmsprop")
    return { kind, ...number("alpha", 1), ...number("eps", 1), ...number("momentum", 1), ...flag("centered"), ...decay };
  check(kind === "adam" || kind === "adamw", "spec", `there is no optimiser "${kind}"`);
  return { kind, ...betas(fields), ...number("eps", 1), ...decay };
}

/** As in torch.optim.SGD: looking ahead needs a momentum to look along. */
function checkNesterov({ momentum = 0, dampening = 0, nesterov = false }: Extract<OptimiserSpec, { readonly kind: "sgd" }>): void {
  check(!nesterov || (momentum > 0 && dampening === 0), "spec", "sgd: nesterov needs a momentum above 0 and a dampening of 0");
}

function betas(fields: Fields): { betas?: readonly [number, number] } {
  const given = fields.get("betas");
  if (given === undefined) return {};
  check(Array.isArray(given) && given.length === 2, "spec", "betas must be two numbers");
  const [first, second]: unknown[] = given;
  check(typeof first === "number" && typeof second === "number", "spec", "betas must be two numbers");
  check(first >= 0 && first < 1 && second >= 0 && second < 1, "spec", "betas must lie between 0 and 1");
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
      return { kind, steps: steps("steps"), ...(fields.has("floor") ? { floor: real(fields, "floor", 0, 1, "the schedule") } : {}) };
    case "warmup": {
      const next = fields.get("next");
      return { kind, steps: steps("steps"), ...(next === undefined ? {} : { next: parseSchedule(next, level + 1) }) };
    }
    default:
      throw new LabError("spec", `there is no schedule "${String(kind).slice(0, 40)}"`, "There are constant, step, cosine and warmup.");
  }
}

function parseClip(given: unknown): NonNullable<Recipe["clip"]> {
  const fields = fieldsOf(given, "clip");
  const kind = fields.get("kind");
  check(kind === "norm" || kind === "value", "spec", 'clip must be by "norm" or by "value"');
  return { kind, limit: real(fields, "limit", 0, 1e30, "clip") };
}

function real(fields: Fields, key: string, from: number, to: number, whose: string, whole = false): number {
  const value = fields.get(key);
  const fits = typeof value === "number" && value >= from && value <= to && (!whole || Number.isInteger(value));
  check(fits, "spec", `${whose}: ${key} must be a ${whole ? "whole " : ""}number from ${from} to ${to}`);
  return value;
}

/** The members of an object as a map, so that no key reaches a prototype. */
function fieldsOf(value: unknown, what: string): Fields {
  if (value instanceof Map) return value;
  check(typeof value === "object" && value !== null && !Array.isArray(value), "spec", `${what} must be an object`);
  return new Map(Object.entries(value));
}
