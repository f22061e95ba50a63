/**
 * What happens round the training steps of a run: losses read in the background, checkpoints,
 * held-out scores, snapshots for the page, and the watch for NaN. Nothing here stalls a step unless
 * somebody is looking.
 */
import { now } from "../core/clock";
import { type Checkpoint, writeCheckpoint } from "../train/checkpoint";
import { diagnose } from "../train/diagnose";
import type { LossPoint, Trainer } from "../train/trainer";
import { stepGuess } from "./guess";
import { pack } from "./pack";
import type { EngineProblem, Snapshot } from "./protocol";
import { Frames } from "./frames";
import type { Watching } from "./watching";
import { type Owner, runState, type Unsent } from "./run-state";
import { type Score, Scoring } from "./scoring";
import type { Services } from "./services";
import { Speed } from "./speed";
import { spoilWeights } from "./spoil";

const CHECKPOINT_STEPS = 20;
const CHECKPOINT_MILLISECONDS = 2000;
/** Reading and sending more parameters after each single step would be felt. */
const MOST_KEPT_AT_REST = 1_000_000;
const PAGE_CHECKPOINT_MILLISECONDS = 2000;
const SNAPSHOT_MILLISECONDS = 50;
/** The ring holds 64 losses; it must be read before it comes round. */
const LOSS_STEPS = 32;
const LOSS_STEPS_MOST = 60;
/** A step longer than this is announced, so that silence is not taken for death. */
const LONG_STEP = 400;

export class Progress {
  /** A run that met NaN stands still until it is reset or rewound. */
  halted = false;
  /** The last checkpoint whose numbers are all ordinary. */
  good: Checkpoint;
  /** The page has, or will have with the next snapshot, the losses up to this step. */
  private reported: number;
  private losses: LossPoint[] = [];
  private scores: Score[] = [];
  private seenLoss = 0;
  private reading: Promise<void> | null = null;
  private saving: Promise<void> | null = null;
  private failure: { readonly error: unknown } | null = null;
  private broken: number | null = null;
  private unacknowledged = false;
  private stale = false;
  /** The arena still holds what the last training step left. */
  private fresh = false;
  private spoilt: { readonly step: number; readonly tensor: string | undefined } | null = null;
  private last = { checkpoint: now(), page: 0, snapshot: 0 };
  private readonly frames: Frames;
  private readonly speed: Speed;
  private readonly scoring: Scoring;

  constructor(
    private readonly owner: Owner,
    private readonly trainer: Trainer,
    start: Checkpoint,
    private readonly services: Pick<Services, "post">,
    /** What a lost trainer had read and not yet sent. */
    before: Unsent = { reported: start.step, losses: [], scores: [], waiting: false },
  ) {
    this.good = start;
    this.seenLoss = start.step;
    this.reported = Math.max(before.reported, start.step);
    this.losses = [...before.losses];
    this.scores = [...before.scores];
    this.unacknowledged = before.waiting;
    this.frames = new Frames(trainer);
    this.scoring = new Scoring(trainer);
    this.speed = new Speed(stepGuess(trainer.network, trainer.recipe.batch, trainer.backend.name));
  }

  async slice(milliseconds: number, wanted: () => boolean): Promise<void> {
    const until = now() + milliseconds;
    do {
      if (this.halted) return;
      if (this.scoring.underWay) await this.score();
      else if (this.broken === null && this.scoring.isDue(this.speed.stepMilliseconds))
        this.scoring.begin();
      else await this.step();
    } while (wanted() && now() < until);
  }

  /** One training step, what is due after it, and a picture of it where the page can take one. */
  async step(): Promise<void> {
    await this.train();
    if (!this.halted) await this.snapshot(false);
  }

  /** One training step and what is due after it. */
  async train(): Promise<void> {
    this.rethrow();
    if (this.halted) return;
    if (this.speed.stepMilliseconds > LONG_STEP)
      this.services.post({ kind: "busy", milliseconds: this.speed.stepMilliseconds * 2 });
    await this.spoil(this.trainer.step + 1);
    const started = now();
    await this.trainer.advance();
    this.fresh = true;
    this.speed.took(now() - started, this.trainer.recipe.batch);
    const behind = this.trainer.step - this.seenLoss;
    if (behind >= LOSS_STEPS || now() - this.last.snapshot >= SNAPSHOT_MILLISECONDS)
      this.readLosses();
    // The first loss is shown at once; that of a long step does not wait for the next one.
    const prompt = this.trainer.step === 1 || this.speed.stepMilliseconds > SNAPSHOT_MILLISECONDS;
    if (prompt || behind >= LOSS_STEPS_MOST) await this.reading;
    this.keep();
    if (this.frames.isDue) await this.frames.measure(this.speed.stepMilliseconds);
    if (this.broken !== null) await this.explainBroken(this.broken);
  }

  /**
   * A score of this step, unless there is one; before it what is looked at, which it overwrites.
   */
  async evaluate(): Promise<void> {
    await this.catchUp();
    if (!this.scoring.scoredNow) this.scoring.begin();
    while (this.scoring.underWay) await this.score();
  }

  /**
   * For the one that takes over, when the device is lost or from an earlier step: what was measured
   * up to there.
   */
  unsent(upTo = Number.POSITIVE_INFINITY): Unsent {
    const kept = <Point extends { readonly step: number }>(points: readonly Point[]) =>
      points.filter(({ step }) => step <= upTo);
    return {
      reported: Math.min(this.reported, upTo),
      losses: kept(this.losses),
      scores: kept(this.scores),
      waiting: this.unacknowledged,
    };
  }

  /**
   * What another trainer could go on from: now, or the last good step when the numbers have ended.
   */
  async state(): Promise<Checkpoint> {
    await this.settle();
    return this.halted || this.broken !== null ? this.good : this.trainer.checkpoint();
  }

  /** The page took the last snapshot. True when there is something newer that it asked for. */
  acknowledge(): boolean {
    this.unacknowledged = false;
    return this.stale;
  }

  /**
   * From the next step on; the checkpoint learns it too, for a device that is lost before the next
   * one.
   */
  async setLearningRate(rate: number): Promise<void> {
    await this.settle();
    this.trainer.setLearningRate(rate);
    this.good = { ...this.good, rates: this.trainer.rateChanges };
    await this.snapshot(true);
  }

  async watch(watching: Watching): Promise<void> {
    const { tensors, probes, quantiles } = watching;
    const before = this.trainer.watched;
    await this.settle();
    const channels = quantiles.map(({ tensor }) => tensor);
    await this.trainer.watch({
      keep: [...new Set([...(before.keep ?? []), ...tensors, ...channels])],
      probes: probes || before.probes === true,
    });
    if (this.trainer.watched !== before) this.fresh = false;
    this.frames.watch(watching);
    this.scoring.ideal = watching.ideal;
    this.stale = true;
  }

  async goTo(checkpoint: Checkpoint): Promise<void> {
    await this.settle().catch(() => undefined);
    this.trainer.restore(checkpoint);
    this.good = checkpoint;
    this.seenLoss = checkpoint.step;
    this.reported = checkpoint.step;
    [this.halted, this.fresh] = [false, false];
    [this.broken, this.spoilt, this.failure] = [null, null, null];
    this.scoring.restart();
    [this.losses, this.scores] = [[], []];
    this.frames.restart();
    await this.snapshot(true);
  }

  /** Puts a NaN into a parameter before the next step; without a name into the first weights. */
  spoilNext(tensor?: string): void {
    this.spoilt = { step: this.trainer.step + 1, tensor };
  }

  private async spoil(step: number): Promise<void> {
    if (this.spoilt?.step === step) await spoilWeights(this.trainer, this.spoilt.tensor);
  }

  /** Waits for what is being read in the background. Throws what went wrong there. */
  async settle(): Promise<void> {
    await this.reading;
    this.readLosses();
    await this.reading;
    await this.saving;
    this.rethrow();
  }

  /**
   * Sends a picture of the run when the page can take one and it is time; `force` makes it time.
   */
  async snapshot(force: boolean): Promise<void> {
    if (force) this.stale = true;
    if (this.unacknowledged || (!this.stale && now() - this.last.snapshot < SNAPSHOT_MILLISECONDS))
      return;
    if (force) await this.settle();
    if (force) await this.catchUp();
    const names = this.frames.watching.tensors.filter((name) => this.trainer.has(name));
    const read =
      names.length === 0 ? new Map<string, Float32Array>() : await this.trainer.read(names);
    const packed = pack(
      [...read].map(([name, data]) => [name, { shape: this.trainer.shapeOf(name), data }] as const),
    );
    const snapshot: Snapshot = {
      ...runState(this.trainer, this.owner, this.speed.perSecond),
      losses: this.losses.splice(0),
      scores: this.scores.splice(0),
      frames: this.frames.take(),
      ...packed,
    };
    this.unacknowledged = true;
    this.stale = false;
    this.last.snapshot = now();
    this.services.post({ kind: "snapshot", snapshot }, [snapshot.buffer]);
    this.sendCheckpoint(force);
  }

  /** The last training step is measured, unless it is already or its numbers are gone. */
  private async catchUp(): Promise<void> {
    if (this.fresh && this.frames.isBehind) await this.frames.measure(this.speed.stepMilliseconds);
  }

  /** Reads the losses without making the next step wait. */
  private readLosses(): void {
    if (this.reading !== null || this.trainer.step === this.seenLoss) return;
    const upTo = this.trainer.step;
    this.reading = this.trainer
      .losses()
      .then((points) => {
        this.seenLoss = Math.max(this.seenLoss, upTo);
        this.losses.push(...points.filter(({ step }) => step > this.reported));
        this.reported = Math.max(this.reported, upTo);
        const broken = points.find(({ loss }) => !Number.isFinite(loss));
        if (broken !== undefined) this.broken ??= broken.step;
      })
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => {
        this.reading = null;
      });
  }

  /** Takes a checkpoint when one is due, without making the next step wait. */
  private keep(): void {
    const due =
      this.trainer.step - this.good.step >= CHECKPOINT_STEPS ||
      now() - this.last.checkpoint >= CHECKPOINT_MILLISECONDS;
    if (!due || this.saving !== null || this.broken !== null) return;
    this.save();
  }

  /**
   * What the page is about to be shown at rest is what a later worker goes on from: a checkpoint of
   * this very step. Larger runs keep their last one.
   */
  async keepNow(): Promise<void> {
    await this.settle();
    const { step, network } = this.trainer;
    const isKept = this.good.step === step || network.parameterCount > MOST_KEPT_AT_REST;
    if (isKept || this.halted || this.broken !== null) return;
    this.save();
    await this.saving;
  }

  private save(): void {
    this.last.checkpoint = now();
    this.saving = this.trainer
      .checkpoint()
      .then((checkpoint) => {
        if ([...checkpoint.tensors.values()].every((data) => data.every(Number.isFinite)))
          this.good = checkpoint;
        // A step function hides it from the loss: weights that are no numbers end a run all the
        // same.
        else this.broken ??= checkpoint.step;
      })
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => {
        this.saving = null;
      });
  }

  private sendCheckpoint(force: boolean): void {
    if (!force && (this.good.step === 0 || now() - this.last.page < PAGE_CHECKPOINT_MILLISECONDS))
      return;
    this.last.page = now();
    const state = writeCheckpoint(this.good).buffer;
    const { name: run } = this.owner;
    this.services.post({ kind: "checkpoint", run, step: this.good.step, state }, [state]);
  }

  private rethrow(): void {
    const failure = this.failure;
    this.failure = null;
    if (failure !== null) throw failure.error;
  }

  private async score(): Promise<void> {
    this.rethrow();
    this.fresh = false;
    const score = await this.scoring.next();
    if (score === null) return;
    this.scores.push(score);
    await this.snapshot(false);
  }

  /** The loss is no number: stop, replay from the last good checkpoint, and say who was first. */
  private async explainBroken(found: number): Promise<void> {
    this.halted = true;
    this.owner.stop();
    await this.settle();
    const first = this.losses.find(({ loss }) => !Number.isFinite(loss));
    const step = Math.min(found, first?.step ?? found);
    const what =
      first?.step === step
        ? `the loss became ${first.loss}`
        : "the weights are no ordinary numbers any more";
    // The replay may take a while on a slow machine: first that it broke, then where it began.
    this.pause({
      message: `${what} in step ${step}`,
      hint: "Looking for the layer in which it began …",
      step,
    });
    const rate = this.trainer.learningRate(step);
    const {
      message,
      layer,
      step: began,
    } = await diagnose(this.trainer, this.good, step, (at) => this.spoil(at));
    const hint = `Go back to step ${this.good.step} and lower the learning rate (now ${Number(rate.toPrecision(3))}), or clip the gradient.`;
    this.broken = null;
    this.fresh = true;
    await this.snapshot(true);
    this.pause({ message, hint, layer, step: began });
  }

  private pause(problem: Omit<EngineProblem, "code">): void {
    this.services.post({
      kind: "paused",
      run: this.owner.name,
      problem: { code: "not-a-number", ...problem },
    });
  }
}
