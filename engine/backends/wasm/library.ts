/** Every kernel of this backend, found in the folders of ops, training calls and optimisers. */
import type { Kernel, Kernels } from "./kernel";
import type { Call } from "../../graph/program";

const files = import.meta.glob<{ kernels: Kernels }>("../../{ops,train}/**/*.wasm.ts", {
  eager: true,
});
const library: Kernels = Object.assign({}, ...Object.values(files).map(({ kernels }) => kernels));

export function kernelFor({ op, pass }: Call): Kernel | undefined {
  return library[op]?.[pass];
}

/** Names of the calls this backend can run, with their passes. */
export function supported(): readonly {
  readonly op: string;
  readonly passes: readonly string[];
}[] {
  return Object.entries(library).map(([op, passes]) => ({ op, passes: Object.keys(passes) }));
}
