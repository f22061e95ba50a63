/** What is measured of a run as it trains, for somebody who looks: each layer, or a channel. */
import { now } from "../core/clock";
import type { Trainer } from "../train/trainer";
import { type Watching, UNSEEN } from "./watching";
import type { Frame, Probe } from "./protocol";
import { channelQuantiles } from "./quantiles";
import { Rhythm } from "./rhythm";

/**
 * Probes may take this part of the time that the steps take; where a probe is dear, the page gets
 * fewer.
 */
const PROBE_SHARE = 0.08;
const PROBE_MILLISECONDS = 200;
/** The same where percentiles are drawn as lines: a few points of a short run say nothing. */
const LINE_SHARE = 0.5;
/** Frames that wait for a page that is slow to take them. */
const MOST_FRAMES = 64;

export class Frames {
  watching: Watching = UNSEEN;
  private waiting: Frame[] = [];
  private measured = -1;
  private rhythm = new Rhythm(PROBE_SHARE, PROBE_MILLISECONDS);

  constructor(private readonly trainer: Trainer) {}

  watch(watching: Watching): void {
    this.watching = watching;
    this.rhythm =
      watching.quantiles.length > 0
        ? new Rhythm(LINE_SHARE, 0)
        : new Rhythm(PROBE_SHARE, PROBE_MILLISECONDS);
  }

  get isDue(): boolean {
    return this.wanted && this.rhythm.due(this.trainer.step);
  }

  /** The step at which the trainer stands is looked at and not measured yet. */
  get isBehind(): boolean {
    return this.wanted && (this.waiting.at(-1)?.step ?? this.measured) !== this.trainer.step;
  }

  async measure(stepMilliseconds: number): Promise<void> {
    const started = now();
    const { step } = this.trainer;
    const probes: Record<string, Probe> = this.watching.probes
      ? Object.fromEntries(await this.trainer.probe())
      : {};
    const quantiles = await channelQuantiles(this.trainer, this.watching.quantiles);
    this.measured = step;
    this.waiting.push({ step, probes, quantiles });
    if (this.waiting.length > MOST_FRAMES)
      this.waiting = this.waiting.filter((_, at) => at % 2 === 1);
    this.rhythm.took(now() - started, stepMilliseconds);
  }

  /** Those that were not taken yet. */
  take(): Frame[] {
    return this.waiting.splice(0);
  }

  restart(): void {
    this.waiting = [];
  }

  private get wanted(): boolean {
    return this.watching.probes || this.watching.quantiles.length > 0;
  }
}
