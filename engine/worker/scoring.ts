/**
 * Held-out scores between training steps: when one is due, and a part of it at a time, so that
 * nobody waits long.
 */
import { now } from "../core/clock";
import type { Evaluation } from "../train/evaluation";
import { examine, wholeSetStatistics } from "../train/examine";
import type { Trainer } from "../train/trainer";
import { scoreGuess } from "./guess";
import { Rhythm } from "./rhythm";

/** Held-out scores may take this part of the time. */
const EVALUATION_SHARE = 0.1;
/**
 * A score at step 0 that may take longer than this is left out, ms: the first loss should not wait
 * for it.
 */
const FIRST_SCORE = 4000;

export interface Score {
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
  /** The accuracy with batch norm's statistics of many training pictures, where it is looked at. */
  readonly ideal?: number;
}

/** Training pictures of the ideal statistics, and held-out ones scored at once. */
const WHOLE = { batch: 500, examples: 2000 };
const HELD = 100;

export class Scoring {
  /** Scores at steps that every run meets, each with the ideal accuracy too. */
  ideal = false;
  private evaluation: Evaluation | null = null;
  private scored = -1;
  private began = 0;
  private cost = 0;
  private readonly rhythm = new Rhythm(EVALUATION_SHARE, 0);

  constructor(private readonly trainer: Trainer) {}

  get underWay(): boolean {
    return this.evaluation !== null;
  }

  get scoredNow(): boolean {
    return this.trainer.step === this.scored;
  }

  /** At the end of every pass over the training set, and in between as far as the time allows. */
  isDue(stepMilliseconds: number): boolean {
    const { step, stepsPerEpoch } = this.trainer;
    if (this.scoredNow) return false;
    if (step === 0 && this.firstScore > FIRST_SCORE) return false;
    if (this.ideal) return isMilestone(step);
    if (step % stepsPerEpoch === 0) return true;
    if (this.cost === 0 || step === 1 || !this.rhythm.due(step)) return false;
    this.rhythm.took(this.cost, stepMilliseconds);
    return this.rhythm.due(step);
  }

  begin(): void {
    this.evaluation = this.trainer.evaluation();
    this.began = now();
  }

  /** The next part. The score, where that was the last one. */
  async next(): Promise<Score | null> {
    const { evaluation } = this;
    if (evaluation === null) return null;
    await evaluation.next();
    if (!evaluation.finished) return null;
    this.evaluation = null;
    this.scored = this.trainer.step;
    this.cost = now() - this.began;
    const score = { step: this.trainer.step, ...evaluation.score() };
    return this.ideal ? { ...score, ideal: await idealAccuracy(this.trainer) } : score;
  }

  /** The run goes on from another step. */
  restart(): void {
    this.evaluation = null;
    this.scored = -1;
  }

  private get firstScore(): number {
    const { network, dataset, backend } = this.trainer;
    return scoreGuess(network, dataset.count - dataset.training, backend.name);
  }
}

/** Steps 1, 2, 4, 6, … 16, 20, … 32, 40, …: four of every doubling. */
export function isMilestone(step: number): boolean {
  return (
    step === 1 || step % Math.max(2, 2 ** (Math.floor(Math.log2(Math.max(1, step))) - 2)) === 0
  );
}

async function idealAccuracy(trainer: Trainer): Promise<number> {
  const { backend, recipe, dataset } = trainer;
  const own = await trainer.weights();
  const weights = await wholeSetStatistics(backend, recipe.network, own, dataset, WHOLE);
  const batch = Math.min(HELD, dataset.count - dataset.training);
  return (await examine(backend, recipe, weights, dataset, { mode: "eval", batch })).accuracy;
}
