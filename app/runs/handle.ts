/** One run of the page: opens it, receives its events, folds them into the view. */
import { t } from "../language/words";
import { createStore } from "zustand";
import type { RunEvent } from "../../engine/client/event-hub";
import type { Tensors } from "../../engine/client/snapshot";
import { LabError } from "../../engine/core/errors";
import type { Recipe } from "../../engine/train/recipe";
import { lab } from "../store/store";
import { isLight } from "./light";
import { Presence } from "./presence";
import { problemOf } from "./problem";
import { CLOSED, received, withSwitch, type RunView } from "./run-view";
import type { Change, Engine, Look, OpenRequest, RunHandle } from "./runs";
import type { StoredRun } from "./stored-run";

/** Milliseconds between two drawings of a run. */
const DRAWN_EVERY = 90;

export class Handle implements RunHandle {
  readonly view = createStore<RunView>()(() => CLOSED);
  private client: Engine | null = null;
  private key: string | null = null;
  private unsubscribe: (() => void) | null = null;
  private queue: Promise<void> = Promise.resolve();
  private changes: Change[] = [];
  private readonly looks = new Set<Look>();
  private readonly presence = new Presence(
    () => this.pause(),
    () => void this.close(),
  );
  /** The view with all events so far, not yet shown. */
  private latest: RunView | null = null;
  private showing: ReturnType<typeof setTimeout> | null = null;
  private stored: StoredRun | null = null;
  /** What it was opened with. */
  private first: ArrayBuffer | undefined;

  constructor(
    readonly name: string,
    private readonly engine: () => Promise<Engine>,
  ) {
    this.view.subscribe(({ phase }, before) => {
      if ((phase === "running") !== (before.phase === "running"))
        lab.getState().setTraining(name, phase === "running");
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
    const { recipe, backend, weights, inUse = false } = request;
    this.changes = [];
    this.first = weights;
    await this.free();
    this.view.setState({ ...CLOSED, phase: "opening" }, true);
    try {
      const client = await this.engine();
      this.stored = request.keep === true ? await this.findStored(request) : null;
      const opened = client.open({
        run: this.name,
        backend,
        inUse,
        ...(weights === undefined ? {} : { weights }),
        ...(this.stored?.start ?? { recipe }),
      });
      this.unsubscribe = client.subscribe(this.name, (event) => this.receive(event));
      await opened;
      this.client = client;
      if (this.looks.size > 0) this.watch();
      this.stored?.resume(client);
      // The score at step 0 is the first point of the curve, and what it needs is then ready for
      // the first step.
      if (!inUse && isLight(recipe)) client.evaluate(this.name);
    } catch (problem) {
      const spoilt =
        this.stored?.resumes === true && problem instanceof LabError && problem.code === "format";
      if (spoilt) this.stored?.forget();
      this.forget();
      // What was stored cannot be used: the run begins anew.
      if (spoilt) return this.reopen(request);
      // The same request may be tried again.
      this.key = null;
      this.view.setState({ ...CLOSED, phase: "failed", problem: problemOf(problem) }, true);
    }
  }

  /**
   * A run that cannot be stored, because the part of the page that does it did not come, is a run
   * all the same.
   */
  private async findStored(request: OpenRequest): Promise<StoredRun | null> {
    return import("./stored-run").then(
      (part) => part.StoredRun.begin(this.name, request, this.view),
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
      const view = changes.reduce(
        (before, change) => withSwitch(before, { ...change, step, added }),
        this.view.getState(),
      );
      this.view.setState(view, true);
      if (isLight(recipe)) client.evaluate(this.name);
    } catch (problem) {
      this.key = null;
      this.set({ phase: "failed", problem: problemOf(problem) });
    }
  }

  /**
   * Snapshots come twenty times per second; the page is drawn anew for half of them. All else is
   * shown at once.
   */
  private receive(event: RunEvent): void {
    if (event.kind === "checkpoint") {
      this.show();
      return this.stored?.receive(event);
    }
    this.latest = received(this.latest ?? this.view.getState(), event);
    if (event.kind !== "snapshot") this.show();
    else this.showing ??= setTimeout(() => this.show(), DRAWN_EVERY);
  }

  private show(): void {
    clearTimeout(this.showing ?? undefined);
    const { latest } = this;
    [this.showing, this.latest] = [null, null];
    if (latest !== null) this.view.setState(latest, true);
  }

  /** What the page itself knows at once; events that are not yet shown come first. */
  private set(part: Partial<RunView>): void {
    this.show();
    this.view.setState(part);
  }

  start(until?: number): void {
    this.whenOpen((client) => {
      client.start(this.name, until);
      this.set({ phase: "running", notice: null });
    });
  }

  /** At once, or as soon as the opening that goes on has come to its end. */
  private whenOpen(does: (client: Engine) => void): void {
    const now = (): void => (this.client === null ? undefined : does(this.client));
    if (this.client === null) void this.queue.then(now);
    else now();
  }

  pause(): void {
    this.client?.pause(this.name);
  }

  step(count: number): void {
    this.whenOpen((client) => client.step(this.name, count));
  }

  reset(weights = this.first): void {
    this.client?.pause(this.name);
    this.client?.reset(this.name, weights);
    this.stored?.forget();
    const { provenance, network, parameters, bytes } = this.view.getState();
    // What was measured belongs to the run that is given up.
    this.set({ ...CLOSED, provenance, network, parameters, bytes, phase: "ready" });
  }

  rewind(): void {
    this.client?.rewind(this.name);
    this.stored?.goBack();
    if (this.client !== null) this.set({ phase: "ready", problem: null });
  }

  setLearningRate(rate: number, change?: Change): void {
    this.stored?.changeRate(rate);
    this.client?.setLearningRate(this.name, rate);
    const step = this.view.getState().snapshot?.step;
    if (change === undefined || step === undefined) return;
    this.show();
    this.view.setState(withSwitch(this.view.getState(), { ...change, step, added: [] }), true);
  }

  refuse(problem: LabError): void {
    void this.close().then(() => {
      if (this.key === null) this.set({ phase: "failed", problem: problemOf(problem) });
    });
  }

  look(look: Look): () => void {
    this.looks.add(look);
    this.watch();
    return () => {
      if (this.looks.delete(look)) this.watch();
    };
  }

  private watch(): void {
    const looks = [...this.looks];
    const tensors = new Set(looks.flatMap((look) => look.tensors ?? []));
    const probes = looks.some((look) => look.probes === true);
    const quantiles = looks.flatMap((look) => look.quantiles ?? []);
    const ideal = looks.some((look) => look.ideal === true);
    this.client?.watch(this.name, [...tensors], probes, quantiles, ideal);
  }

  async examples(indices: readonly number[]): Promise<Tensors> {
    return this.opened().examples(this.name, indices);
  }

  async judge(): Promise<Tensors> {
    return this.opened().judge(this.name);
  }

  async examine(...of: Parameters<RunHandle["examine"]>): ReturnType<RunHandle["examine"]> {
    return this.opened().examine(this.name, ...of);
  }

  async infer(...of: Parameters<RunHandle["infer"]>): Promise<Tensors> {
    return this.opened().infer(this.name, ...of);
  }

  async save(): Promise<ArrayBuffer> {
    return this.opened().save(this.name);
  }

  private opened(): Engine {
    if (this.client === null)
      throw new LabError("lost", t("There is no run open yet."), t("Start one first."));
    return this.client;
  }

  attend(thenClose = false): () => void {
    return this.presence.attend(thenClose);
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
    this.unsubscribe?.();
    this.unsubscribe = null;
    this.stored?.stop();
    this.stored = null;
    this.client = null;
  }
}
