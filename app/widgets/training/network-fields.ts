/** The choices that make the network of a run, and its first weights. */
import { choice, integer, number, text, truth } from "../fields/kinds";
import { orFile } from "../fields/own-files";
import { networkProblem } from "./network-text";

export const ACTIVATION_WORDS = {
  default: "as the network has it",
  relu: "ReLU",
  sigmoid: "logistic",
  tanh: "tanh",
  identity: "identity (none)",
  arctan: "arctan",
  leaky_relu: "leaky ReLU",
  elu: "ELU",
  softplus: "softplus",
  prelu: "parametric ReLU",
  binary_step: "binary step",
} as const;

const INIT_WORDS = {
  default: "as the network has it",
  he: "He, √(2/n)",
  xavier: "Xavier, √(2/(n+n′))",
  lecun: "LeCun, √(1/n)",
  pytorch: "PyTorch's, ±√(1/n)",
  small: "0.01 everywhere",
} as const;

export const NETWORK_FIELDS = {
  network: text({
    label: "Network",
    says: "`dense`, `conv`, `plain`, `residual`, a network of the catalogue (`lenet5`), layers such as `conv 8, conv 16 /2, gap, linear 10`, PyTorch code, or a network's description.",
    longest: 60_000,
    standard: "dense",
    problem: networkProblem,
  }),
  depth: integer({
    label: "Depth",
    says: "Layers with weights, of a family (`dense`, `conv`, `plain`, `residual`).",
    from: 2,
    to: 110,
    standard: 20,
    look: "typed",
  }),
  width: integer({
    label: "Width",
    says: "Neurons or channels of a hidden layer, of a family.",
    from: 1,
    to: 128,
    standard: 32,
    look: "typed",
  }),
  activation: choice(ACTIVATION_WORDS, {
    label: "Activation",
    says: "Activation of every hidden layer. `default`: as the network has it, ReLU in a family.",
    look: "select",
  }),
  norm: choice(
    { default: "as the network has it", none: "none", batch: "batch", noisy: "batch, then noise" },
    {
      label: "Normalisation",
      says: "Before every activation. `default`: as the network has it, in `plain` and `residual` batch normalisation. `noisy`: behind it each channel is scaled and shifted at random, at every step anew.",
      look: "select",
    },
  ),
  skip: truth({
    label: "Skip connections",
    says: "Over every two layers of a family.",
  }),
  zero: truth({
    label: "Blocks start as the identity",
    says: "What a residual block adds is 0 at first.",
  }),
  average: number({
    label: "Weight of a batch in the running average",
    says: "Momentum of batch normalisation as PyTorch counts it.",
    from: 0,
    to: 1,
    standard: 0.1,
    look: "typed",
  }),
  weights: orFile(
    choice(
      { drawn: "drawn by the rule" },
      {
        label: "Weights at step 0",
        says: "`drawn`: by the rule and the seed; or those of a file.",
        control: null,
      },
    ),
    "weights",
  ),
  init: choice(INIT_WORDS, {
    label: "First weights",
    says: "Rule for their spread. `default`: as the network has it, He's in a family.",
    look: "select",
  }),
  scale: number({
    label: "Weights ×",
    says: "Factor on that spread.",
    from: 0.01,
    to: 10,
    standard: 1,
    step: 0.1,
    look: "typed",
  }),
};
