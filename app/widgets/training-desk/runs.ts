/**
 * The page's runs, by name: one engine, one view of each run, whoever looks at it. A run outlives the figure that started
 * it, so that another figure can show the same weights; when nobody has looked for a while it is paused.
 */
import { createContext } from "react";
import { createStore, type StoreApi } from "zustand";
import type { EngineClient, RunEvent } from "../../../engine/client/client";
import { LabError } from "../../../engine/core/errors";
import { networkShapes } from "../../../engine/graph/shapes";
import type { Recipe } from "../../../engine/train/recipe";
import type { BackendChoice } from "../../../engine/worker/protocol";
import { isMissingPart, MISSING } from "../../shell/reason";
import { lab } from "../../store/store";
import type { Keeping } from "./keeping";
import { CLOSED, received, withSwitch, type RunView, type Switch } from "./run-view";

/** What the runs need of the engine's client. */
export type Engine = Pick<
  EngineClient,
  | "open"
  | "subscribe"
  | "start"
  | "pause"
  | "step"
  | "reset"
  | "rewind"
  | "setLearningRate"
  | "continueWith"
  | "watch"
  | "save"
  | "free"
  | "evaluate"
>;

export interface OpenRequest {
  readonly recipe: Recipe;
  /** Runs with the same key are the same run; another key replaces it. */
  readonly key: string;
  readonly backend: BackendChoice;
  readonly probes?: boolean;
  /** The run is kept on this device while it trains, and goes on from there after a reload. */
  readonly keep?: boolean;
}

type Change = Pick<Switch, "what" | "from" | "to">;

export interface RunHandle {
  readonly name: string;
  readonly view: StoreApi<RunView>;
  /** Opens it unless it is open with this key already. Never rejects: what goes wrong is in the view. */
  open(request: OpenRequest): Promise<void>;
  /** Goes on from where it is with this recipe. Opens it where there is nothing to go on from. Never rejects either. */
  continueWith(request: OpenRequest, changes: readonly Change[]): Promise<void>;
  start(): void;
  pause(): void;
  step(count: number): void;
  /** Back to step 0, from the seed or from a file. */
  reset(weights?: ArrayBuffer): void;
  rewind(): void;
  setLearningRate(rate: number): void;
  /** The weights as safetensors; rejects with LabError. */
  save(): Promise<ArrayBuffer>;
  /** Somebody looks; the answer stops looking. With nobody left the run is paused soon, or closed when `thenClose`. */
  attend(thenClose?: boolean): () => void;
  close(): Promise<void>;
}

/** Milliseconds that a run goes on with nobody looking. */
const ALONE = 4000;
/** Milliseconds between two drawings of a run. */
const DRAWN_EVERY = 90;

export class Runs {
  private readonly handles = new Map<string, Handle>();

  constructor(private readonly engine: () => Promise<Engine>) {}

  run(name: string): RunHandle {
    const known = this.handles.get(name) ?? new Handle(name, this.engine);
    this.handles.set(name, known);
    return known;
  }
}

class Handle implements RunHandle {
  readonly view = createStore<RunView>()(() => CLOSED);
  private client: Engine | null = null;
  private key: string | null = null;
  private stop: (() => void) | null = null;
  private queue: Promise<void> = Promise.resolve();
  private changes: Change[] = [];
  private lookers = 0;
  private leaving: ReturnType<typeof setTimeout> | null = null;
  /** The view with all that was heard, not yet shown. */
  private heard: RunView | null = null;
  private showing: ReturnType<typeof setTimeout> | null = null;
  private keeping: Keeping | null = null;

  constructor(
    readonly name: string,
    private readonly engine: () => Promise<Engine>,
  ) {
    this.view.subscribe(({ phase }, before) => {
      if ((phase === "running") !== (before.phase === "running")) lab.getState().setTraining(name, phase === "running");
    });
  }

  open(request: OpenRequest): Promise<void> {
    if (this.key === request.key) return this.queue;
    this.key = request.key;
    this.queue = this.queue.then(async () => {
      if (this.key === request.key) await this.reopen(request);
    });
    return this.queue;
  }

  private async reopen(request: OpenRequest): Promise<void> {
    const { recipe, backend, probes = false } = request;
    this.changes = [];
    await this.free();
    this.view.setState({ ...CLOSED, phase: "opening" }, true);
    try {
      const client = await this.engine();
      this.keeping = request.keep === true ? await this.kept(request) : null;
      const opened = client.open({ run: this.name, backend, ...(this.keeping?.start ?? { recipe }) });
      this.stop = client.subscribe(this.name, (event) => this.hear(event));
      await opened;
      this.client = client;
      if (probes) client.watch(this.name, [], true);
      this.keeping?.resume(client);
      // The score at step 0 is the first point of the curve, and what it needs is then ready for the first step.
      if (isLight(recipe)) client.evaluate(this.name);
    } catch (problem) {
      const spoilt = this.keeping?.resumes === true && problem instanceof LabError && problem.code === "format";
      if (spoilt) this.keeping?.forget();
      this.forget();
      // What was kept cannot be used: the run begins anew.
      if (spoilt) return this.reopen(request);
      // The same request may be tried again.
      this.key = null;
      this.view.setState({ ...CLOSED, phase: "failed", problem: problemOf(problem) }, true);
    }
  }

  /** A run that cannot be kept, because the part of the page that does it did not come, is a run all the same. */
  private async kept(request: OpenRequest): Promise<Keeping | null> {
    return import("./keeping").then(
      (part) => part.Keeping.begin(this.name, request, this.view),
      () => null,
    );
  }

  continueWith(request: OpenRequest, changes: readonly Change[]): Promise<void> {
    if (this.key === request.key) return this.queue;
    if (this.key === null) return this.open(request);
    this.key = request.key;
    this.changes.push(...changes);
    this.queue = this.queue.then(async () => {
      // Of a stream of changes only the last is made, and told as one.
      if (this.key !== request.key) return;
      if (this.client === null) await this.reopen(request);
      else await this.goOn(this.client, request.recipe);
    });
    return this.queue;
  }

  private async goOn(client: Engine, recipe: Recipe): Promise<void> {
    const changes = this.changes.splice(0);
    try {
      const { step, added } = await client.continueWith(this.name, recipe);
      this.show();
      const view = changes.reduce((before, change) => withSwitch(before, { ...change, step, added }), this.view.getState());
      this.view.setState(view, true);
      if (isLight(recipe)) client.evaluate(this.name);
    } catch (problem) {
      this.key = null;
      this.set({ phase: "failed", problem: problemOf(problem) });
    }
  }

  /** Snapshots come twenty times a second; the page is drawn anew for half of them. All else is shown at once. */
  private hear(event: RunEvent): void {
    if (event.kind === "checkpoint") {
      this.show();
      return this.keeping?.hear(event);
    }
    this.heard = received(this.heard ?? this.view.getState(), event);
    if (event.kind !== "snapshot") this.show();
    else this.showing ??= setTimeout(() => this.show(), DRAWN_EVERY);
  }

  private show(): void {
    if (this.showing !== null) clearTimeout(this.showing);
    const { heard } = this;
    [this.showing, this.heard] = [null, null];
    if (heard !== null) this.view.setState(heard, true);
  }

  /** What the page itself knows at once; what was heard and not yet shown comes first. */
  private set(part: Partial<RunView>): void {
    this.show();
    this.view.setState(part);
  }

  start(): void {
    this.client?.start(this.name);
    if (this.client !== null) this.set({ phase: "running", notice: null });
  }

  pause(): void {
    this.client?.pause(this.name);
  }

  step(count: number): void {
    this.client?.step(this.name, count);
  }

  reset(weights?: ArrayBuffer): void {
    this.client?.pause(this.name);
    this.client?.reset(this.name, weights);
    this.keeping?.forget();
    // What was measured belongs to the run that is given up.
    this.set({ losses: [], scores: [], frames: [], switches: [], snapshot: null, phase: "ready", problem: null, notice: null });
  }

  rewind(): void {
    this.client?.rewind(this.name);
    this.keeping?.goBack();
    if (this.client !== null) this.set({ phase: "ready", problem: null });
  }

  setLearningRate(rate: number): void {
    this.keeping?.changeRate(rate);
    this.client?.setLearningRate(this.name, rate);
  }

  async save(): Promise<ArrayBuffer> {
    if (this.client === null) throw new LabError("lost", "There is no run to save yet.", "Start one first.");
    return this.client.save(this.name);
  }

  attend(thenClose = false): () => void {
    this.lookers += 1;
    if (this.leaving !== null) clearTimeout(this.leaving);
    this.leaving = null;
    let looking = true;
    return () => {
      if (!looking) return;
      looking = false;
      this.lookers -= 1;
      if (this.lookers === 0) this.leaving = setTimeout(() => (thenClose ? void this.close() : this.pause()), ALONE);
    };
  }

  close(): Promise<void> {
    this.key = null;
    this.queue = this.queue.then(async () => {
      if (this.key !== null) return;
      await this.free();
      this.view.setState(CLOSED, true);
    });
    return this.queue;
  }

  private async free(): Promise<void> {
    const client = this.client;
    this.forget();
    await client?.free(this.name);
  }

  private forget(): void {
    this.show();
    this.stop?.();
    this.stop = null;
    this.keeping?.stop();
    this.keeping = null;
    this.client = null;
  }
}

/** Multiply-adds of the whole held-out set that are done in about a second. */
const LIGHT = 4e9;

function isLight({ network }: Recipe): boolean {
  return networkShapes(network).multiplyAdds * 2000 < LIGHT;
}

export function problemOf(problem: unknown) {
  if (problem instanceof LabError) return { code: problem.code, message: problem.message, hint: problem.hint };
  if (isMissingPart(problem)) return { code: "lost" as const, message: MISSING, hint: "" };
  const message = problem instanceof Error ? problem.message : "Something unexpected happened.";
  return { code: "lost" as const, message, hint: "Reload the page." };
}

/** The page's own runs; the engine is loaded when the first one is opened. Tests put others in its place. */
export const RunsContext = createContext<Runs>(new Runs(async () => (await import("../../../engine/client")).engine()));
