/** A backend of a figure's own worker, which the reader chooses. */
import type { Backend, BackendName } from "../../engine/backends/backend";

export type WorkerBackend = Exclude<BackendName, "reference">;

export async function startBackend(name: WorkerBackend): Promise<Backend> {
  if (name === "webgpu") return (await import("../../engine/backends/webgpu")).createWebGpu();
  return (await import("../../engine/backends/wasm")).createWasm();
}
