/**
 * Networks and recipes as Python; scripts about single layers, activations and pictures are in
 * scripts/. Nothing else in the project writes Python.
 */
import type { NetworkSpec } from "../../graph/spec";
import { kerasNetwork } from "./keras";
import { torchNetwork } from "./pytorch";

export type Dialect = "pytorch" | "keras";

/**
 * Model code as somebody would write it by hand. Throws LabError "unsupported" where the library
 * has no such layer.
 */
export function writeCode(spec: NetworkSpec, dialect: Dialect): string {
  return dialect === "keras" ? kerasNetwork(spec) : torchNetwork(spec);
}

export { torchClass, torchModule } from "./pytorch";
export { torchTraining } from "./training";
