/**
 * Loss and accuracy on the held-out examples, one batch at a time, so that it can be cut into
 * slices between training steps.
 *
 * Whole batches leave their loss and their number right in rings on the device; the last, partial
 * batch is computed here from its logits. One read-back at the end.
 */
import type { Executable } from "../backends/backend";
import { check } from "../core/errors";
import type { Dataset } from "../data/dataset";
import type { Recipe } from "./recipe";

export interface Score {
  readonly loss: number;
  readonly accuracy: number;
}

export class Evaluation {
  private at = 0;
  private readonly batches: number;
  private readonly count: number;
  private result: Score | null = null;

  constructor(
    private readonly executable: Executable,
    private readonly dataset: Dataset,
    private readonly recipe: Recipe,
    private readonly logits: string,
    private readonly writeBatch: (examples: Int32Array) => void,
  ) {
    this.count = dataset.count - dataset.training;
    this.batches = Math.ceil(this.count / recipe.batch);
  }

  get finished(): boolean {
    return this.result !== null;
  }

  /** Runs the next batch; after the last it reads the result. */
  async next(): Promise<void> {
    if (this.count === 0) this.result = { loss: Number.NaN, accuracy: Number.NaN };
    if (this.result !== null) return;
    this.writeBatch(this.examples(this.at));
    const scalars = { step: this.at, learningRate: 0, correction1: 1, correction2: 1, seed: 0 };
    await this.executable.run("evaluate", scalars);
    this.at += 1;
    if (this.at === this.batches) this.result = await this.collect();
  }

  score(): Score {
    check(this.result !== null, "unsupported", "the evaluation is not finished");
    return this.result;
  }

  /**
   * A partial last batch is filled up with the first held-out example; its extra rows are not
   * counted.
   */
  private examples(batch: number): Int32Array {
    const first = this.dataset.training + batch * this.recipe.batch;
    return Int32Array.from({ length: this.recipe.batch }, (_, at) =>
      first + at < this.dataset.count ? first + at : this.dataset.training,
    );
  }

  private async collect(): Promise<Score> {
    const read = await this.executable.read([
      "evaluate.loss.ring",
      "evaluate.right.ring",
      this.logits,
    ]);
    const losses = read.get("evaluate.loss.ring") ?? [];
    const right = read.get("evaluate.right.ring") ?? [];
    const whole = Math.floor(this.count / this.recipe.batch);
    let [loss, correct] = [0, 0];
    for (let at = 0; at < whole; at++) {
      loss += (losses[at] ?? Number.NaN) * this.recipe.batch;
      correct += right[at] ?? Number.NaN;
    }
    const rest = this.partial(
      read.get(this.logits) ?? new Float32Array(0),
      this.count - whole * this.recipe.batch,
    );
    return {
      loss: (loss + rest.loss) / this.count,
      accuracy: (correct + rest.correct) / this.count,
    };
  }

  private partial(logits: ArrayLike<number>, rows: number): { loss: number; correct: number } {
    const classes = logits.length / this.recipe.batch;
    let [loss, correct] = [0, 0];
    for (let row = 0; row < rows; row++) {
      const scores = Array.from(
        { length: classes },
        (_, at) => logits[row * classes + at] ?? Number.NaN,
      );
      const label = this.dataset.labels[this.dataset.count - rows + row] ?? 0;
      loss += lossOfRow(this.recipe.loss, scores, label);
      if (scores.indexOf(Math.max(...scores)) === label) correct += 1;
    }
    return { loss, correct };
  }
}

/** The loss of one example. */
export function lossOfRow(kind: Recipe["loss"], scores: readonly number[], label: number): number {
  return kind === "mse" ? meanSquare(scores, label) : crossEntropy(scores, label);
}

function crossEntropy(scores: readonly number[], label: number): number {
  const most = Math.max(...scores);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
  return Math.log(total) + most - (scores[label] ?? Number.NaN);
}

function meanSquare(scores: readonly number[], label: number): number {
  return (
    scores.reduce((sum, score, at) => sum + (score - Number(at === label)) ** 2, 0) / scores.length
  );
}
