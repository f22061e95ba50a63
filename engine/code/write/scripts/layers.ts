/**
 * A small chain of layers with exactly its numbers: its input, its weights, its output, and where
 * there is a squared error the gradients.
 */
import { type Tensor, toNested } from "../../../core/tensor";
import { layerLine } from "../pytorch";
import { type Numbers, present } from "../../../explain/numbers";
import type { LayerShape } from "../../../graph/shapes";
import { torchName } from "../../../core/torch-names";
import { torchTensor } from "../tensors";

interface LayersOptions {
  /** Numbers that are too many to be written are drawn at random. */
  readonly input: "numbers" | "random";
}

/** Lines without a last one; each layer is a variable of its name. */
export function layersScript(numbers: Numbers, { input }: LayersOptions): readonly string[] {
  const { layers } = numbers.network;
  return [
    "import torch",
    "from torch import nn",
    "",
    ...layers.map((layer) => `${layer.name} = ${layerLine(layer)}.double()`),
    ...weightLines(numbers, layers),
    ...inputLines(numbers, input),
    `y = ${layers.reduce((inner, { name }) => `${name}(${inner})`, "x")}`,
    ...(input === "numbers" ? resultLines(numbers, layers) : []),
  ];
}

/** One 1×1 convolution over three channels, "mix", beside the same by hand. */
export function mixerScript(numbers: Numbers): string {
  return [
    ...layersScript(numbers, { input: "random" }),
    'by_hand = torch.einsum("oc,nchw->nohw", mix.weight[:, :, 0, 0], x)',
    "by_hand += mix.bias.reshape(1, 3, 1, 1)",
    "assert torch.allclose(y, by_hand)  # a dense layer at every pixel",
    "",
  ].join("\n");
}

function weightLines(numbers: Numbers, layers: readonly LayerShape[]): string[] {
  const lines = layers.flatMap(({ name, parameters }) =>
    Object.keys(parameters).map((slot) => {
      const of = `${name}.${torchName(slot)}`;
      return `    ${of}.copy_(${exact(present(numbers, `${name}.${slot}`))})`;
    }),
  );
  return lines.length === 0 ? [] : ["with torch.no_grad():", ...lines, ""];
}

function inputLines(numbers: Numbers, input: LayersOptions["input"]): string[] {
  if (input === "random")
    return [`x = torch.rand(${numbers.shape("input").join(", ")}, dtype=torch.float64)`];
  return [`x = ${exact(present(numbers, "input"), true)}`];
}

function resultLines(numbers: Numbers, layers: readonly LayerShape[]): string[] {
  const output = `${numbers.network.output.name}.y`;
  const lines = [close("y", present(numbers, output))];
  if (numbers.loss !== "mse") return lines;
  const gradients = layers.flatMap(({ name, parameters }) =>
    Object.keys(parameters).map((slot) =>
      close(`${name}.${torchName(slot)}.grad`, present(numbers, `${name}.d${slot}`)),
    ),
  );
  const target = present(numbers, "target");
  const wanted = target.data.every((value) => value === 0) ? "torch.zeros_like(y)" : exact(target);
  return [
    ...lines,
    "",
    `nn.functional.mse_loss(y, ${wanted}).backward()`,
    ...gradients,
    close("x.grad", present(numbers, "input.dy")),
  ];
}

function close(name: string, values: Tensor): string {
  return `assert torch.allclose(${name}, ${exact(values)})`;
}

function exact(values: Tensor, leaf = false): string {
  return torchTensor(toNested(values), { leaf });
}
