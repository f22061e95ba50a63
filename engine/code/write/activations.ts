/** Activations in PyTorch: as an expression over a variable, and as something to call. */
import { LabError } from "../../core/errors";
import { networkShapes } from "../../graph/shapes";
import { layerLine } from "./pytorch";
import { torchTensor } from "./tensors";

const FUNCTIONS: Readonly<Record<string, (x: string, alpha: number | undefined) => string>> = {
  identity: (x) => x,
  binary_step: (x) => `torch.heaviside(${x}, torch.ones_like(${x}))`,
  sigmoid: (x) => `torch.sigmoid(${x})`,
  tanh: (x) => `torch.tanh(${x})`,
  arctan: (x) => `torch.atan(${x})`,
  relu: (x) => `F.relu(${x})`,
  leaky_relu: (x) => `F.leaky_relu(${x})`,
  prelu: (x, alpha = 0.25) => `F.prelu(${x}, ${torchTensor([alpha])})`,
  elu: (x, alpha) => `F.elu(${x}${alpha === undefined ? "" : `, alpha=${alpha}`})`,
  softplus: (x) => `F.softplus(${x})`,
};

/** "F.relu(z)". `alpha` is the slope of PReLU and the floor of ELU; x has type float64. */
export function torchFunction(activation: string, x: string, alpha?: number): string {
  const written = FUNCTIONS[activation];
  if (written === undefined)
    throw new LabError(
      "unknown-name",
      `there is no activation "${activation}" in PyTorch; there are ${Object.keys(FUNCTIONS).join(", ")}`,
    );
  return written(x, alpha);
}

/** "nn.ReLU()", as the op itself says; a function where PyTorch has no module. */
export function torchCallable(activation: string): string {
  const layers = [{ name: "activation", op: activation, inputs: ["input"] }];
  const line = layerLine(
    networkShapes({ format: 1, name: "activation", input: [4], layers }).output,
  );
  return line.startsWith("nn.") ? line : `lambda x: ${line}`;
}
