/**
 * The backends of this worker: one of each kind, made when first needed, shared by all runs, made
 * anew after a loss.
 *
 * A browser that lost its graphics process twice refuses adapters for a while, so that the GPU is
 * asked for at most five times a minute; between those the answer is "unsupported" with the reason.
 */
import type { Backend, BackendName } from "../backends/backend";
import { now } from "../core/clock";
import { LabError } from "../core/errors";

export type Factories = Readonly<Record<BackendName, () => Promise<Backend>>>;

const MOST_ASKED = 5;
const PER_MILLISECONDS = 60_000;

export class BackendPool {
  private readonly live = new Map<BackendName, Promise<Backend>>();
  private readonly refusals = new Map<BackendName, string>();
  private asked: number[] = [];

  constructor(private readonly factories: Factories) {}

  /** Rejects with "unsupported" and the reason when this machine has none. */
  get(name: BackendName): Promise<Backend> {
    const known = this.live.get(name);
    if (known !== undefined) return known;
    const made = this.make(name);
    this.live.set(name, made);
    made.then(
      (backend) => {
        this.refusals.delete(name);
        void backend.lost.then(() => this.forget(name, made));
      },
      (error: unknown) => {
        this.refusals.set(name, error instanceof Error ? error.message : String(error));
        this.forget(name, made);
      },
    );
    return made;
  }

  /** Why the last attempt failed, or null. */
  refusal(name: BackendName): string | null {
    return this.refusals.get(name) ?? null;
  }

  /** Drops a backend that did not keep its word, or for a test: everything on it is lost. */
  async lose(name: BackendName): Promise<void> {
    const known = this.live.get(name);
    if (known === undefined) return;
    this.forget(name, known);
    (await known.catch(() => null))?.dispose();
  }

  async bytesInUse(): Promise<number> {
    let total = 0;
    for (const made of this.live.values())
      total += (await made.catch(() => null))?.bytesInUse() ?? 0;
    return total;
  }

  private async make(name: BackendName): Promise<Backend> {
    if (name === "webgpu") {
      this.asked = this.asked.filter((at) => now() - at < PER_MILLISECONDS);
      if (this.asked.length >= MOST_ASKED)
        throw new LabError("unsupported", "the graphics card failed several times within a minute");
      this.asked.push(now());
    }
    return this.factories[name]();
  }

  private forget(name: BackendName, made: Promise<Backend>): void {
    if (this.live.get(name) === made) this.live.delete(name);
  }
}
