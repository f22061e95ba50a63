/** The engine of this page: one client, made when first asked for. */
import workerUrl from "../worker/main.ts?worker&url";
import { EngineClient } from "./client";
import { workerTransport } from "./transport";

export { type EngineStatus } from "./connection";
export { EngineClient, type OpenOptions } from "./client";
export { type Opened, type RunEvent } from "./event-hub";
export { type RunSnapshot, type Tensors } from "./snapshot";
export { trustedScriptUrl } from "../core/trusted";

let shared: EngineClient | null = null;

export function engine(): EngineClient {
  shared ??= new EngineClient({
    transport: workerTransport(workerUrl),
    base: document.baseURI,
    measure: true,
  });
  return shared;
}
