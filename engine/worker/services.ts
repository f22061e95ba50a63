/** What the host lends to its runs. */
import type { Dataset } from "../data/dataset";
import type { Timings } from "./choose";
import type { BackendPool } from "./pool";
import type { EngineEvent } from "./protocol";

export interface Services {
  readonly pool: BackendPool;
  readonly timings: Timings;
  /** Milliseconds that training may hold the thread. */
  readonly slice: number;
  /** Milliseconds after which a run that had to leave the GPU asks for it again. */
  readonly returnAfter: number;
  /** Lets commands in between two slices. */
  yieldToEvents(): Promise<void>;
  dataset(name: string): Promise<Dataset>;
  post(event: EngineEvent, transfer?: readonly ArrayBuffer[]): void;
}
