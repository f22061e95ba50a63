/** Every op, one line each. */
import type { OpDefinition } from "../core/op";

export const ops: Readonly<Record<string, OpDefinition>> = {};
