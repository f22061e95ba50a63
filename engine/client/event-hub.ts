/**
 * Passes each event of the engine on: to the subscribers of its run, to the request that it
 * answers, to the listeners of the machine and of the engine's status.
 */
import { LabError } from "../core/errors";
import { problemOf } from "../worker/problem";
import type { Command, EngineEvent, MachineReport, Snapshot } from "../worker/protocol";
import type { EngineStatus } from "./connection";
import { arrived, type RunRecord, stepsBack } from "./run-record";
import { type RunSnapshot, snapshotOf } from "./snapshot";

export type Opened = Extract<EngineEvent, { kind: "opened" }>;
export type Continued = Omit<Extract<EngineEvent, { kind: "continued" }>, "state">;

/** The events that a subscriber of a run receives. */
export type RunEvent =
  | { readonly kind: "snapshot"; readonly snapshot: RunSnapshot }
  | Opened
  | Continued
  | Extract<EngineEvent, { kind: "recovered" | "paused" | "failed" | "checkpoint" }>;

export interface Request {
  readonly command: Command;
  resolve(event: EngineEvent): void;
  reject(error: unknown): void;
}

export class EventHub {
  readonly runs = new Map<string, RunRecord>();
  readonly requests = new Map<number, Request>();
  readonly freeing = new Map<string, () => void>();
  private readonly machineListeners = new Set<(machine: MachineReport) => void>();
  private readonly statusListeners = new Set<(status: EngineStatus, reason: string) => void>();
  report: MachineReport | null = null;

  constructor(
    private readonly send: (command: Command) => void,
    private readonly drawn: ((done: () => void) => void) | undefined,
  ) {}

  onMachine(listener: (machine: MachineReport) => void): () => void {
    this.machineListeners.add(listener);
    if (this.report !== null) listener(this.report);
    return () => void this.machineListeners.delete(listener);
  }

  onStatus(listener: (status: EngineStatus, reason: string) => void): () => void {
    this.statusListeners.add(listener);
    return () => void this.statusListeners.delete(listener);
  }

  receiveStatus(status: EngineStatus, reason: string): void {
    if (status === "stopped") this.giveUp(reason);
    for (const listener of this.statusListeners) listener(status, reason);
  }

  private giveUp(reason: string): void {
    const error = new LabError(
      "lost",
      `the engine stopped: ${reason}`,
      "Reload the page; your work is kept.",
    );
    const problem = problemOf(error);
    for (const [name, record] of this.runs) {
      record.opened?.reject(error);
      this.tell(name, { kind: "failed", run: name, problem });
    }
    for (const request of this.requests.values()) request.reject(error);
    this.requests.clear();
    for (const resolve of this.freeing.values()) resolve();
    this.freeing.clear();
  }

  receive(event: EngineEvent): void {
    if (this.isOfOldLife(event)) return;
    switch (event.kind) {
      case "ready":
        this.report = event.machine;
        for (const listener of this.machineListeners) listener(event.machine);
        return;
      case "opened":
        this.receiveOpened(event);
        return;
      case "snapshot":
        this.receiveSnapshot(event.snapshot);
        return;
      case "continued":
        this.receiveContinued(event);
        return;
      case "inferred":
      case "saved":
        this.answer(event.request)?.resolve(event);
        return;
      case "recovered":
      case "paused":
      case "checkpoint":
      case "begun":
        this.receiveOfRun(event);
        return;
      case "failed":
        this.receiveFailed(event);
        return;
      case "freed":
        this.freeing.get(event.run)?.();
        this.freeing.delete(event.run);
        return;
      case "busy":
      case "pong":
        return;
      default:
        event satisfies never;
    }
  }

  /** Under way when the run was started over: nobody wants to see it, or to go on from it. */
  private isOfOldLife(event: EngineEvent): boolean {
    if (event.kind !== "snapshot" && event.kind !== "checkpoint" && event.kind !== "paused")
      return false;
    const run = event.kind === "snapshot" ? event.snapshot.run : event.run;
    const record = this.runs.get(run);
    const old = record !== undefined && record.heard !== record.life;
    if (old && event.kind === "snapshot") this.send({ kind: "acknowledge", run });
    return old;
  }

  private receiveSnapshot(snapshot: Snapshot): void {
    const { run } = snapshot;
    arrived(this.runs.get(run), snapshot);
    this.tell(run, { kind: "snapshot", snapshot: snapshotOf(snapshot) });
    this.afterDrawing(() => this.send({ kind: "acknowledge", run }));
  }

  /** What the page remembers of the run changes, and its subscribers are told. */
  private receiveOfRun(
    event: Extract<EngineEvent, { kind: "recovered" | "paused" | "checkpoint" | "begun" }>,
  ): void {
    const record = this.runs.get(event.run);
    if (event.kind === "begun") {
      if (record !== undefined) record.heard = event.life;
      return;
    }
    if (event.kind === "paused" && record !== undefined) {
      [record.running, record.until] = [false, null];
      stepsBack(record);
    }
    if (event.kind === "checkpoint" && record !== undefined)
      record.checkpoint = { step: event.step, state: event.state };
    this.tell(event.run, event);
  }

  private receiveOpened(event: Opened): void {
    const record = this.runs.get(event.run);
    record?.opened?.resolve(event);
    if (record !== undefined) record.opened = null;
    this.tell(event.run, event);
  }

  private receiveContinued({ state, ...event }: Extract<EngineEvent, { kind: "continued" }>): void {
    const record = this.runs.get(event.run);
    // A new worker goes on from here: the weights it was opened with may not fit the network that
    // it has now.
    if (record !== undefined) {
      [record.recipe, record.weights, record.checkpoint] = [
        event.recipe,
        undefined,
        { step: event.step, state },
      ];
      [record.step, record.target] = [event.step, null];
    }
    this.tell(event.run, event);
    this.answer(event.request)?.resolve({ ...event, state });
  }

  private receiveFailed(event: Extract<EngineEvent, { kind: "failed" }>): void {
    const error = new LabError(event.problem.code, event.problem.message, event.problem.hint);
    if (event.request !== undefined) {
      this.answer(event.request)?.reject(error);
      return;
    }
    if (event.run === undefined) {
      for (const name of this.runs.keys()) this.tell(name, event);
      return;
    }
    const record = this.runs.get(event.run);
    if (record?.opened != null) {
      this.runs.delete(event.run);
      record.opened.reject(error);
      return;
    }
    this.tell(event.run, event);
  }

  private answer(request: number): Request | undefined {
    const found = this.requests.get(request);
    this.requests.delete(request);
    return found;
  }

  tell(run: string, event: RunEvent): void {
    for (const listener of this.runs.get(run)?.listeners ?? []) listener(event);
  }

  find(run: string): RunRecord {
    const record = this.runs.get(run);
    if (record === undefined) throw new LabError("unknown-name", `there is no run "${run}"`);
    return record;
  }

  private afterDrawing(done: () => void): void {
    if (this.drawn !== undefined) this.drawn(done);
    else if (typeof requestAnimationFrame === "function") requestAnimationFrame(done);
    else setTimeout(done, 0);
  }
}
