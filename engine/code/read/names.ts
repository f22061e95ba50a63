/** What a name means that the code does not define: it may begin after its imports. */
import { KERAS_DATA_LAYERS, KERAS_LAYERS } from "./keras-layers";
import { TORCH_LAYERS } from "./torch-layers";
import type { Library, Value } from "./values";

const USUAL: Readonly<Record<string, string>> = {
  torch: "torch",
  nn: "torch.nn",
  F: "torch.nn.functional",
  optim: "torch.optim",
  keras: "keras",
  tf: "tensorflow",
  layers: "keras.layers",
  models: "keras.models",
  np: "numpy",
  math: "math",
  datasets: "torchvision.datasets",
  transforms: "torchvision.transforms",
  OrderedDict: "collections.OrderedDict",
  summary: "torchsummary.summary",
};
const BOTH: ReadonlySet<string> = new Set(["Sequential"]);
const KERAS_ONLY: ReadonlySet<string> = new Set(["Input", "Model", "Add", "Concatenate"]);
const TORCH_ONLY: ReadonlySet<string> = new Set(["ModuleList", "ModuleDict"]);

export function resolved(name: string, dialect: Library): Value | undefined {
  if (name === "__name__") return { kind: "text", value: "__main__" };
  const path = Object.hasOwn(USUAL, name) ? USUAL[name] : undefined;
  if (path !== undefined) return { kind: "library", path };
  const inKeras =
    Object.hasOwn(KERAS_LAYERS, name) || KERAS_DATA_LAYERS.has(name) || KERAS_ONLY.has(name);
  const inTorch = Object.hasOwn(TORCH_LAYERS, name) || TORCH_ONLY.has(name);
  const isBoth = BOTH.has(name) || (inKeras && inTorch);
  if (!isBoth && !inKeras && !inTorch) return undefined;
  const isKeras = isBoth ? dialect === "Keras" : inKeras;
  return { kind: "library", path: `${isKeras ? "keras.layers" : "torch.nn"}.${name}` };
}

/** Whose names a text speaks where both libraries have them. */
export function dialectOf(text: string): Library {
  if (/\btorch\b|\bnn\./.test(text)) return "PyTorch";
  return /\bkeras\b|2D\b|\bDense\b|\bmodel\.add\b/.test(text) ? "Keras" : "PyTorch";
}
