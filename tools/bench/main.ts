/**
 * The page of the bench: starts a worker per contestant and hands the runner a function to talk to
 * it.
 */
import type { Answer, Request } from "./worker";

interface BenchWindow {
  ask(
    contestant: string,
    request: Omit<Request, "id">,
  ): Promise<Omit<Answer, "id"> & { result?: number[] }>;
  close(contestant: string): void;
  isolated: boolean;
}

const workers = new Map<string, Worker>();
let asked = 0;

const bench: BenchWindow = {
  isolated: crossOriginIsolated,
  ask(contestant, request) {
    const worker =
      workers.get(contestant) ??
      new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    workers.set(contestant, worker);
    const id = ++asked;
    return new Promise((resolve) => {
      const listen = ({ data }: MessageEvent<Answer>): void => {
        if (data.id !== id) return;
        worker.removeEventListener("message", listen);
        resolve({
          ...data,
          result: data.result === undefined ? undefined : [...data.result],
        } as Awaited<ReturnType<BenchWindow["ask"]>>);
      };
      worker.addEventListener("message", listen);
      worker.addEventListener("error", (event) => resolve({ error: event.message }), {
        once: true,
      });
      worker.postMessage({ id, ...request });
    });
  },
  close(contestant) {
    workers.get(contestant)?.terminate();
    workers.delete(contestant);
  },
};

Object.assign(window, { bench });
