/**
 * The engine examines itself on this machine: random uses of every op, run by each backend and
 * compared number by number with the reference, within what single precision allows
 * (engine/conformance/agreement.ts). The same uses on every machine.
 */
import { messageOf } from "../core/errors";
import type { Backend, BackendName } from "../backends/backend";
import { disagreement } from "../conformance/agreement";
import { now } from "../core/clock";
import { ops } from "../ops/index";

export type Examined = Exclude<BackendName, "reference">;

export type CheckEvent =
  | {
      readonly kind: "plan";
      readonly backends: readonly Examined[];
      readonly ops: readonly string[];
      readonly uses: number;
    }
  | { readonly kind: "backend"; readonly backend: Examined; readonly description: string }
  /** This machine has no such backend, and why. */
  | { readonly kind: "absent"; readonly backend: Examined; readonly reason: string }
  /** `problem`: the first number that is off, in words; null when all agree. */
  | {
      readonly kind: "verdict";
      readonly backend: Examined;
      readonly op: string;
      readonly problem: string | null;
      readonly milliseconds: number;
    }
  | { readonly kind: "done" };

export type Factories = Readonly<Record<Examined, () => Promise<Backend>>>;

/** Uses of every op. */
const USES = 6;

export async function examine(
  factories: Factories,
  post: (event: CheckEvent) => void,
  uses = USES,
): Promise<void> {
  const backends = Object.keys(factories) as Examined[];
  post({ kind: "plan", backends, ops: Object.keys(ops), uses });
  for (const name of backends) {
    const backend = await factories[name]().catch((error: unknown) => {
      post({ kind: "absent", backend: name, reason: messageOf(error) });
      return null;
    });
    if (backend === null) continue;
    post({ kind: "backend", backend: name, description: backend.description });
    for (const op of Object.keys(ops)) {
      const started = now();
      const problem = await firstProblem(backend, op, uses);
      post({ kind: "verdict", backend: name, op, problem, milliseconds: now() - started });
    }
    backend.dispose();
  }
  post({ kind: "done" });
}

async function firstProblem(backend: Backend, op: string, uses: number): Promise<string | null> {
  for (let seed = 1; seed <= uses; seed++) {
    const problem = await disagreement(backend, op, seed).catch(messageOf);
    if (problem !== null) return `use ${seed}: ${problem}`;
  }
  return null;
}
