/**
 * The learning rate of each step: the base rate times a factor.
 *
 *   constant  1                        step    gamma^⌊(t − 1) / every⌋
 *   cosine    floor + (1 − floor)·(1 + cos(π·min(1, (t − 1)/steps)))/2
 *   warmup    t/steps up to 1, then what follows, counted from there
 *
 * Steps t count from 1. Source: torch.optim.lr_scheduler (StepLR, CosineAnnealingLR), linear
 * warm-up as in arXiv:1706.02677.
 */
import type { ScheduleSpec } from "./recipe";

export function rateFactor(schedule: ScheduleSpec | undefined, step: number): number {
  if (schedule === undefined) return 1;
  switch (schedule.kind) {
    case "constant":
      return 1;
    case "step":
      return schedule.gamma ** Math.floor((step - 1) / schedule.every);
    case "cosine": {
      const floor = schedule.floor ?? 0;
      const part = Math.min(1, (step - 1) / schedule.steps);
      return floor + ((1 - floor) * (1 + Math.cos(Math.PI * part))) / 2;
    }
    case "warmup":
      return step <= schedule.steps
        ? step / schedule.steps
        : rateFactor(schedule.next, step - schedule.steps);
    default:
      schedule satisfies never;
      return 1;
  }
}
