/**
 * A line to the engine that survives it: a heartbeat every 500 ms; after six without an answer the
 * worker is ended and a new one is connected. The third death within a minute ends it. Where
 * workers are forbidden, the page itself computes.
 */
import { now } from "../core/clock";
import type { Command, EngineEvent } from "../worker/protocol";
import { type OpenTransport, pageTransport, type Transport } from "./transport";

export type EngineStatus = "starting" | "ready" | "restarting" | "stopped";

export interface ConnectionOptions {
  /** Tried first; where it throws or breaks at once, the engine runs in the page. */
  readonly transport: OpenTransport;
  /** The first message on every new line. */
  readonly hello: Command;
  event(event: EngineEvent): void;
  /**
   * A new engine knows nothing: tell it again. `reason` is empty when the first one never came up.
   */
  reconnected(reason: string): void;
  status(status: EngineStatus, reason: string): void;
}

const HEARTBEAT = 500;
const MOST_MISSED = 6;
const MOST_DEATHS = 3;
const DEATHS_WITHIN = 60_000;

export class Connection {
  status: EngineStatus = "starting";
  private transport: Transport | null = null;
  private readonly heartbeat: ReturnType<typeof setInterval>;
  /** Messages of an engine that was given up are ignored. */
  private generation = 0;
  private missed = 0;
  private patientUntil = 0;
  private deaths: number[] = [];

  constructor(private readonly options: ConnectionOptions) {
    this.connect(options.transport);
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT);
  }

  get place(): Transport["kind"] {
    return this.transport?.kind ?? "page";
  }

  send(command: Command): void {
    this.transport?.send(command);
  }

  close(reason: string): void {
    clearInterval(this.heartbeat);
    this.generation += 1;
    this.transport?.close();
    this.transport = null;
    this.setStatus("stopped", reason);
  }

  private connect(open: OpenTransport): void {
    const generation = ++this.generation;
    this.missed = 0;
    this.patientUntil = now() + 2 * HEARTBEAT * MOST_MISSED;
    const events = {
      event: (event: EngineEvent): void => {
        if (generation === this.generation) this.receive(event);
      },
      broken: (reason: string): void => {
        if (generation === this.generation) this.broken(reason);
      },
    };
    try {
      this.transport = open(events);
    } catch {
      this.transport = pageTransport(events);
    }
    this.send(this.options.hello);
  }

  private receive(event: EngineEvent): void {
    this.missed = 0;
    if (event.kind === "pong") return;
    if (event.kind === "busy") {
      this.patientUntil = now() + event.milliseconds + HEARTBEAT * MOST_MISSED;
      return;
    }
    if (this.status !== "ready") {
      this.patientUntil = 0;
      this.setStatus("ready", "");
    }
    this.options.event(event);
  }

  /**
   * Before the first sign of life the worker is forbidden or missing: the page computes. Later it
   * is a death.
   */
  private broken(reason: string): void {
    if (this.status !== "starting") return this.restart(reason);
    if (this.place === "page") return this.close(reason);
    this.transport?.close();
    this.connect(pageTransport);
    this.options.reconnected("");
  }

  private beat(): void {
    if (this.place === "page") return;
    if (now() >= this.patientUntil) this.missed += 1;
    if (this.missed > MOST_MISSED) this.restart("it did not answer for three seconds");
    else this.send({ kind: "ping", at: now() });
  }

  private restart(reason: string): void {
    this.transport?.close();
    const at = now();
    this.deaths = [...this.deaths.filter((death) => at - death < DEATHS_WITHIN), at];
    if (this.deaths.length >= MOST_DEATHS) return this.close(reason);
    this.setStatus("restarting", reason);
    this.connect(this.options.transport);
    this.options.reconnected(reason);
  }

  private setStatus(status: EngineStatus, reason: string): void {
    if (this.status === "stopped") return;
    this.status = status;
    this.options.status(status, reason);
  }
}
