import { describe, expect, test } from "vitest";
import { torchCallable, torchFunction } from "./activations";

const WRITTEN = [
  ["identity", "z", "nn.Identity()"],
  [
    "binary_step",
    "torch.heaviside(z, torch.ones_like(z))",
    "lambda x: torch.heaviside(x, torch.ones(()))",
  ],
  ["sigmoid", "torch.sigmoid(z)", "nn.Sigmoid()"],
  ["tanh", "torch.tanh(z)", "nn.Tanh()"],
  ["arctan", "torch.atan(z)", "lambda x: torch.atan(x)"],
  ["relu", "F.relu(z)", "nn.ReLU()"],
  ["leaky_relu", "F.leaky_relu(z)", "nn.LeakyReLU()"],
  ["prelu", "F.prelu(z, torch.tensor([0.5], dtype=torch.float64))", "nn.PReLU()"],
  ["elu", "F.elu(z, alpha=0.5)", "nn.ELU()"],
  ["softplus", "F.softplus(z)", "nn.Softplus()"],
] as const;

describe("activations in PyTorch", () => {
  test.each(WRITTEN)("%s", (name, expression, callable) => {
    expect(torchFunction(name, "z", 0.5)).toBe(expression);
    expect(torchCallable(name)).toBe(callable);
  });

  test("one that PyTorch does not have is refused by name", () => {
    expect(() => torchFunction("wave", "z")).toThrow(/no activation "wave".*identity.*softplus/);
  });
});
