/** PyTorch code for exactly what the convolution figure shows, with an assert on every number. */
import { convolve, gradientsOf } from "./compute";
import type { Matrix } from "./presets";
import { type ConvState, errorsOf } from "./state";

export function torchCode(state: ConvState): string {
  const { y } = convolve(state);
  const [top, left, bottom, right] = state.padding;
  const even = top === bottom && left === right;
  const padded = even ? "x" : `F.pad(x, (${left}, ${right}, ${top}, ${bottom}))`;
  const settings = `stride=${pair(state.stride)}, padding=${even ? pair([top, left]) : "0"}, dilation=${pair(state.dilation)}`;
  const lines = [
    "import torch",
    "import torch.nn.functional as F",
    "",
    `x = torch.tensor(${list(state.input)}, dtype=torch.float64, requires_grad=True)[None, None]`,
    `w = torch.tensor(${list(state.filter)}, dtype=torch.float64, requires_grad=True)[None, None]`,
    `b = torch.tensor([${state.bias}], dtype=torch.float64, requires_grad=True)`,
    ...(state.view === "backward" ? ["x.retain_grad()", "w.retain_grad()"] : []),
    "",
    ...(state.flip ? ["# F.conv2d does not turn the filter; convolution in mathematics does", "k = w.flip(2, 3)"] : ["k = w"]),
    `y = F.conv2d(${padded}, k, b, ${settings})`,
    `expected = torch.tensor(${list(y)}, dtype=torch.float64)`,
    "assert torch.allclose(y[0, 0], expected)",
    ...(state.view === "backward" ? backward(state) : []),
    "print(y[0, 0])",
  ];
  return `${lines.join("\n")}\n`;
}

function backward(state: ConvState): string[] {
  const { dx, dw, db } = gradientsOf(state);
  return [
    "",
    `dy = torch.tensor(${list(errorsOf(state))}, dtype=torch.float64)`,
    "y.backward(dy[None, None])",
    `assert torch.allclose(x.grad[0, 0], torch.tensor(${list(dx)}, dtype=torch.float64))`,
    `assert torch.allclose(w.grad[0, 0], torch.tensor(${list(dw)}, dtype=torch.float64))`,
    `assert torch.allclose(b.grad, torch.tensor([${db}], dtype=torch.float64))`,
  ];
}

function list(matrix: Matrix): string {
  return `[${matrix.map((row) => `[${row.join(", ")}]`).join(",\n    ")}]`;
}

function pair([down, across]: readonly [number, number]): string {
  return down === across ? String(down) : `(${down}, ${across})`;
}
