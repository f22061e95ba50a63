/**
 * One update of a weight, number by number: what the optimiser subtracts, from the gradient, the
 * learning rate and what the optimiser remembers of earlier steps ("conv1.w.velocity", "….first",
 * "….second", "….square", "….mean": zeros before the first step). Gradients are not clipped here.
 *
 * Source: torch.optim's SGD, Adam, AdamW, RMSprop, as in engine/train/optimisers.
 */
import { apply, cell, constant, minus, named, product, quotient, sum } from "../core/build";
import { check } from "../core/errors";
import type { Expression, Role } from "../core/expression";
import { type Index, offset } from "../core/shape";
import { tensor, type Tensor, zeros } from "../core/tensor";
import { settingsOf, stateOf } from "../graph/update";
import { real } from "../train/kernel";
import { optimisers } from "../train/optimisers";
import { type Numbers, present, type Update } from "./numbers";
import { gradientName } from "./tensor-names";

/** One update by an optimiser of torch.optim. */
export function updateBy(update: Omit<Update, "rule">): Update {
  return { ...update, rule: { names, after, explain } };
}

function names(update: Update, numbers: Numbers, parameter: string): readonly string[] {
  const state = stateOf(update.optimiser);
  return [
    parameter,
    gradientName(numbers.network, parameter),
    ...state.map((s) => `${parameter}.${s}`),
  ];
}

/** The parameter after one step of the optimiser, computed by the optimiser's own definition. */
function after(update: Update, numbers: Numbers, parameter: string): Tensor {
  const { parameters, gradients, state } = parts(update, numbers, parameter);
  const optimiser = optimisers[update.optimiser.kind];
  check(optimiser !== undefined, "unsupported", `no optimiser ${update.optimiser.kind}`);
  const copy = (of: Tensor): Tensor => tensor(of.shape, Float64Array.from(of.data));
  const moved = copy(parameters);
  const settings = settingsOf(update.optimiser);
  optimiser.run(
    {
      parameters: moved,
      gradients: copy(gradients),
      ...Object.fromEntries(Object.entries(state).map(([slot, of]) => [slot, copy(of)])),
    },
    settings,
    {
      step: update.step ?? 1,
      learningRate: update.learningRate,
      correction1: 1 - real(settings, "beta1", 0) ** (update.step ?? 1),
      correction2: 1 - real(settings, "beta2", 0) ** (update.step ?? 1),
      seed: numbers.seed,
    },
  );
  return moved;
}

function explain(
  update: Update,
  numbers: Numbers,
  parameter: string,
  index: Index,
  role: Role,
): Expression {
  const { parameters, gradients, state } = parts(update, numbers, parameter);
  const at = offset(parameters.shape, index);
  const read = (slot: string): Expression =>
    numbers.has(`${parameter}.${slot}`)
      ? cell(`${parameter}.${slot}`, "constant", state[slot] ?? zeros(parameters.shape), at)
      : constant(0, undefined, "before the first step");
  const w = cell(parameter, role, parameters, at);
  const slope = cell(gradientName(numbers.network, parameter), "gradient", gradients, at);
  const settings = settingsOf(update.optimiser);
  const setting = (name: string): number => real(settings, name, 0);
  const decay = setting("weight_decay");
  const decoupled = update.optimiser.kind === "adamw";
  const g =
    decay === 0 || decoupled ? slope : named("g", sum([slope, product(constant(decay, "λ"), w)]));
  const kind = update.optimiser.kind;
  const change =
    kind === "sgd"
      ? sgdChange(update, g, read, settings["nesterov"] === true, setting)
      : kind === "rmsprop"
        ? rmspropChange(g, read, settings["centered"] === true, setting)
        : adamChange(update, g, read, setting);
  const rate = constant(update.learningRate, "η");
  const kept = decoupled ? product(constant(1 - update.learningRate * decay, "1 − ηλ"), w) : w;
  return sum([kept, minus(product(rate, change))]);
}

type ReadState = (slot: string) => Expression;
type Setting = (name: string) => number;

function sgdChange(
  { step = 1 }: Update,
  g: Expression,
  read: ReadState,
  nesterov: boolean,
  setting: Setting,
): Expression {
  const momentum = setting("momentum");
  if (momentum === 0) return g;
  const factor = constant(momentum, "momentum");
  const fresh = 1 - setting("dampening");
  const added = fresh === 1 ? g : product(constant(fresh), g);
  const v = step === 1 ? g : named("v", sum([product(factor, read("velocity")), added]));
  return nesterov ? sum([g, product(factor, v)]) : v;
}

function adamChange(
  { step = 1 }: Update,
  g: Expression,
  read: ReadState,
  setting: Setting,
): Expression {
  const [beta1, beta2] = [setting("beta1"), setting("beta2")];
  const mean = named("m", blend(beta1, "β₁", read("first"), g));
  const square = named("v", blend(beta2, "β₂", read("second"), product(g, g)));
  const corrected = (of: Expression, beta: number, symbol: string): Expression =>
    quotient(of, constant(1 - beta ** step, symbol));
  const root = apply("√", Math.sqrt, corrected(square, beta2, "1 − β₂ᵗ"));
  return quotient(corrected(mean, beta1, "1 − β₁ᵗ"), sum([root, constant(setting("eps"), "ε")]));
}

function rmspropChange(
  g: Expression,
  read: ReadState,
  centred: boolean,
  setting: Setting,
): Expression {
  const alpha = setting("alpha");
  const square = named("s", blend(alpha, "α", read("square"), product(g, g)));
  const mean = named("a", blend(alpha, "α", read("mean"), g));
  const spread = centred ? sum([square, minus(product(mean, mean))]) : square;
  const scaled = quotient(g, sum([apply("√", Math.sqrt, spread), constant(setting("eps"), "ε")]));
  const momentum = setting("momentum");
  if (momentum === 0) return scaled;
  return named("v", sum([product(constant(momentum, "momentum"), read("velocity")), scaled]));
}

/** β·old + (1 − β)·now. */
function blend(beta: number, symbol: string, old: Expression, now: Expression): Expression {
  return sum([
    product(constant(beta, symbol), old),
    product(constant(1 - beta, `1 − ${symbol}`), now),
  ]);
}

function parts(update: Update, numbers: Numbers, parameter: string) {
  const parameters = present(numbers, parameter);
  const state = Object.fromEntries(
    stateOf(update.optimiser).map((slot): [string, Tensor] => [
      slot,
      (numbers.has(`${parameter}.${slot}`) ? numbers.peek(`${parameter}.${slot}`) : null) ??
        zeros(parameters.shape),
    ]),
  );
  const gradients = present(numbers, gradientName(numbers.network, parameter));
  return { parameters, gradients, state };
}
