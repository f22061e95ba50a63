/** Optimisers and schedules in PyTorch: every setting that the recipe names. */
import type { OptimiserSpec, Recipe, ScheduleSpec } from "../../train/recipe";
import { python } from "./python";

/** As torch.optim calls them. */
const OPTIMISERS: Readonly<Record<OptimiserSpec["kind"], string>> = {
  sgd: "SGD",
  adam: "Adam",
  adamw: "AdamW",
  rmsprop: "RMSprop",
};

/** `torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)`. */
export function optimiserText({ optimiser, learningRate }: Recipe): string {
  const { kind, ...settings } = optimiser;
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  const all = given.map(([name, value]) => `, ${name}=${python(value)}`).join("");
  return `torch.optim.${OPTIMISERS[kind]}(net.parameters(), lr=${learningRate}${all})`;
}

/** What torch.optim.lr_scheduler has for it; one step of it follows every step of training. */
export function scheduleText(schedule: ScheduleSpec, learningRate: number): string {
  const module = "torch.optim.lr_scheduler";
  switch (schedule.kind) {
    case "constant":
      return `${module}.ConstantLR(optimiser, factor=1.0)`;
    case "step":
      return `${module}.StepLR(optimiser, step_size=${schedule.every}, gamma=${schedule.gamma})`;
    case "cosine": {
      const floor = schedule.floor ?? 0;
      const least = floor === 0 ? "" : `, eta_min=${floor} * ${learningRate}`;
      return `${module}.CosineAnnealingLR(optimiser, T_max=${schedule.steps}${least})`;
    }
    case "warmup": {
      const { steps, next = { kind: "constant" } } = schedule;
      const rise = `${module}.LinearLR(optimiser, start_factor=1 / ${steps}, total_iters=${steps - 1})`;
      if (next.kind === "constant") return rise;
      const parts = `[${rise}, ${scheduleText(next, learningRate)}]`;
      return `${module}.SequentialLR(optimiser, ${parts}, milestones=[${steps}])`;
    }
    default:
      schedule satisfies never;
      return "";
  }
}

/** The step after which a cosine in the schedule keeps its last rate; null without one. */
export function scheduleEnd(schedule: ScheduleSpec): number | null {
  if (schedule.kind === "cosine") return schedule.steps;
  if (schedule.kind !== "warmup" || schedule.next === undefined) return null;
  const end = scheduleEnd(schedule.next);
  return end === null ? null : schedule.steps + end;
}
