/**
 * Numbers that stand in a file, by the name that nodes read them under, before any node is placed.
 */
import type { OnnxModel, OnnxNode } from "../data/formats/onnx/model";

interface Literal {
  readonly shape: readonly number[];
  readonly cells: number;
  read(): ArrayLike<number>;
}

export class Literals {
  private readonly known: Map<string, Literal>;

  constructor({ tensors, nodes }: OnnxModel) {
    this.known = new Map(tensors);
    for (const node of nodes) {
      const literal = this.made(node);
      if (literal !== undefined) this.known.set(node.outputs[0] ?? "", literal);
    }
  }

  has(name: string): boolean {
    return this.known.has(name);
  }

  /** One number that is repeated for every cell. */
  scalar(name: string): number | undefined {
    const literal = this.known.get(name);
    const isOne = literal?.cells === 1 && literal.shape.length <= 1;
    return isOne ? literal.read()[0] : undefined;
  }

  /** A short list, as axes are. */
  list(name: string): readonly number[] | undefined {
    const literal = this.known.get(name);
    return literal !== undefined && literal.cells <= 8 ? Array.from(literal.read()) : undefined;
  }

  private made({ op, inputs, attributes }: OnnxNode): Literal | undefined {
    if (op === "Identity" || op === "Cast") return this.known.get(inputs[0] ?? "");
    if (op !== "Constant") return undefined;
    const tensor = attributes.get("value")?.tensor;
    const float = attributes.get("value_float")?.float;
    const whole = attributes.get("value_int")?.whole;
    const list = attributes.get("value_ints")?.wholes;
    if (tensor !== undefined) return tensor;
    if (list !== undefined) return madeOf([list.length], list);
    const one = float ?? whole;
    return one === undefined ? undefined : madeOf([], [one]);
  }
}

function madeOf(shape: readonly number[], numbers: readonly number[]): Literal {
  return { shape, cells: numbers.length, read: () => numbers };
}
