/**
 * The entry of the worker that examines the engine: begins at once, says what it finds, and is
 * ended by the page.
 */
import { type CheckEvent, examine } from "./check";

const scope = globalThis as unknown as { postMessage(event: CheckEvent): void };

void examine(
  {
    wasm: async () => (await import("../backends/wasm/index")).createWasm(),
    webgpu: async () => (await import("../backends/webgpu/index")).createWebGpu(),
  },
  (event) => scope.postMessage(event),
);
