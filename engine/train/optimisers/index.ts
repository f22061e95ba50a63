/** Every optimiser, one line each. */
import type { KernelDefinition } from "../kernel";
import { adam, adamw } from "./adam/adam";
import { rmsprop } from "./rmsprop/rmsprop";
import { sgd } from "./sgd/sgd";

export const optimisers: Readonly<Record<string, KernelDefinition>> = { adam, adamw, rmsprop, sgd };
