/**
 * Many small runs, one after the other: each is opened, trained to its last step, read and given
 * back, so that a page with 48 of them holds the memory of one.
 */
import { createStore, type StoreApi } from "zustand";
import { now } from "../../engine/core/clock";
import type { LabError } from "../../engine/core/errors";
import type { Frame } from "../../engine/worker/protocol";
import type { RunHandle, OpenRequest } from "./runs";
import type { RunView } from "./run-view";

export interface MapJob {
  readonly id: string;
  /** What is wrong with it instead, where no run can be made of it. */
  readonly request: OpenRequest | LabError;
}

export interface MapResult {
  /** "dead": its numbers ended, or it could not be run. */
  readonly phase: "running" | "done" | "dead";
  readonly losses: RunView["losses"];
  readonly scores: RunView["scores"];
  readonly frame: Frame | null;
  /** Why a dead one is. */
  readonly why: string;
}

export interface MapState {
  readonly running: boolean;
  readonly results: Readonly<Record<string, MapResult>>;
  /** Milliseconds that a finished one took, on average; null before the first. */
  readonly each: number | null;
}

const NOTHING: MapState = { running: false, results: {}, each: null };

export class MapRun {
  readonly state: StoreApi<MapState> = createStore<MapState>()(() => NOTHING);
  private turn = 0;
  private took: number[] = [];
  /** Open and untouched, for its training to begin at once. */
  private prepared: string | null = null;

  constructor(private readonly handle: RunHandle) {}

  /** Opens the first one that can be run: engine, pictures and weights are then there. */
  prepare(jobs: readonly MapJob[]): void {
    const { running, results } = this.state.getState();
    const first = jobs.find(({ request }) => "recipe" in request);
    if (running || first === undefined || !("recipe" in first.request)) return;
    if (Object.keys(results).length > 0) return;
    this.prepared = first.id;
    void this.handle.open(first.request);
  }

  /** Trains those of the jobs that have no result yet, to the end of step `steps`. */
  async start(jobs: readonly MapJob[], steps: number): Promise<void> {
    const turn = ++this.turn;
    this.state.setState({ running: true });
    const release = this.handle.look({ probes: true });
    for (const job of jobs) {
      if (turn !== this.turn) break;
      const known = this.state.getState().results[job.id];
      if (known !== undefined && known.phase !== "running") continue;
      await this.train(job, steps, () => turn === this.turn);
    }
    release();
    if (turn !== this.turn) return;
    this.state.setState({ running: false });
    await this.handle.close();
  }

  /** Stops between two snapshots; the one under way begins anew when it goes on. */
  pause(): void {
    this.turn += 1;
    this.prepared = null;
    this.state.setState({ running: false });
    void this.handle.close();
  }

  forget(): void {
    this.pause();
    this.took = [];
    this.state.setState(NOTHING, true);
  }

  private async train(job: MapJob, steps: number, wanted: () => boolean): Promise<void> {
    if (!("recipe" in job.request)) return this.put(job.id, deadOf(job.request.message));
    const began = now();
    const { handle } = this;
    // Also where the key is the same: another rate, from the first step.
    if (this.prepared !== job.id) await handle.close();
    this.prepared = null;
    if (!wanted()) return;
    await handle.open(job.request);
    if (!wanted()) return;
    if (handle.view.getState().phase === "ready") handle.start(steps);
    await ended(handle, steps, wanted, (view) => this.put(job.id, resultOf(view, "running")));
    if (!wanted()) return;
    const view = handle.view.getState();
    const dead = view.phase === "broken" || view.phase === "failed";
    this.put(job.id, resultOf(view, dead ? "dead" : "done"));
    this.took.push(now() - began);
    const each = this.took.reduce((sum, time) => sum + time, 0) / this.took.length;
    this.state.setState({ each });
  }

  private put(id: string, result: MapResult): void {
    this.state.setState(({ results }) => ({ results: { ...results, [id]: result } }));
  }
}

function deadOf(why: string): MapResult {
  return { phase: "dead", losses: [], scores: [], frame: null, why };
}

function resultOf(view: RunView, phase: MapResult["phase"]): MapResult {
  const { losses, scores, frames, problem } = view;
  return { phase, losses, scores, frame: frames.at(-1) ?? null, why: problem?.message ?? "" };
}

/** Resolves when the run stands at its last step, is broken or has failed, or is not wanted. */
function ended(
  handle: RunHandle,
  steps: number,
  wanted: () => boolean,
  hear: (view: RunView) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const look = (view: RunView): void => {
      const over = view.phase === "broken" || view.phase === "failed" || view.phase === "closed";
      const there = (view.snapshot?.step ?? 0) >= steps && view.phase === "ready";
      if (wanted() && !over && !there) return hear(view);
      stop();
      resolve();
    };
    const stop = handle.view.subscribe(look);
    look(handle.view.getState());
  });
}
