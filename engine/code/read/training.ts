/** What training code says: optimiser, schedule, loss, data, clipping, first weights. */
import type { InitialiserSpec } from "../../graph/spec";
import type { OptimiserSpec, Recipe, ScheduleSpec } from "../../train/recipe";
import { Arguments } from "./arguments";
import type { Host } from "./host";
import { type GivenValues, NONE, unknown, type Value } from "./values";

/** Parts of a recipe; what the code does not say is missing. */
export type Training = { -readonly [Part in keyof Omit<Recipe, "network">]?: Recipe[Part] };

type Rule = (host: Host, given: GivenValues) => Value;

/** By the last part of the name: "torch.optim.SGD" is SGD. */
export const TRAINING: Readonly<Record<string, Rule>> = {
  manual_seed(host, given) {
    host.training.seed = read(host, given, "seed").whole("seed");
    return NONE;
  },
  DataLoader(host, given) {
    const found = given.named.get("batch_size") ?? given.positional[1];
    if (found?.value.kind === "number") host.training.batch = found.value.value;
    return unknown("batches of data", given.at);
  },
  MNIST: dataset("mnist"),
  FashionMNIST: dataset("fashion"),
  CIFAR10: dataset("cifar10"),
  load(host, given) {
    const name = given.positional[0]?.value;
    if (name?.kind === "text" && name.value.endsWith(".pt"))
      host.training.dataset = name.value.replace(/\.pt$/, "");
    return unknown("what a file holds", given.at);
  },
  SGD(host, given) {
    const all = read(
      host,
      given,
      "params",
      "lr",
      "momentum",
      "dampening",
      "weight_decay",
      "nesterov",
    );
    const nesterov =
      all.value("nesterov") === undefined ? {} : { nesterov: all.flag("nesterov", false) };
    return optimiser(host, all, 0.001, {
      kind: "sgd",
      ...numbers(all, "momentum", "dampening", "weight_decay"),
      ...nesterov,
    });
  },
  Adam: (host, given) => adam(host, given, "adam"),
  AdamW: (host, given) => adam(host, given, "adamw"),
  RMSprop(host, given) {
    const all = read(
      host,
      given,
      "params",
      "lr",
      "alpha",
      "eps",
      "weight_decay",
      "momentum",
      "centered",
    );
    const centered =
      all.value("centered") === undefined ? {} : { centered: all.flag("centered", false) };
    return optimiser(host, all, 0.01, {
      kind: "rmsprop",
      ...numbers(all, "alpha", "eps", "momentum", "weight_decay"),
      ...centered,
    });
  },
  ConstantLR: (host) => schedule(host, { kind: "constant" }),
  StepLR(host, given) {
    const all = read(host, given, "optimizer", "step_size", "gamma", "last_epoch");
    const gamma = all.number("gamma", 0.1);
    return schedule(host, { kind: "step", every: all.whole("step_size"), gamma });
  },
  CosineAnnealingLR(host, given) {
    const all = read(host, given, "optimizer", "T_max", "eta_min", "last_epoch");
    const [steps, least] = [all.whole("T_max"), all.number("eta_min", 0)];
    const floor = least / (host.training.learningRate ?? 1);
    return schedule(host, { kind: "cosine", steps, ...(least === 0 ? {} : { floor }) });
  },
  LinearLR(host, given) {
    const all = read(host, given, "optimizer", "start_factor", "end_factor", "total_iters");
    const steps = all.whole("total_iters", 5) + 1;
    const isWarmup = Math.abs(all.number("start_factor", 1 / 3) * steps - 1) < 1e-9;
    if (!isWarmup || all.number("end_factor", 1) !== 1)
      return unknown("LinearLR is understood here as a rise from 1/n in n − 1 steps", given.at);
    return schedule(host, { kind: "warmup", steps });
  },
  SequentialLR(host, given) {
    const all = read(host, given, "optimizer", "schedulers", "milestones", "last_epoch");
    const items = all.find("schedulers")?.value;
    const [first, next] = items?.kind === "list" ? items.items : [];
    if (first?.kind !== "schedule" || next?.kind !== "schedule" || first.spec.kind !== "warmup")
      return unknown("SequentialLR is understood here as a warm-up and what follows", given.at);
    return schedule(host, { ...first.spec, next: next.spec });
  },
  CrossEntropyLoss: loss("cross_entropy"),
  NLLLoss: loss("cross_entropy"),
  MSELoss: loss("mse"),
  cross_entropy: loss("cross_entropy"),
  nll_loss: loss("cross_entropy"),
  mse_loss: loss("mse"),
  clip_grad_norm_: (host, given) => clip(host, given, "norm"),
  clip_grad_value_: (host, given) => clip(host, given, "value"),
};

const WITHOUT_EFFECT = ["foreach", "fused", "capturable", "differentiable"];

function read(host: Host, given: GivenValues, ...order: readonly string[]): Arguments {
  const named = new Map([...given.named].filter(([name]) => !WITHOUT_EFFECT.includes(name)));
  return new Arguments(host.notes, given.callee, { ...given, named }, order);
}

function numbers<Name extends string>(
  all: Arguments,
  ...names: readonly Name[]
): Partial<Record<Name, number>> {
  const found: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const value = all.find(name)?.value;
    if (value?.kind === "number") found[name] = value.value;
  }
  return found;
}

/** Rates that the code computes while it runs are not known. */
function optimiser(host: Host, all: Arguments, usual: number, spec: OptimiserSpec): Value {
  all.only("maximize", false);
  const rate = all.find("lr");
  host.training.optimiser = spec;
  if (rate === undefined) host.training.learningRate = usual;
  else if (rate.value.kind === "number") host.training.learningRate = rate.value.value;
  return unknown("an optimiser", all.given.at);
}

function adam(host: Host, given: GivenValues, kind: "adam" | "adamw"): Value {
  const all = read(host, given, "params", "lr", "betas", "eps", "weight_decay", "amsgrad");
  const pair = all.value("betas")?.value;
  const [first, second] = pair?.kind === "list" ? pair.items : [];
  const betas: { betas?: readonly [number, number] } =
    first?.kind === "number" && second?.kind === "number"
      ? { betas: [first.value, second.value] }
      : {};
  const amsgrad = all.value("amsgrad") === undefined ? {} : { amsgrad: all.flag("amsgrad", false) };
  return optimiser(host, all, 0.001, {
    kind,
    ...betas,
    ...numbers(all, "eps", "weight_decay"),
    ...amsgrad,
  });
}

function schedule(host: Host, spec: ScheduleSpec): Value {
  host.training.schedule = spec;
  return { kind: "schedule", spec };
}

function dataset(name: string): Rule {
  return (host, given) => {
    const train = given.named.get("train")?.value;
    if (host.training.dataset === undefined || (train?.kind === "truth" && train.value))
      host.training.dataset = name;
    return unknown("a data set", given.at);
  };
}

function loss(kind: Recipe["loss"]): Rule {
  return (host, given) => {
    host.training.loss = kind;
    return unknown("a loss", given.at);
  };
}

function clip(host: Host, given: GivenValues, kind: "norm" | "value"): Value {
  const limit = given.positional[1] ?? given.named.get(kind === "norm" ? "max_norm" : "clip_value");
  if (limit?.value.kind === "number") host.training.clip = { kind, limit: limit.value.value };
  return NONE;
}

/** `nn.init.kaiming_normal_(net.fc.weight, nonlinearity="relu")` */
export function initialise(host: Host, name: string, given: GivenValues): Value {
  const target = given.positional[0]?.value;
  if (target?.kind !== "parameter" || target.slot !== "weight") return NONE;
  const at = (place: number, word: string): number | undefined => {
    const found = given.positional[place]?.value ?? given.named.get(word)?.value;
    return found?.kind === "number" ? found.value : undefined;
  };
  const kinds: Readonly<Record<string, InitialiserSpec>> = {
    zeros_: { kind: "zeros" },
    constant_: { kind: "constant", value: at(1, "val") ?? 0 },
    normal_: { kind: "normal", mean: at(1, "mean") ?? 0, std: at(2, "std") ?? 1 },
    uniform_: { kind: "uniform", low: at(1, "a") ?? 0, high: at(2, "b") ?? 1 },
    xavier_uniform_: { kind: "xavier_uniform" },
    xavier_normal_: { kind: "xavier_normal" },
    kaiming_uniform_: { kind: "he_uniform" },
    kaiming_normal_: { kind: "he_normal" },
  };
  const init = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (init === undefined) host.notes.add(given.at, `nn.init.${name} is not one of the lab's`);
  else target.module.init = init;
  return NONE;
}
