/** Tensors as Python writes them, in 64-bit floating point. */
import type { Nested } from "../../core/tensor";

interface Writing {
  /** Gradients are wanted for it. */
  readonly leaf?: boolean;
  /** Rows are in lines of their own. */
  readonly rows?: boolean;
}

/** "torch.tensor([1, 2], dtype=torch.float64)" */
export function torchTensor(values: Nested, { leaf = false, rows = false }: Writing = {}): string {
  return `torch.tensor(${listText(values, rows)}, dtype=torch.float64${leaf ? ", requires_grad=True" : ""})`;
}

/** "[1, 2]"; rows in lines of their own where `rows` says so. */
function listText(values: Nested, rows = false): string {
  if (typeof values === "number") return String(values);
  const isRow = values.every((one) => typeof one === "number");
  const between = rows && !isRow ? ",\n    " : ", ";
  return `[${values.map((one) => listText(one, rows)).join(between)}]`;
}
