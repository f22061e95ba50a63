/**
 * An ONNX graph while it is written: nodes with the names that PyTorch's exporter gives them, and
 * the tensors that they read.
 */
import { check } from "../core/errors";
import { type Shape, size } from "../core/shape";
import { torchName } from "../core/torch-names";
import type { WrittenAttribute, WrittenNode, WrittenTensor } from "../data/formats/onnx/write";
import type { StoredTensors } from "../data/formats/safetensors";
import type { LayerShape } from "../graph/shapes";

/**
 * What PyTorch's exporter writes today unless it is told otherwise; a newer op needs a newer one.
 */
const OPSET = 17;

export class GraphWriter {
  readonly nodes: WrittenNode[] = [];
  readonly tensors = new Map<string, WrittenTensor>();
  readonly notes = new Set<string>();
  opset = OPSET;
  private readonly names = new Set<string>();

  constructor(private readonly weights: StoredTensors) {}

  /**
   * Adds a node and gives the name of what it makes: "/conv1/Conv" makes "/conv1/Conv_output_0".
   */
  node(
    { name: layer }: LayerShape,
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, WrittenAttribute>> = {},
  ): string {
    const name = this.distinct(`/${layer}/${op}`);
    const output = `${name}_output_0`;
    this.nodes.push({ op, name, inputs, output, attributes });
    return output;
  }

  /**
   * A parameter or a running statistic, under PyTorch's name; in another shape where one is given.
   */
  weight(layer: LayerShape, slot: string, shape?: Shape): string {
    const name = `${layer.name}.${torchName(slot)}`;
    const own = layer.parameters[slot] ?? layer.buffers[slot] ?? [];
    const data = this.weights.get(`${layer.name}.${slot}`)?.data;
    check(
      data?.length === size(own),
      "shape",
      `${layer.name}: there are no numbers for its ${slot}`,
    );
    const numbers = data instanceof Float32Array ? data : Float32Array.from(data);
    this.tensors.set(name, { shape: shape ?? own, data: numbers });
    return name;
  }

  /** Its own parameter, or where it has none one number everywhere. */
  weightOr(layer: LayerShape, slot: string, shape: Shape, value: number): string {
    return Object.hasOwn(layer.parameters, slot)
      ? this.weight(layer, slot, shape)
      : this.floats(layer, slot, shape, new Float32Array(size(shape)).fill(value));
  }

  floats(layer: LayerShape, what: string, shape: Shape, data: Float32Array): string {
    return this.tensor(layer, what, { shape, data });
  }

  number(layer: LayerShape, what: string, value: number): string {
    return this.floats(layer, what, [], Float32Array.of(value));
  }

  wholes(layer: LayerShape, what: string, values: readonly number[]): string {
    const data = BigInt64Array.from(values, BigInt);
    return this.tensor(layer, what, { shape: [values.length], data });
  }

  needs(opset: number): void {
    this.opset = Math.max(this.opset, opset);
  }

  private tensor({ name }: LayerShape, what: string, tensor: WrittenTensor): string {
    const own = this.distinct(`/${name}/${what}`);
    this.tensors.set(own, tensor);
    return own;
  }

  private distinct(name: string): string {
    let free = name;
    for (let count = 1; this.names.has(free); count++) free = `${name}_${count}`;
    this.names.add(free);
    return free;
  }
}
