/**
 * The two widgets that this one has replaced, by their old names and properties: "experiment" (one
 * deep network or two) and "training-desk" (LeNet-5). Lessons and links that name them keep
 * working.
 */
import type { Properties, PropertyValues, WidgetDefinition } from "../widget";
import { training, type TrainingState } from "./definition";
import { settingFrom, variantsFrom } from "./migrate";
import { ACTIVATION_WORDS } from "./network-fields";
import { variantsOf, variantsProblem } from "./variants";

const CHANGEABLE = [
  "none",
  "depth",
  "width",
  "activation",
  "init",
  "scale",
  "norm",
  "skip",
  "learningRate",
  "clip",
  "kind",
] as const;

const number = (min: number, max: number, standard: number) =>
  ({ type: "number", min, max, default: standard, description: "" }) as const;
const integer = (min: number, max: number, standard: number) =>
  ({ type: "integer", min, max, default: standard, description: "" }) as const;
const choice = (options: readonly string[], standard: string) =>
  ({ type: "choice", options, default: standard, description: "" }) as const;
const truth = (standard: boolean) =>
  ({ type: "boolean", default: standard, description: "" }) as const;
const text = (maxLength: number, standard: string) =>
  ({ type: "text", maxLength, default: standard, description: "" }) as const;

const EXPERIMENT: Properties = {
  layers: choice(["dense", "conv"], "dense"),
  depth: integer(2, 50, 20),
  width: integer(4, 64, 32),
  activation: choice(Object.keys(ACTIVATION_WORDS), "sigmoid"),
  init: choice(["he", "xavier", "lecun", "small"], "he"),
  scale: number(0.01, 10, 1),
  norm: truth(false),
  skip: truth(false),
  rate: number(1e-6, 100, 0.05),
  clip: number(0, 1000, 0),
  change: choice(CHANGEABLE, "none"),
  to: text(24, ""),
  seed: integer(0, 1_000_000, 1),
  batch: integer(2, 256, 64),
  show: choice(["gradient", "update", "activation", "weight"], "gradient"),
  log: truth(false),
};

const DESK: Properties = {
  dataset: choice(["mnist", "fashion"], "mnist"),
  seed: integer(0, 1_000_000, 1),
  batch: integer(1, 512, 64),
  optimiser: choice(["momentum", "sgd", "adam"], "momentum"),
  rate: number(1e-5, 10, 0.03),
  falling: truth(true),
  log: truth(false),
  run: text(40, "lenet"),
};

/** What run B was changed to where an author had only said which choice. */
function suggested(key: string, given: PropertyValues): unknown {
  const of = (name: string): number => Number(given[name]);
  const to: Readonly<Record<string, unknown>> = {
    kind: given["layers"] === "dense" ? "conv" : "dense",
    depth: of("depth") > 10 ? 5 : 30,
    width: of("width") > 16 ? 8 : 48,
    activation: given["activation"] === "relu" ? "sigmoid" : "relu",
    init: given["init"] === "he" ? "small" : "he",
    scale: of("scale") === 1 ? 3 : 1,
    norm: given["norm"] !== true,
    skip: given["skip"] !== true,
    learningRate: Math.min(100, of("rate") * 10),
    clip: of("clip") > 0 ? 0 : 1,
  };
  return to[key];
}

function fromExperiment(given: PropertyValues): PropertyValues {
  const { change, to, show, layers, norm, ...same } = given;
  const setting = settingFrom({
    ...(layers === undefined ? {} : { layers }),
    ...(typeof norm === "boolean" ? { norm } : {}),
  });
  const compared = typeof change === "string" && change !== "none";
  return {
    ...same,
    ...setting,
    ...(show === undefined ? {} : { measure: show }),
    ...(compared ? { variants: comparedTo(change, to, given) } : {}),
  };
}

/** What is no value of that choice gives the suggestion. */
function comparedTo(change: string, to: unknown, given: PropertyValues): string {
  const written = typeof to === "string" && to !== "" ? read(to) : undefined;
  const meant = variantsFrom({ key: change, to: written });
  return meant !== "" && variantsProblem(meant) === null
    ? meant
    : variantsFrom({ key: change, to: suggested(change, given) });
}

function read(written: string): unknown {
  if (written === "true" || written === "false") return written === "true";
  return Number.isNaN(Number(written)) ? written : Number(written);
}

const EPOCHS = 5;
const PICTURES = { mnist: 8000, fashion: 10_000 } as const;

function fromDesk(given: PropertyValues): PropertyValues {
  const { dataset, falling, ...same } = given;
  const batch = typeof given["batch"] === "number" ? given["batch"] : 64;
  const pictures = dataset === "fashion" ? PICTURES.fashion : PICTURES.mnist;
  return {
    ...same,
    network: "lenet5",
    init: "he",
    shows: "loss validation accuracy",
    ...(dataset === undefined ? {} : { data: dataset }),
    ...(falling === false
      ? { schedule: "constant" }
      : { schedule: "cosine", schedule_steps: EPOCHS * Math.floor(pictures / batch) }),
  };
}

/** The state in the old properties as well, so that a `set` of one leaves the others. */
function intoExperiment(state: TrainingState): PropertyValues {
  const [, other] = variantsOf(state.variants);
  const [[key, value] = ["none", ""]] = Object.entries(other?.changes ?? {});
  const old = { network: "kind", rate: "learningRate" }[key] ?? key;
  return {
    layers: state.network,
    norm: state.norm === "batch",
    show: state.measure,
    change: old,
    to: value === "batch" ? "true" : value === "none" ? "false" : String(value),
  };
}

function intoDesk(state: TrainingState): PropertyValues {
  return { dataset: state.data, falling: state.schedule !== "constant" };
}

function olderName(
  properties: Properties,
  upgraded: (given: PropertyValues) => PropertyValues,
  into: (state: TrainingState) => PropertyValues,
): WidgetDefinition<TrainingState> {
  const standard = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, property.default]),
  );
  return {
    ...training,
    properties: { ...training.properties, ...properties },
    upgraded,
    initial: (given) => training.initial(upgraded({ ...standard, ...given })),
    toProperties: (state) => ({ ...training.toProperties(state), ...into(state) }),
  };
}

export const older = {
  experiment: olderName(EXPERIMENT, fromExperiment, intoExperiment),
  "training-desk": olderName(DESK, fromDesk, intoDesk),
} as const;
