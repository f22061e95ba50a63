/**
 * Ops by name, as far as they are loaded. The first figures of the course compute with a
 * convolution and a ReLU, so a page begins with these; `index.ts` adds all others, and whatever may
 * be given another network imports that.
 */
import type { OpDefinition } from "../core/op";
import { conv2d } from "./conv2d/conv2d";
import { relu } from "./relu/relu";

/** What there is from the start. */
export const FIRST_OPS: Readonly<Record<string, OpDefinition>> = { conv2d, relu };

export const knownOps: Record<string, OpDefinition> = { ...FIRST_OPS };
