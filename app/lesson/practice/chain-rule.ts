/**
 * The chain rule along a short chain of neurons: z_i = w_i·y_{i−1} + b_i, y_i = g(z_i), E = (y −
 * t)². Asked: ∂E/∂w_1, with every factor as a step on the way. Numbers by the reference ops linear,
 * relu or sigmoid, and mse.
 */
import { t } from "../../language/words";
import type { Random } from "../../../engine/core/random";
import { tensor, type Tensor } from "../../../engine/core/tensor";
import { identity } from "../../../engine/ops/identity/identity";
import { linear } from "../../../engine/ops/linear/linear";
import { mse } from "../../../engine/ops/mse/mse";
import { relu } from "../../../engine/ops/relu/relu";
import { sigmoid } from "../../../engine/ops/sigmoid/sigmoid";
import {
  answer,
  arithmetic,
  between,
  drawing,
  exercise,
  factor,
  listed,
  numberOf,
  pick,
  step,
  subscript,
  text,
  whole,
  written,
  type Mistake,
} from "./making";
import { eachOf } from "./mistakes";
import type { Exercise, Field, Generator, Part } from "./practice";

const ACTIVATIONS = { relu, identity, sigmoid };
type Name = keyof typeof ACTIVATIONS;
const NAMES = ["relu", "identity", "sigmoid"] as const satisfies readonly Name[];

export const chainRule: Generator = {
  name: "chain-rule",
  title: "The chain rule, factor by factor",
  summary:
    "The gradient of the first weight of a short chain: one factor for each thing on the way.",
  options: {
    activation: {
      type: "choice",
      options: NAMES,
      default: "relu",
      description: "Activation of every neuron.",
    },
    length: whole(1, 3, 2, "Number of neurons."),
  },
  make(seed, index, options): Exercise {
    const from = drawing("chain-rule", seed, index);
    const activation = NAMES.find((name) => name === options["activation"]) ?? "relu";
    return chainExercise(run(from, numberOf(options, "length", 2), activation));
  },
};

interface Neuron {
  readonly w: number;
  readonly b: number;
  readonly input: number;
  readonly z: number;
  readonly y: number;
  readonly slope: number;
}

interface Chain {
  readonly activation: Name;
  readonly x: number;
  readonly target: number;
  readonly neurons: readonly Neuron[];
  readonly error: number;
  readonly dw1: number;
}

const one = (value: number): Tensor<Float64Array> => tensor([1, 1], Float64Array.of(value));
const only = (of: Tensor | undefined): number => of?.data[0] ?? Number.NaN;

function run(from: Random, length: number, activation: Name): Chain {
  const settings = linear.normalise({ out_features: 1 });
  const x = pick(from, [1, 2, 3]);
  const neurons: Neuron[] = [];
  let input = x;
  for (let at = 0; at < length; at++) {
    const w = pick(from, [-2, -1, 1, 2, 3]);
    const b = between(from, -3, 3);
    const z = only(
      linear.forward({ x: one(input), w: one(w), b: tensor([1], Float64Array.of(b)) }, settings)[
        "y"
      ],
    );
    const y = activate(activation, z);
    neurons.push({ w, b, input, z, y: y.value, slope: y.slope });
    input = y.value;
  }
  const target =
    activation === "sigmoid" ? from.below(2) : Math.round(input) + pick(from, [-2, -1, 1, 2]);
  const error = only(
    mse.backward(
      { prediction: one(input), target: one(target), dy: tensor([1], Float64Array.of(1)) },
      { reduction: "mean" },
    )["dprediction"],
  );
  return { activation, x, target, neurons, error, dw1: backwards(neurons, error, settings) };
}

function activate(name: Name, z: number): { value: number; slope: number } {
  const op = ACTIVATIONS[name];
  const x = one(z);
  const y = op.forward({ x }, {})["y"];
  const slope = y === undefined ? undefined : op.backward({ x, y, dy: one(1) }, {})["dx"];
  return { value: only(y), slope: only(slope) };
}

/** The gradient of the first weight, through the backward pass of every op. */
function backwards(
  neurons: readonly Neuron[],
  error: number,
  settings: ReturnType<typeof linear.normalise>,
): number {
  let dy = error;
  let dw = 0;
  for (const { w, b, input, slope } of neurons.toReversed()) {
    const dz = dy * slope;
    const gradients = linear.backward(
      { x: one(input), w: one(w), b: tensor([1], Float64Array.of(b)), dy: one(dz) },
      settings,
    );
    dw = only(gradients["dw"]);
    dy = only(gradients["dx"]);
  }
  return dw;
}

const SHOWN: Readonly<Record<Name, string>> = {
  relu: "max(0, z)",
  identity: "z",
  sigmoid: "1 / (1 + e⁻ᶻ)",
};

/** The chain with its numbers, and what is asked about it. */
function questionOf({ neurons, target, x, activation }: Chain): readonly Part[] {
  const last = neurons.length;
  const about = neurons
    .map(({ w, b }, at) => [subscript(at + 1), written(w), written(b)])
    .map(([at, w, b]) => `w${at} = ${w}, b${at} = ${b}`)
    .join("; ");
  const chain = t(
    "{count, plural, one {One neuron} other {# neurons in a chain}}: zᵢ = wᵢ · yᵢ₋₁ + bᵢ and yᵢ = g(zᵢ) with g(z) = {activation}. The input is y₀ = {x}; {about}.",
    { count: last, activation: SHOWN[activation], x: written(x), about },
  );
  const loss = t("The loss is E = (y{last} − t)² with t = {target}. Compute ∂E/∂w₁.", {
    last: subscript(last),
    target: written(target),
  });
  const rounded = activation === "sigmoid" ? ` ${t("Two decimals are enough.")}` : "";
  return [text(chain), text(`${loss}${rounded}`)];
}

function chainExercise(chain: Chain): Exercise {
  const { neurons, dw1 } = chain;
  const factors = factorsOf(chain);
  const line = `${factors.map(({ value }) => factor(value)).join(" · ")} = ${written(dw1)}`;
  return exercise({
    ask: questionOf(chain),
    fields: [
      ...forwardFields(neurons),
      ...factors.map((each, at) => asStep(each, `factor-${at}`)),
      answer("answer", "∂E/∂w₁ =", dw1, { role: "gradient", tolerance: toleranceOf(dw1) }),
    ],
    hints: [
      t("Run the chain forwards first: every z and every y."),
      t("Then walk back from E: {factors}.", {
        factors: factors.map(({ label }) => label).join(" · "),
      }),
      t("The factors are {factors}. Multiply them.", {
        factors: listed(factors.map(({ value }) => value)),
      }),
    ],
    solution: [
      ...neurons.map((neuron, at) => arithmetic(forwardLine(neuron, at + 1))),
      ...factors.map(({ label, value }) => arithmetic(`${label} = ${written(value)}`)),
      arithmetic(line),
    ],
    mistakes: mistakesOf(chain, factors),
    praise: `${t("Right: {line}.", { line })}${dw1 === 0 ? ` ${t("A neuron whose slope is 0 stops the gradient.")}` : ""}`,
  });
}

interface Factor {
  readonly label: string;
  readonly value: number;
}

/** From the loss back to the first weight, in the order of the lecture. */
function factorsOf({ neurons, error }: Chain): Factor[] {
  const last = neurons.length;
  const back = neurons.toReversed().flatMap((neuron, at): Factor[] => {
    const which = last - at;
    const slope = { label: `g′(z${subscript(which)})`, value: neuron.slope };
    return which === 1
      ? [slope, { label: "y₀", value: neuron.input }]
      : [slope, { label: `w${subscript(which)}`, value: neuron.w }];
  });
  return [{ label: `∂E/∂y${subscript(last)}`, value: error }, ...back];
}

function forwardFields(neurons: readonly Neuron[]): Field[] {
  return neurons.flatMap(({ z, y }, at) => [
    asStep({ label: `z${subscript(at + 1)}`, value: z }, `z-${at}`),
    asStep({ label: `y${subscript(at + 1)}`, value: y }, `y-${at}`),
  ]);
}

function asStep({ label, value }: Factor, id: string): Field {
  return step(id, `${label} =`, value, toleranceOf(value));
}

function toleranceOf(value: number): number {
  return Number.isInteger(value) ? 0 : 0.006;
}

function forwardLine({ w, b, input, z, y }: Neuron, which: number): string {
  const bias = b < 0 ? `− ${written(-b)}` : `+ ${written(b)}`;
  return `z${subscript(which)} = ${factor(w)} · ${factor(input)} ${bias} = ${written(z)},  y${subscript(which)} = ${written(y)}`;
}

function mistakesOf(chain: Chain, factors: readonly Factor[]): Record<string, readonly Mistake[]> {
  const { dw1, neurons, error } = chain;
  const slopeAt = (at: number): number =>
    factors.findIndex(({ label }) => label === `g′(z${subscript(at + 1)})`);
  const slopes = neurons.map((neuron, at) => [`factor-${slopeAt(at)}`, slopeMistakes(neuron, at)]);
  return {
    ...eachOf("z", neurons, sumMistakes),
    ...eachOf("y", neurons, ({ z }, at) => [
      {
        value: z,
        says: t("That is {name}; the activation comes after it.", {
          name: `z${subscript(at + 1)}`,
        }),
      },
    ]),
    ...Object.fromEntries(slopes),
    "factor-0": errorMistakes(error),
    answer: answerMistakes(dw1, factors),
  };
}

function sumMistakes({ w, b, input }: Neuron, at: number): readonly Mistake[] {
  const bias = { name: `b${subscript(at + 1)}`, value: written(b) };
  return [
    { value: w * input, says: t("The bias {name} = {value} is missing.", bias) },
    { value: w * input - b, says: t("The bias {name} = {value} is added, with its sign.", bias) },
  ];
}

function slopeMistakes({ z, y }: Neuron, at: number): readonly Mistake[] {
  return [
    { value: y, says: t("That is the value of the activation; its slope is asked for.") },
    {
      value: z,
      says: t("That is {name} itself; the slope of the activation there is asked for.", {
        name: `z${subscript(at + 1)}`,
      }),
    },
  ];
}

function errorMistakes(error: number): readonly Mistake[] {
  return [
    { value: error / 2, says: t("The derivative of (y − t)² is 2 · (y − t): the 2 is missing.") },
    { value: -error, says: t("It is y − t, in this order.") },
    { value: (error / 2) ** 2, says: t("That is the loss E; its derivative is asked for.") },
  ];
}

function answerMistakes(dw1: number, factors: readonly Factor[]): readonly Mistake[] {
  return [
    ...factors
      .filter(({ value }) => value !== 0)
      .map(({ label, value }) => ({
        value: dw1 / value,
        says: t("The factor {label} = {value} is missing in your product.", {
          label,
          value: written(value),
        }),
      })),
    ...factors.slice(1).map((_, at) => ({
      value: factors.slice(0, at + 1).reduce((product, { value }) => product * value, 1),
      says: t("That is the product only as far as {here}; go on to {end}.", {
        here: factors[at]?.label ?? "",
        end: factors.at(-1)?.label ?? "",
      }),
    })),
  ];
}
