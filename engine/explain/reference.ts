/**
 * Numbers of a small network from the ops' own definitions in f64, in the page: each tensor is
 * computed when it is first looked at. No backend, no program: this is the plain reading of the
 * graph, and the compiled programs are tested against it.
 */
import { check, LabError } from "../core/errors";
import { format, offset, sameShape, type Index, type Shape } from "../core/shape";
import { tensor, type Tensor } from "../core/tensor";
import type { Head } from "../graph/heads";
import { type LayerShape, type NetworkShapes, weightShapes } from "../graph/layer-shapes";
import type { Recipe } from "../train/recipe";
import {
  backwardValues,
  contextOf,
  forwardValues,
  headOf,
  lossHeads,
  lossParts,
  lossValues,
  oneHot,
} from "./layer-values";
import { layerOf, type Numbers, present, type Provenance, splitName, type Update } from "./numbers";
import { isGradient, shapeNamed, tensorNames } from "./tensor-names";

export interface ReferenceOptions {
  readonly network: NetworkShapes;
  /** Parameters and running statistics by name. Throws "unknown-name" when one is missing. */
  readonly weights: ReadonlyMap<string, ArrayLike<number>>;
  /** [batch, …input], or the numbers of it. */
  readonly input: ArrayLike<number>;
  /** Examples in `input`. Default 1. */
  readonly batch?: number;
  /** Labels, one for each example: there is a loss, and every gradient of it. */
  readonly labels?: readonly number[];
  /** Default "cross_entropy" where there are labels. */
  readonly loss?: Recipe["loss"];
  /** Targets of a squared error, [batch, …output], instead of labels. */
  readonly target?: ArrayLike<number>;
  /** The gradient of something by the output, [batch, …output], where there is no loss. */
  readonly gradient?: ArrayLike<number>;
  readonly mode?: "eval" | "train";
  readonly seed?: number;
  readonly update?: Update;
}

/** Throws "unknown-name" for weights that are missing, "shape" for numbers that do not fit. */
export function referenceNumbers(options: ReferenceOptions): Numbers {
  const { network, weights, batch = 1, labels, target, gradient } = options;
  const leaves = new Map<string, Tensor>();
  const put = (name: string, shape: Shape, data: ArrayLike<number>): void => {
    leaves.set(name, tensor(shape, Float64Array.from(data)));
  };
  put("input", [batch, ...network.spec.input], options.input);
  for (const [name, shape] of weightShapes(network)) {
    const data = weights.get(name);
    check(data !== undefined, "unknown-name", `there are no numbers for ${name}`);
    put(name, shape, data);
  }
  const { name: last, shape: output } = network.output;
  if (labels !== undefined) leaves.set("labels", tensor([labels.length], Int32Array.from(labels)));
  if (target !== undefined) put("target", [batch, ...output], target);
  if (gradient !== undefined) put(`${last}.dy`, [batch, ...output], gradient);
  const hasLoss = labels !== undefined || target !== undefined;
  const settings: Settings = {
    network,
    mode: options.mode ?? "eval",
    seed: options.seed ?? 0,
    loss: hasLoss ? (options.loss ?? "cross_entropy") : null,
    update: options.update ?? null,
  };
  return new ReferenceNumbers(settings, new Set(tensorNames(settings, leaves)), leaves, new Map());
}

type Settings = Pick<Numbers, "network" | "mode" | "seed" | "loss" | "update">;

class ReferenceNumbers implements Numbers {
  readonly network;
  readonly mode;
  readonly seed;
  readonly loss;
  readonly update;
  readonly provenance: Provenance = { kind: "reference" };

  constructor(
    private readonly settings: Settings,
    /** Every tensor's name; an edit changes none. */
    private readonly known: ReadonlySet<string>,
    private readonly leaves: ReadonlyMap<string, Tensor>,
    private readonly computed: Map<string, Tensor>,
  ) {
    this.network = settings.network;
    this.mode = settings.mode;
    this.seed = settings.seed;
    this.loss = settings.loss;
    this.update = settings.update;
  }

  has(name: string): boolean {
    return this.known.has(name);
  }

  names(): readonly string[] {
    return [...this.known];
  }

  shape(name: string): Shape {
    return shapeNamed(this, this.leaves.get("input")?.shape[0] ?? 1, this.checked(name));
  }

  peek(name: string): Tensor | null {
    const known = this.leaves.get(name) ?? this.computed.get(name);
    if (known !== undefined) return known;
    if (!this.known.has(name)) return null;
    this.compute(name);
    return this.computed.get(name) ?? null;
  }

  read(name: string): Tensor {
    return present(this, this.checked(name));
  }

  with(name: string, index: Index, value: number): Numbers {
    const old = this.leaf(name);
    const data = old.data.slice();
    data[offset(old.shape, index)] = value;
    return this.changed(name, { shape: old.shape, data });
  }

  withTensor(name: string, values: Tensor): Numbers {
    const { shape } = this.leaf(name);
    const fits = sameShape(shape, values.shape);
    check(fits, "shape", `${name} is ${format(shape)}, not ${format(values.shape)}`);
    return this.changed(name, values);
  }

  private leaf(name: string): Tensor {
    const found = this.leaves.get(this.checked(name));
    if (found === undefined)
      throw new LabError("unknown-name", `${name} is computed`, "Change what it depends on.");
    return found;
  }

  private checked(name: string): string {
    if (this.known.has(name)) return name;
    throw new LabError("unknown-name", `${this.network.spec.name} has no numbers for ${name}`);
  }

  private changed(name: string, values: Tensor): Numbers {
    const stale = dependents(this.network, name);
    const kept = [...this.computed].filter(([computed]) => {
      const [owner, slot] = splitName(this.network, computed);
      return slot !== "" && !isGradient(slot) && !slot.endsWith(".next") && !stale.has(owner);
    });
    const leaves = new Map(this.leaves).set(name, values);
    return new ReferenceNumbers(this.settings, this.known, leaves, new Map(kept));
  }

  private compute(name: string): void {
    if (name === "target") return this.keep(name, this.oneHotTarget());
    const head = headOf(this, name);
    if (head !== undefined) return this.computeLoss(head, name);
    const [owner, slot] = splitName(this.network, name);
    if (slot === "dy") return this.computeOutputGradient(owner);
    const layer = layerOf(this.network, owner);
    const base = slot.replace(/\.next$/, "");
    if (base !== slot && Object.hasOwn(layer.parameters, base))
      return this.keepUpdated(name, `${owner}.${base}`);
    if (isGradient(slot)) this.computeGradients(layer);
    else this.computeForward(layer);
  }

  private keepUpdated(name: string, parameter: string): void {
    const { update } = this;
    if (update !== null) this.keep(name, update.rule.after(update, this, parameter));
  }

  private keep(name: string, values: Tensor): void {
    this.computed.set(name, values);
  }

  private computeForward(layer: LayerShape): void {
    const results = layer.definition.forward(
      forwardValues(this, layer),
      layer.attributes,
      contextOf(this),
    );
    for (const [slot, values] of Object.entries(results)) {
      const next = Object.hasOwn(layer.buffers, slot) ? ".next" : "";
      this.keep(`${layer.name}.${slot}${next}`, values);
    }
  }

  private computeGradients(layer: LayerShape): void {
    const gradients = layer.definition.backward(
      backwardValues(this, layer),
      layer.attributes,
      contextOf(this),
    );
    for (const [slot, values] of Object.entries(gradients))
      this.keep(`${layer.name}.${slot}`, values);
  }

  /** The gradient of a layer's output is the sum of what its readers and the losses pass back. */
  private computeOutputGradient(output: string): void {
    let sum: Tensor | null = null;
    const add = (part: Tensor | null | undefined): void => {
      if (part === null || part === undefined) return;
      sum = sum === null ? part : added(sum, part);
    };
    for (const layer of this.network.layers) {
      for (const [at, slot] of layer.slots.entries())
        if (layer.inputs[at] === output && this.has(`${layer.name}.d${slot}`))
          add(this.peek(`${layer.name}.d${slot}`));
    }
    for (const head of lossHeads(this)) {
      if (head.logits === output)
        add(this.peek(`${head.name}.d${lossParts(this.loss, head).slot}`));
    }
    if (sum !== null) this.keep(`${output}.dy`, sum);
  }

  private computeLoss(head: Head, name: string): void {
    const { definition, attributes, slot } = lossParts(this.loss, head);
    if (name === `${head.name}.dy`)
      return this.keep(name, tensor([1], Float64Array.of(head.weight)));
    if (name === `${head.name}.d${slot}`) {
      const gradient = definition.backward(lossValues(this, head, true), attributes)[`d${slot}`];
      if (gradient !== undefined) this.keep(name, gradient);
      return;
    }
    const { y, ...saved } = definition.forward(lossValues(this, head, false), attributes);
    if (y !== undefined) this.keep(head.name, y);
    for (const [part, values] of Object.entries(saved)) this.keep(`${head.name}.${part}`, values);
  }

  private oneHotTarget(): Tensor {
    return oneHot(present(this, "labels"), this.network.output.shape);
  }
}

function added(a: Tensor, b: Tensor): Tensor {
  return tensor(
    a.shape,
    Float64Array.from(a.data, (value, at) => value + (b.data[at] ?? Number.NaN)),
  );
}

/** The layers whose outputs depend on a leaf. */
function dependents(network: NetworkShapes, leaf: string): ReadonlySet<string> {
  const [owner, slot] = splitName(network, leaf);
  const stale = new Set<string>();
  if (leaf === "labels" || leaf === "target" || isGradient(slot)) return stale;
  if (slot === "") stale.add(leaf);
  for (const layer of network.layers) {
    const reads = layer.inputs.some((input) => stale.has(input));
    if (reads || layer.name === owner) stale.add(layer.name);
  }
  return stale;
}
