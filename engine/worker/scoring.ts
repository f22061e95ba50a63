/**
 * Held-out scores between training steps: when one is due, and a part of it at a time, so that
 * nobody waits long.
 */
import { now } from "../core/clock";
import type { Evaluation } from "../train/evaluation";
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
}

export class Scoring {
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
    return { step: this.trainer.step, ...evaluation.score() };
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
