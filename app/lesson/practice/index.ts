/** Every practice generator, one line each. */
import type { Generator } from "./practice";

export const generators: Readonly<Record<string, Generator>> = {};
