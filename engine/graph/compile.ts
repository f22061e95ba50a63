/**
 * A network spec -> the program that every backend runs.
 *
 *   forward   input → every layer up to the last, as in use (running statistics, nothing dropped),
 *             or with `mode: "train"` as in training, without gradients
 *   train     [gather] → layers in training → losses → gradients → [clip] → update → loss into a
 * ring
 *   evaluate  [gather] → layers as in use → loss and number right, each into a ring
 *   probe     statistics of what the train phase left behind
 *
 * Parameters lie in one range, their gradients in another with the same layout, so that one call
 * updates them all. Errors: those of `networkShapes`; "budget" with the layer that takes most,
 * before anything is allocated.
 */
import type { Attributes } from "../core/op";
import { LabError } from "../core/errors";
import { size } from "../core/shape";
import type { OptimiserSpec, Recipe } from "../train/recipe";
import { addBackward } from "./backward";
import { activeLayers, addForward, fusions, type Pass } from "./forward";
import { type Head, headsOf } from "./heads";
import { addLoss } from "./loss-calls";
import type { Program } from "./program";
import { ProgramBuilder } from "./program-builder";
import { type LayerShape, networkShapes, type NetworkShapes } from "./shapes";
import type { NetworkSpec } from "./spec";
import { addProbes } from "./probes";
import { addUpdate } from "./update";

const DEFAULT_BUDGET = 256 * 2 ** 20;
export const LOSS_RING = 64;

export type ForwardMode = "eval" | "train";

export interface CompileOptions {
  readonly batch: number;
  /** Adds the forward phase. Default true. */
  readonly forward?: boolean;
  /**
   * How the forward phase computes: as in use, or as in training (statistics of the batch, which
   * move the running ones; dropout drops). Default "eval".
   */
  readonly mode?: ForwardMode;
  readonly training?: {
    readonly loss: Recipe["loss"];
    readonly optimiser: OptimiserSpec;
    readonly clip?: Recipe["clip"];
    readonly frozen?: Recipe["frozen"];
  };
  /**
   * Adds the evaluate phase, with rings for this many batches. Needs `training` (for the kind of
   * loss).
   */
  readonly evaluateBatches?: number;
  /**
   * Examples of a data set that stays in the arena; `indices` then choose the batch instead of
   * `input`.
   */
  readonly resident?: number;
  /**
   * Tensors that must be readable after their phase: "conv1.y" also when it would have been fused
   * away.
   */
  readonly keep?: readonly string[];
  /** Adds the probe phase, and what each step changed: "conv1.w_update". */
  readonly probes?: boolean;
  /** Also the gradient of the loss by the image, "input.dy". */
  readonly inputGradient?: boolean;
  /**
   * Weights are not written but drawn on the device (attributes of the call "draw" for a layer's
   * slot), each layer's just before it computes; then their words are the next layer's. For large
   * networks in use: they are drawn again on every run.
   */
  readonly drawn?: (layer: LayerShape, slot: string) => Attributes;
  /** ReLU inside the convolution before it. Default true. */
  readonly fuse?: boolean;
  /** Tensors that are never alive together share words. Default true. */
  readonly share?: boolean;
  /** Bytes that the program may take. Default 256 MB. */
  readonly budget?: number;
}

export interface Compiled {
  readonly program: Program;
  readonly network: NetworkShapes;
  readonly heads: readonly Head[];
  /**
   * Names of the probed tensors: row n of the tensor "statistics" (64 words per row) belongs to
   * name n.
   */
  readonly probes: readonly string[];
  /** Convolution or linear layer -> the relu that it swallows. */
  readonly fused: ReadonlyMap<string, string>;
}

/** What the passes share while they write. */
export interface Compilation {
  readonly network: NetworkShapes;
  readonly builder: ProgramBuilder;
  readonly options: CompileOptions;
  readonly heads: readonly Head[];
  /** Convolution or linear layer -> the relu that it swallows. */
  readonly fused: ReadonlyMap<string, string>;
}

export function compile(spec: NetworkSpec, options: CompileOptions): Compiled {
  const network = networkShapes(spec);
  const { batch } = options;
  if (!Number.isInteger(batch) || batch < 1 || batch > 65536)
    throw new LabError("spec", `a batch of ${batch} examples is not possible`);
  const builder = new ProgramBuilder();
  const heads = options.training === undefined ? [] : headsOf(network, options.training.loss);
  const keep = new Set(options.keep);
  const compilation = {
    network,
    builder,
    options,
    heads,
    fused: fusions(network, heads, options, keep),
  };
  addParameters(compilation);
  addInputs(compilation);
  if (options.forward !== false)
    addForward(
      compilation,
      "forward",
      activeLayers(network, [network.output.name]),
      options.mode === "train",
    );
  if (options.training !== undefined) addTraining(compilation);
  if (options.training !== undefined && options.evaluateBatches !== undefined)
    addEvaluation(compilation, options.evaluateBatches);
  const probes =
    options.probes === true && options.training !== undefined ? addProbes(compilation) : [];
  for (const name of keep) {
    const id = builder.find(name);
    if (id === undefined) throw new LabError("unknown-name", `${spec.name} has no tensor ${name}`);
    builder.keep(id);
  }
  const program = builder.build(spec.name, batch, options.share !== false);
  checkBudget(spec.name, program, builder, options.budget ?? DEFAULT_BUDGET);
  return { program, network, heads, probes, fused: compilation.fused };
}

function addParameters(compilation: Compilation): void {
  const { network, builder, options } = compilation;
  if (options.drawn !== undefined) return addDrawn(compilation);
  const training = options.training !== undefined;
  const parameters: number[] = [];
  const gradients: number[] = [];
  const updates: number[] = [];
  for (const layer of network.layers) {
    for (const [slot, shape] of Object.entries(layer.parameters)) {
      parameters.push(
        builder.tensor(`${layer.name}.${slot}`, shape, "parameter", { node: layer.name }),
      );
      if (training && options.probes === true)
        updates.push(
          builder.tensor(`${layer.name}.${slot}_update`, shape, "state", { node: layer.name }),
        );
      if (training)
        gradients.push(
          builder.tensor(`${layer.name}.d${slot}`, shape, "gradient", { node: layer.name }),
        );
    }
    for (const [slot, shape] of Object.entries(layer.buffers)) {
      builder.tensor(`${layer.name}.${slot}`, shape, "buffer", { node: layer.name });
    }
  }
  builder.range("parameters", parameters);
  if (training) builder.range("gradients", gradients);
  if (training && options.probes === true) builder.range("updates", updates);
}

function addDrawn({ network, builder, options }: Compilation): void {
  if (options.training !== undefined)
    throw new LabError(
      "unsupported",
      "weights that are drawn for one layer after the other are not trained",
    );
  for (const layer of network.layers) {
    for (const [slot, shape] of Object.entries({ ...layer.parameters, ...layer.buffers }))
      builder.tensor(`${layer.name}.${slot}`, shape, "scratch", { node: layer.name });
  }
}

function addInputs({ network, builder, options }: Compilation): void {
  const { batch, resident, training } = options;
  const { input } = network.spec;
  builder.tensor("input", [batch, ...input], "input", { node: "input" });
  if (training !== undefined)
    builder.tensor("labels", [batch], "input", { integer: true, node: "input" });
  if (resident !== undefined) {
    builder.tensor("dataset", [resident, size(input)], "input", { node: "the data set" });
    builder.tensor("indices", [batch], "input", { integer: true, node: "input" });
  }
}

function addGather({ builder, options }: Compilation, phase: "train" | "evaluate"): void {
  const [source, indices, into] = [
    builder.find("dataset"),
    builder.find("indices"),
    builder.find("input"),
  ];
  if (
    options.resident === undefined ||
    source === undefined ||
    indices === undefined ||
    into === undefined
  )
    return;
  builder.call(phase, "gather", "reduce", "input", { source, indices, into });
}

function addTraining(compilation: Compilation): void {
  const { network, builder, heads } = compilation;
  addGather(compilation, "train");
  const layers = activeLayers(
    network,
    heads.map((head) => head.logits),
  );
  const pass: Pass = addForward(compilation, "train", layers, true);
  for (const head of heads) {
    const loss = addLoss(compilation, "train", head, head.name);
    const ring = builder.tensor(`${head.name}.ring`, [LOSS_RING], "result", { node: "loss" });
    builder.call("train", "ring", "reduce", "loss", { from: loss, ring });
  }
  addBackward(compilation, pass);
  addUpdate(compilation);
}

function addEvaluation(compilation: Compilation, batches: number): void {
  const { network, builder, heads } = compilation;
  const head = heads[0];
  if (head === undefined) return;
  addGather(compilation, "evaluate");
  addForward(compilation, "evaluate", activeLayers(network, [head.logits]), false);
  const loss = addLoss(compilation, "evaluate", head, "evaluate.loss");
  const right = builder.tensor("evaluate.right", [1], "result", { node: "loss" });
  const [logits, labels] = [builder.find(head.tensor) ?? -1, builder.find("labels") ?? -1];
  builder.call("evaluate", "accuracy", "reduce", "loss", { logits, labels, into: right });
  for (const [from, name] of [
    [loss, "evaluate.loss.ring"],
    [right, "evaluate.right.ring"],
  ] as const) {
    const ring = builder.tensor(name, [batches], "result", { node: "loss" });
    builder.call("evaluate", "ring", "reduce", "loss", { from, ring });
  }
}

function checkBudget(
  name: string,
  program: Program,
  builder: ProgramBuilder,
  budget: number,
): void {
  const bytes = program.words * 4;
  if (bytes <= budget) return;
  const largest = builder.costs()[0];
  const part =
    largest === undefined
      ? ""
      : `; ${largest.node} takes ${megabytes(Math.min(bytes, largest.words * 4))} of them`;
  throw new LabError(
    "budget",
    `${name} needs ${megabytes(bytes)} MB, the limit is ${megabytes(budget)} MB${part}`,
    "Use a smaller batch, a smaller image or fewer channels.",
  );
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
