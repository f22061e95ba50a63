/**
 * Finds every `<op>.webgpu.ts`: an op, a training call or an optimiser is its folder's name with
 * `_` for `-`.
 */
import { LabError } from "../../core/errors";
import type { CallContext, Dispatch, Kernels } from "./kernel";
import type { Pass } from "../../graph/program";

const files = import.meta.glob<Kernels>("../../{ops,train}/**/*.webgpu.ts", {
  eager: true,
  import: "kernels",
});

const library: ReadonlyMap<string, Kernels> = new Map(
  Object.entries(files).map(([path, kernels]) => [nameOf(path), kernels]),
);

function nameOf(path: string): string {
  const folder = path.split("/").at(-2) ?? "";
  return folder.replaceAll("-", "_");
}

/**
 * The dispatches of one call, in order. Throws "unsupported" for an op or a pass that has no
 * kernel.
 */
export function lower(pass: Pass, call: CallContext): readonly Dispatch[] {
  const make = library.get(call.op)?.[pass];
  if (make === undefined)
    throw new LabError(
      "unsupported",
      `${call.node}: "${call.op}" has no ${pass} kernel for WebGPU`,
    );
  return make(call);
}

/** Names of everything that has a kernel, for the conformance tool and the tests. */
export function supported(): readonly string[] {
  return [...library.keys()].toSorted();
}
