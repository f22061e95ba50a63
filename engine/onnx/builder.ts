/**
 * The network while it grows: layers with their weights, and what each name of the graph stands
 * for.
 */
import { check } from "../core/errors";
import type { AttributeValue } from "../core/op";
import { format, sameShape, type Shape, size } from "../core/shape";
import type { OnnxModel, OnnxNode } from "../data/formats/onnx/model";
import type { StoredTensor } from "../data/formats/safetensors";
import { oneLayer } from "../graph/shapes";
import type { LayerSpec } from "../graph/spec";
import { shown } from "../data/formats/onnx/words";
import { Names } from "./names";
import { refuse } from "./node";
import { type Activation, type Constant, isInOrder, plain, type Value } from "./values";

/** Numbers in all weights and all folded constants. */
const MAX_CELLS = 2 ** 25;

export type Settings = Readonly<Record<string, AttributeValue>>;

export interface BuiltLayer {
  readonly spec: LayerSpec;
  readonly inputShapes: readonly Shape[];
  readonly shape: Shape;
  /** By slot: w, b, gamma … */
  readonly weights: Map<string, StoredTensor>;
}

export class Builder {
  readonly layers = new Map<string, BuiltLayer>();
  readonly values = new Map<string, Value>();
  readonly notes = new Set<string>();
  readonly names = new Names();
  private readonly pictures = new Map<string, Activation>();
  private readonly flattened = new Map<string, Activation>();
  private readonly producers = new Map<string, OnnxNode>();
  private readonly sharers = new Map<Constant, string>();
  private readonly uses = new Map<string, number>();
  private cells = 0;

  constructor(
    readonly model: OnnxModel,
    /** Examples that Shape says there are: of the file, or a stand-in where any number will do. */
    readonly batch: number,
  ) {
    for (const name of model.nodes.flatMap((node) => node.inputs).concat(outputNames(model)))
      this.uses.set(name, (this.uses.get(name) ?? 0) + 1);
    for (const node of model.nodes) for (const name of node.outputs) this.producers.set(name, node);
  }

  /** Counts numbers that are about to be made. Throws "limit". */
  spend(cells: number): void {
    this.cells += cells;
    check(
      this.cells <= MAX_CELLS,
      "limit",
      `the file's constants and weights come to more than ${MAX_CELLS} numbers`,
    );
  }

  /** The op whose only use is input `at` of this node; "" where others read it, too. */
  onlyFor(node: OnnxNode, at: number): string {
    const name = node.inputs[at] ?? "";
    return this.uses.get(name) === 1 ? (this.producers.get(name)?.op ?? "") : "";
  }

  /** The same, behind a Reshape that nobody else reads. */
  onlyShapedFor(node: OnnxNode, at: number): string {
    const before = this.producers.get(node.inputs[at] ?? "");
    const op = this.onlyFor(node, at);
    return op === "Reshape" && before !== undefined ? this.onlyFor(before, 0) : op;
  }

  isUsed(name: string | undefined): boolean {
    return name !== undefined && name !== "" && this.uses.has(name);
  }

  /** Notes where two layers have the same weights: the lab gives each a copy. */
  share(weights: Constant, layer: string): void {
    const other = this.sharers.get(weights);
    if (other === undefined) this.sharers.set(weights, layer);
    else
      this.notes.add(
        `${layer} has the same weights as ${other}; here each has its own copy, which training moves apart.`,
      );
  }

  set(node: OnnxNode, value: Value): void {
    const [name] = node.outputs;
    if (name === undefined || name === "") refuse(node, "it has no output", "", "format");
    if (this.values.has(name))
      refuse(node, `its output ${shown(name)} is made twice`, "", "format");
    this.values.set(name, value);
  }

  /** The value of input `at`; undefined where it is left out. */
  optional(node: OnnxNode, at: number): Value | undefined {
    const name = node.inputs[at] ?? "";
    if (name === "") return undefined;
    const value = this.values.get(name);
    if (value === undefined)
      refuse(
        node,
        `its input ${shown(name)} comes from nowhere`,
        "The file is damaged, or a second output is used that the lab does not compute.",
        "format",
      );
    return value;
  }

  value(node: OnnxNode, at: number): Value {
    return this.optional(node, at) ?? refuse(node, `input ${at} is missing`, "", "format");
  }

  constant(node: OnnxNode, at: number): Constant | undefined {
    const value = this.optional(node, at);
    if (value?.kind === "activation")
      refuse(
        node,
        `input ${at} (${shown(node.inputs[at] ?? "")}) is computed from the picture`,
        "Only weights and settings that stand in the file are read.",
      );
    return value;
  }

  /** The numbers of a setting that is an input, such as the axes of Unsqueeze. */
  numbers(node: OnnxNode, at: number): readonly number[] | undefined {
    const value = this.constant(node, at);
    if (value === undefined) return undefined;
    check(value.cells <= 4096, "limit", `input ${at} has ${value.cells} numbers`);
    return Array.from(value.read());
  }

  /** What the layers before give. Repeats of an Expand may still have to be made. */
  repeated(node: OnnxNode, at = 0): Activation {
    const value = this.value(node, at);
    if (value.kind === "constant")
      refuse(node, `input ${at} is a constant`, "It must be computed from the picture.");
    if (value.padding !== undefined)
      refuse(
        node,
        "a Pad stands before it",
        "Pad is read before Conv, MaxPool and AveragePool only.",
      );
    return value;
  }

  /** Zeros of a Pad are still to be taken where there are some. */
  padded(node: OnnxNode, at = 0): Activation {
    const value = this.value(node, at);
    return value.kind === "activation" && value.padding !== undefined
      ? value
      : this.activation(node, at);
  }

  activation(node: OnnxNode, at = 0): Activation {
    const value = this.repeated(node, at);
    if (value.expanded !== undefined)
      refuse(
        node,
        "an Expand stands before it",
        "Expand is read before Mul and Add, which repeat by themselves.",
      );
    return value;
  }

  /** Adds a layer and gives its output in the engine's order. */
  add(
    node: OnnxNode,
    op: string,
    settings: Settings,
    from: readonly Activation[],
    weights: ReadonlyMap<string, StoredTensor> = new Map(),
  ): Activation {
    const layers = this.layers.size;
    check(layers < 1024, "limit", "the network has more than 1024 layers");
    const name = this.names.layer(node, op);
    const inputs = from.map(({ layer }) => layer);
    const spec: LayerSpec = { ...brief(op, settings), name, op, inputs };
    const inputShapes = from.map(({ shape }) => shape);
    const { shape, parameters, buffers } = oneLayer(spec, inputShapes);
    for (const [slot, wanted] of Object.entries({ ...parameters, ...buffers })) {
      const have = weights.get(slot);
      check(
        have !== undefined && sameShape(have.shape, wanted),
        "shape",
        `its ${slot} must be ${format(wanted)}${have === undefined ? "" : ` but is ${format(have.shape)}`}`,
      );
      this.spend(size(wanted));
    }
    this.layers.set(name, { spec, inputShapes, shape, weights: new Map(weights) });
    return plain(name, shape, this.batch);
  }

  /** Puts other settings and weights into a layer that is there. */
  replace(name: string, settings: Settings, weights: ReadonlyMap<string, StoredTensor>): void {
    const layer = this.layers.get(name);
    if (layer === undefined) return;
    for (const [slot, tensor] of weights) layer.weights.set(slot, tensor);
    this.layers.set(name, { ...layer, spec: { ...layer.spec, ...settings } });
  }

  /** A layer that works cell by cell: the order of the cells stays as it is. */
  cellwise(
    node: OnnxNode,
    op: string,
    settings: Settings,
    weights?: ReadonlyMap<string, StoredTensor>,
  ): Activation {
    const from = this.activation(node);
    const { layer, shape } = this.add(node, op, settings, [from], weights);
    return { ...from, layer, shape, isPositive: op === "relu" || op === "sigmoid" };
  }

  /** The picture [C, H, W] that a node reads, in the engine's order. */
  picture(node: OnnxNode, from = this.activation(node)): Activation {
    const { shape, view } = from;
    const example = view.slice(1);
    if (shape.length === 3 && isInOrder(from) && sameShape(example, from.shape)) return from;
    if (example.length === 3 && isInOrder(from)) return this.shaped(node, from, example);
    refuse(
      node,
      `it reads ${format(example)} for each example, which is no picture of channels, rows and columns here`,
      "One-dimensional and three-dimensional layers and transposes inside the network are not read.",
    );
  }

  /** The same cells in the engine's order as a picture; an unflatten layer is put before it. */
  shaped(node: OnnxNode, from: Activation, picture: Shape): Activation {
    if (sameShape(picture, from.shape)) return plain(from.layer, picture, this.batch);
    const key = `${from.layer} ${format(picture)}`;
    const unnamed = from.reshapedBy ?? { ...node, name: "", inputs: [] };
    const made =
      this.pictures.get(key) ??
      this.add(unnamed, "unflatten", { unflattened_size: [...picture] }, [from]);
    this.pictures.set(key, made);
    return made;
  }

  /** The features [F] that a node reads; a flatten layer is put before it where it needs one. */
  features(node: OnnxNode, from = this.activation(node)): Activation {
    if (from.view.length !== 2)
      refuse(
        node,
        `it reads ${format(from.view.slice(1))} for each example, not a list of features`,
        "Put a flatten before it.",
        "shape",
      );
    if (from.shape.length === 1) return from;
    const flat =
      this.flattened.get(from.layer) ??
      this.add(from.reshapedBy ?? { ...node, name: "", inputs: [] }, "flatten", {}, [from]);
    this.flattened.set(from.layer, flat);
    return { ...from, layer: flat.layer, shape: flat.shape };
  }
}

const PLAIN: Settings = {
  padding: 0,
  dilation: 1,
  groups: 1,
  bias: true,
  ceil_mode: false,
  count_include_pad: true,
};

/** As a person writes them: one number for rows and columns alike, nothing that is the default. */
function brief(op: string, settings: Settings): Settings {
  const short = Object.entries(settings).flatMap(([name, value]) => {
    const [first] = typeof value === "object" ? value : [];
    const isEven =
      typeof value === "object" && value.length !== 3 && value.every((part) => part === first);
    const written = isEven && first !== undefined ? first : value;
    const isPlain =
      PLAIN[name] === written || (op === "conv2d" && name === "stride" && written === 1);
    return isPlain ? [] : [[name, written] as const];
  });
  return Object.fromEntries(short);
}

function outputNames(model: OnnxModel): string[] {
  return model.outputs.map(({ name }) => name);
}
