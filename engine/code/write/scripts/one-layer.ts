/** One layer with exactly its numbers, forwards and backwards, with asserts. */
import { type Nested, type Tensor, toNested } from "../../../core/tensor";
import { type Numbers, present } from "../../../explain/numbers";
import { torchName } from "../../../core/torch-names";
import { layerLine } from "../pytorch";
import { torchTensor } from "../tensors";

export interface LayerLeaves {
  readonly input: Nested;
  /** The gradient that arrives at the output. */
  readonly gradient: Nested;
}

/** Filters that are written one way and laid on turned by 180 degrees. */
export interface Written {
  /** Whether the tensor of this name is turned. */
  isTurned(tensor: string): boolean;
  /** Its numbers as they are written. */
  of(tensor: string): Tensor;
}

/** `numbers` are those of a network of one layer. */
export function layerTorch(numbers: Numbers, leaves: LayerLeaves, written: Written): string {
  const { output } = numbers.network;
  const own = Object.keys(output.parameters);
  const made = layerLine(output);
  // Padding that differs from side to side is a layer before it.
  const layer = made.startsWith("nn.Sequential") ? "layer[-1]" : "layer";
  const numbersIn = (slot: string): string =>
    rowsOf(toNested(written.of(`${output.name}.${slot}`)));
  const turn = (slot: string): string =>
    written.isTurned(`${output.name}.${slot}`) ? ".flip(2, 3)" : "";
  const turned = own.some((slot) => turn(slot) !== "");
  const lines = [
    "import torch",
    "from torch import nn",
    "",
    `x = ${torchTensor(leaves.input, { leaf: true, rows: true })}`,
    `layer = ${made}${own.length === 0 ? "" : ".double()"}`,
    ...(turned ? ["# PyTorch does not turn the filter; convolution in mathematics does"] : []),
    ...own.map((slot) => `${layer}.${torchName(slot)}.data = ${numbersIn(slot)}${turn(slot)}`),
    "y = layer(x[None, None])[0, 0]",
    asserted("y", present(numbers, `${output.name}.y`)),
    `y.backward(${rowsOf(leaves.gradient)})`,
    asserted("x.grad", present(numbers, "input.dy")),
    ...own.map(
      (slot) =>
        `assert torch.allclose(${layer}.${torchName(slot)}.grad${turn(slot)}, ${numbersIn(`d${slot}`)})`,
    ),
    "print(y, sum(p.numel() for p in layer.parameters()), 'parameters')",
  ];
  return `${lines.join("\n")}\n`;
}

function asserted(name: string, values: Tensor): string {
  const plane = toNested({ shape: values.shape.slice(2), data: values.data });
  return `assert torch.allclose(${name}, ${rowsOf(plane)})`;
}

function rowsOf(values: Nested): string {
  return torchTensor(values, { rows: true });
}
