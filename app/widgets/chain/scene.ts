/** What the chain shows at a step of its time line: nodes, rows, one piece of arithmetic. Pure. */
import { t } from "../../language/words";
import type { Cell, Expression, Role } from "../../../engine/core/expression";
import type { ChainNode } from "../../figures/chain/ChainRow";
import { subscript } from "../../figures/describe/number";
import { type ChainResult, type Factor, factorsOf, runChain } from "./chain";
import { type ChainState, factorCount, type Stage, stageOf } from "./definition";

export interface ChainScene {
  /** Rows z, y, σ′(z), ∂E/∂w, with null for what the time line has not reached. */
  readonly rows: readonly (readonly (number | null)[])[];
  readonly backwardFrom: number;
  readonly title: string;
  readonly expression: Expression | null;
  readonly value: number | null;
  readonly role: Role;
  /** "w2": the cells of the rows that take part now. */
  readonly cells: ReadonlySet<string>;
}

function sceneOf(state: ChainState, result: ChainResult, stage: Stage): ChainScene {
  const { neurons } = result;
  const sums = knownSums(state, stage);
  const outputs = knownOutputs(state, stage);
  const done = stage.kind === "update";
  const expression = expressionOf(state, result, stage);
  const slopes = neurons.map(({ slope }, at) =>
    done || (stage.kind === "factor" && at >= slopeReach(state, stage.factor)) ? slope : null,
  );
  return {
    rows: [
      neurons.map(({ z }, at) => (at < sums ? z : null)),
      neurons.map(({ y }, at) => (at < outputs ? y : null)),
      slopes,
      neurons.map(({ dw }, at) =>
        done ||
        (stage.kind === "factor" &&
          stage.factor === factorsOf(state, result, state.weight).length - 1 &&
          at === state.weight - 1)
          ? dw
          : null,
      ),
    ],
    backwardFrom:
      stage.kind === "factor"
        ? slopeReach(state, stage.factor) + 1
        : done
          ? 0
          : Number.POSITIVE_INFINITY,
    title: titleOf(state, stage),
    expression,
    value: null,
    role: stage.kind === "factor" ? "gradient" : stage.kind === "update" ? "weight" : "output",
    cells: new Set(
      expression === null
        ? []
        : cellNames(stage.kind === "factor" ? newest(expression) : expression),
    ),
  };
}

/** What the chain is at: the step of its time line, and all that follows from it. */
export interface Moment {
  readonly result: ChainResult;
  readonly stage: Stage;
  readonly scene: ChainScene;
  /** Of the chosen weight's gradient. */
  readonly factors: readonly Factor[];
  /** How many of them have been multiplied on, and the one of this step. */
  readonly reached: number;
  readonly lit: number | null;
}

export function momentOf(state: ChainState): Moment {
  const result = runChain(state);
  const stage = stageOf(state);
  const lit = stage.kind === "factor" ? stage.factor : null;
  const done = stage.kind === "update" ? factorCount(state) : 0;
  return {
    result,
    stage,
    scene: sceneOf(state, result, stage),
    factors: factorsOf(state, result, state.weight),
    reached: lit === null ? done : lit + 1,
    lit,
  };
}

export function nodesOf(state: ChainState, result: ChainResult, stage: Stage): ChainNode[] {
  const outputs = knownOutputs(state, stage);
  const lossKnown = stage.kind === "loss" || stage.kind === "factor" || stage.kind === "update";
  const litNeuron = stage.kind === "sum" || stage.kind === "activation" ? stage.neuron : 0;
  const factor =
    stage.kind === "factor" ? factorsOf(state, result, state.weight)[stage.factor] : undefined;
  return [
    {
      letter: "x",
      subscript: "",
      value: state.x,
      lit: factor?.kind === "input" && factor.neuron === 0 ? "backward" : "none",
    },
    ...result.neurons.map(({ y }, at): ChainNode => {
      const backward = factor !== undefined && factor.kind !== "loss" && factor.neuron === at + 1;
      return {
        letter: "y",
        subscript: String(at + 1),
        value: at < outputs ? y : null,
        lit: litNeuron === at + 1 ? "forward" : backward ? "backward" : "none",
      };
    }),
    {
      letter: "E",
      subscript: "",
      value: lossKnown ? result.loss : null,
      lit: stage.kind === "loss" ? "forward" : factor?.kind === "loss" ? "backward" : "none",
    },
  ];
}

/** The factor as it is written in the formula. */
export function factorLabel(factor: Factor, length: number): string {
  const index = subscript(factor.neuron);
  if (factor.kind === "loss") return `∂E/∂y${subscript(length)}`;
  if (factor.kind === "slope") return `σ′(z${index})`;
  if (factor.kind === "weight") return `w${index}`;
  return factor.neuron === 0 ? "x" : `y${index}`;
}

function expressionOf(state: ChainState, result: ChainResult, stage: Stage): Expression | null {
  switch (stage.kind) {
    case "start":
      return null;
    case "sum":
      return sumOf(state, result, stage.neuron);
    case "activation": {
      const neuron = result.neurons[stage.neuron - 1];
      return {
        kind: "apply",
        name: state.activation,
        argument: leaf("z", stage.neuron - 1, "output", neuron?.z),
        value: neuron?.y ?? Number.NaN,
      };
    }
    case "loss":
      return lossOf(state, result);
    case "factor":
      return productOf(factorsOf(state, result, state.weight).slice(0, stage.factor + 1));
    case "update": {
      const at = state.weight - 1;
      const rate: Expression = {
        kind: "constant",
        value: -state.learningRate,
        note: t("minus the learning rate"),
      };
      return {
        kind: "sum",
        terms: [
          leaf("w", at, "weight", state.w[at]),
          { kind: "product", factors: [rate, leaf("dw", at, "gradient", result.neurons[at]?.dw)] },
        ],
      };
    }
    default:
      stage satisfies never;
      return null;
  }
}

/** So many factors are written out; of a longer product, what there was times the newest. */
const WRITTEN = 12;

function productOf(factors: readonly Factor[]): Expression {
  const before = factors.at(-2)?.product ?? 1;
  const shown = factors.length > WRITTEN ? factors.slice(-1) : factors;
  const cells = shown.map((factor) => factorCell(factor));
  const sofar: Expression = { kind: "constant", value: before, note: t("the product so far") };
  return { kind: "product", factors: shown === factors ? cells : [sofar, ...cells] };
}

/** w·y + b of one neuron, from 1. */
function sumOf(state: ChainState, result: ChainResult, neuron: number): Expression {
  const at = neuron - 1;
  const before =
    neuron === 1
      ? leaf("x", 0, "input", state.x)
      : leaf("y", at - 1, "output", result.neurons[at - 1]?.y);
  return {
    kind: "sum",
    terms: [
      { kind: "product", factors: [leaf("w", at, "weight", state.w[at]), before] },
      leaf("b", at, "bias", state.b[at]),
    ],
  };
}

/** (y − t)². */
function lossOf(state: ChainState, result: ChainResult): Expression {
  const target: Expression = {
    kind: "product",
    factors: [{ kind: "constant", value: -1 }, leaf("target", 0, "input", state.target)],
  };
  return {
    kind: "apply",
    name: "square",
    argument: {
      kind: "sum",
      terms: [leaf("y", state.w.length - 1, "output", result.neurons.at(-1)?.y), target],
    },
    value: result.loss,
  };
}

/** The cell that a factor is; null for none. */
export function cellOf(factors: readonly Factor[], at: number | null): Cell | null {
  const factor = at === null ? undefined : factors[at];
  return factor === undefined ? null : factorCell(factor);
}

function factorCell(factor: Factor): Cell {
  if (factor.kind === "loss") return leaf("lossSlope", 0, "gradient", factor.value);
  if (factor.kind === "slope") return leaf("slope", factor.neuron - 1, "gradient", factor.value);
  if (factor.kind === "weight") return leaf("w", factor.neuron - 1, "weight", factor.value);
  return factor.neuron === 0
    ? leaf("x", 0, "input", factor.value)
    : leaf("y", factor.neuron - 1, "output", factor.value);
}

function titleOf(state: ChainState, stage: Stage): string {
  if (stage.kind === "sum") return `z${stage.neuron}`;
  if (stage.kind === "activation") return `y${stage.neuron}`;
  if (stage.kind === "loss") return t("the loss");
  return stage.kind === "update"
    ? t("the new w{weight}", { weight: state.weight })
    : t("the gradient of w{weight}, so far", { weight: state.weight });
}

function cellNames(expression: Expression): string[] {
  if (expression.kind === "cell") return [`${expression.tensor}${expression.index[0] ?? 0}`];
  if (expression.kind === "sum") return expression.terms.flatMap(cellNames);
  if (expression.kind === "product") return expression.factors.flatMap(cellNames);
  return expression.kind === "apply" ? cellNames(expression.argument) : [];
}

/** The factor that was multiplied on last. */
function newest(expression: Expression): Expression {
  return expression.kind === "product" ? (expression.factors.at(-1) ?? expression) : expression;
}

function knownSums(state: ChainState, stage: Stage): number {
  if (stage.kind === "start") return 0;
  return stage.kind === "sum" || stage.kind === "activation" ? stage.neuron : state.w.length;
}

function knownOutputs(state: ChainState, stage: Stage): number {
  return stage.kind === "sum" ? stage.neuron - 1 : knownSums(state, stage);
}

/** The lowest neuron (from 0) whose slope has been multiplied on after `factor` factors. */
function slopeReach(state: ChainState, factor: number): number {
  return state.w.length - Math.ceil(factor / 2);
}

function leaf(tensor: string, index: number, role: Role, value: number | undefined): Cell {
  return { kind: "cell", tensor, index: [index], role, value: value ?? Number.NaN };
}
