/** Several runs under one set of buttons. */
import { useEffect, useRef } from "react";
import type { LiveRun } from "../../runs/useRun";
import { goalOf, reachedAt } from "./goal";

export interface Joint {
  readonly able: boolean;
  readonly running: boolean;
  readonly waiting: boolean;
  /** The furthest step of any of them. */
  readonly step: number;
  start(): void;
  pause(): void;
  oneStep(): void;
  reset(): void;
}

/** `steps`: where they stop by themselves; whoever goes on from there goes on without an end. */
export function jointOf(runs: readonly LiveRun[], steps: number): Joint {
  const able = runs.filter(({ view }) => view.phase === "ready" || view.phase === "running");
  const stepOf = ({ view }: LiveRun): number => view.snapshot?.step ?? 0;
  const waiting = runs.some(({ view }) => view.phase === "opening" || view.phase === "closed");
  const done = steps > 0 && able.every((run) => stepOf(run) >= steps);
  return {
    able: able.length > 0 && !waiting,
    running: runs.some(({ view }) => view.phase === "running"),
    waiting,
    step: Math.max(0, ...runs.map(stepOf)),
    start: () => {
      for (const run of able) {
        if (steps === 0 || done) run.handle.start();
        else if (stepOf(run) < steps) run.handle.start(steps);
      }
    },
    pause: () => runs.forEach(({ handle }) => handle.pause()),
    oneStep: () => able.forEach(({ handle }) => handle.step(1)),
    reset: () => runs.forEach(({ handle }) => handle.reset()),
  };
}

/** Pauses each run once, when it has come to the goal; it may go on from there. */
export function useGoal(runs: readonly LiveRun[], until: string): void {
  const stopped = useRef(new Set<string>());
  useEffect(() => {
    const goal = goalOf(until);
    for (const { handle, view } of runs) {
      const reached = goal !== null && reachedAt(goal, view) !== null;
      if (!reached) stopped.current.delete(handle.name);
      else if (view.phase === "running" && !stopped.current.has(handle.name)) {
        stopped.current.add(handle.name);
        handle.pause();
      }
    }
  }, [runs, until]);
}
