/**
 * Keeps a run on the device while it trains, so that it survives a reload: its last checkpoint
 * every few seconds, when it is paused and when the page is hidden or left, with the curves and the
 * step that it had come to. Loaded with the first run that is to be kept.
 */
import { t, word } from "../language/words";
import type { StoreApi } from "zustand";
import { now } from "../../engine/core/clock";
import type { StorageOutcome } from "../store/database";
import {
  deleteRun,
  type StoredRunRecord,
  noteReached,
  readRun,
  writeRun,
} from "../store/run-storage";
import type { RunView } from "./run-view";
import type { Engine, OpenRequest } from "./runs";

/** Milliseconds between two writes while the run goes on. */
const EVERY = 5000;

const UNKEPT: Readonly<Record<Exclude<StorageOutcome, "kept">, string>> = {
  full: "This run cannot be kept on this device, its storage is full. It goes on, and is gone when the page is reloaded or closed.",
  forbidden:
    "This run cannot be kept, this browser lets the page store nothing. It goes on, and is gone when the page is reloaded or closed.",
};

export interface ReceivedCheckpoint {
  readonly step: number;
  readonly state: ArrayBuffer;
}

type Client = Pick<Engine, "step" | "setLearningRate">;

export class StoredRun {
  private rate: number;
  /** The next checkpoint is written at once: it holds what the one before does not. */
  private urgent = false;
  private latest: ReceivedCheckpoint | null = null;
  private written = { at: Number.NEGATIVE_INFINITY, reached: -1 };
  /** While the steps after the checkpoint are trained again: where they lead. */
  private leading: number;

  /** `kept` is what the run goes on from. */
  private constructor(
    private readonly request: OpenRequest,
    private readonly name: string,
    private readonly view: StoreApi<RunView>,
    private readonly kept: StoredRunRecord | null,
  ) {
    this.rate = request.recipe.learningRate;
    this.leading = kept?.reached ?? 0;
    if (kept !== null) [this.latest, this.written] = [kept, { at: now(), reached: kept.reached }];
    addEventListener("pagehide", this.leave);
    document.addEventListener("visibilitychange", this.hidden);
  }

  /** Finds what the device has of a run with this name and recipe. */
  static async begin(
    name: string,
    request: OpenRequest,
    view: StoreApi<RunView>,
  ): Promise<StoredRun> {
    const found = await readRun(name);
    const usable = found?.key === request.key && found.reached >= found.step && found.step > 0;
    return new StoredRun(request, name, view, usable ? found : null);
  }

  get resumes(): boolean {
    return this.kept !== null;
  }

  /** What to open the run with. */
  get start(): Pick<Parameters<Engine["open"]>[0], "recipe" | "checkpoint"> {
    const { recipe } = this.request;
    return this.kept === null
      ? { recipe }
      : { recipe: { ...recipe, learningRate: this.kept.openedRate }, checkpoint: this.kept };
  }

  /**
   * Brings the open run to where it was: what the checkpoint does not hold is trained again, to the
   * same bits.
   */
  resume(client: Client): void {
    if (this.kept === null) return;
    const { step, reached, rate, losses, scores } = this.kept;
    if (reached > step) client.step(this.name, reached - step);
    // The rate that the reader sees is the one that counts.
    if (rate !== this.rate) client.setLearningRate(this.name, this.rate);
    const notice = t(
      "This device had kept the run: it goes on from step {reached}. “Start over” begins anew.",
      { reached },
    );
    this.view.setState({ losses, scores, notice });
  }

  receive(checkpoint: ReceivedCheckpoint): void {
    // At step 0 there is nothing to lose. It was started over, or has just begun: then what is kept
    // is of another recipe.
    if (checkpoint.step === 0) return this.latest === null ? undefined : this.forget();
    this.latest = checkpoint;
    const standing = this.view.getState().phase !== "running";
    if (this.urgent || standing || now() - this.written.at >= EVERY) this.flush();
    this.urgent = false;
  }

  /** The base learning rate from now on; what was kept before does not know of it. */
  changeRate(rate: number): void {
    this.rate = rate;
    this.urgent = true;
  }

  /** Writes what is newer than what is written. */
  private flush(): void {
    const reached = this.reached();
    if (this.latest === null || reached === null) return;
    if (reached === this.written.reached && !this.urgent) return;
    const { step, state } = this.latest;
    const { losses, scores } = this.view.getState();
    this.written = { at: now(), reached };
    this.note(reached);
    const openedRate = this.start.recipe.learningRate;
    const { name, rate, request } = this;
    const curves = { losses: [...losses], scores: [...scores] };
    void writeRun({
      name,
      key: request.key,
      step,
      reached,
      openedRate,
      rate,
      state,
      ...curves,
    }).then((how) => this.view.setState({ unkept: how === "kept" ? null : word(UNKEPT[how]) }));
  }

  /**
   * How far the run has come, as far as the page knows. One that met NaN goes on from before it.
   */
  private reached(): number | null {
    const { snapshot, phase } = this.view.getState();
    if (this.latest === null || snapshot === null) return null;
    if (phase === "broken" || snapshot.step >= this.leading) this.leading = 0;
    return phase === "broken"
      ? this.latest.step
      : Math.max(this.latest.step, snapshot.step, this.leading);
  }

  private note(reached: number): void {
    noteReached({ name: this.name, key: this.request.key, reached });
  }

  private readonly leave = (): void => {
    const reached = this.reached();
    if (reached !== null) this.note(reached);
    this.flush();
  };

  private readonly hidden = (): void => {
    if (document.hidden) this.leave();
  };

  /** The run goes back to its last good step. */
  goBack(): void {
    this.leading = 0;
  }

  /** The run starts over. */
  forget(): void {
    this.latest = null;
    this.leading = 0;
    this.written = { at: Number.NEGATIVE_INFINITY, reached: -1 };
    void deleteRun(this.name);
  }

  stop(): void {
    removeEventListener("pagehide", this.leave);
    document.removeEventListener("visibilitychange", this.hidden);
  }
}
