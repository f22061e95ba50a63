/**
 * What decides the speed of a small network on a real GPU is counted, and the counts are tested.
 */
export interface Counters {
  submits: number;
  dispatches: number;
  buffers: number;
  bindGroups: number;
  pipelines: number;
  readbacks: number;
  /** Bytes of all live GPU buffers made by this backend. */
  bytes: number;
}

export function noCounts(): Counters {
  return {
    submits: 0,
    dispatches: 0,
    buffers: 0,
    bindGroups: 0,
    pipelines: 0,
    readbacks: 0,
    bytes: 0,
  };
}
