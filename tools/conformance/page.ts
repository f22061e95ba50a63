/**
 * The page of tools/conformance.ts: runs the cases on WebGPU and reports each one. When the device
 * is lost the case that lost it has failed, and the rest go on with a new one.
 */
import type { Backend } from "../../engine/backends/backend";
import { createWebGpu } from "../../engine/backends/webgpu/index";
import { type Open, readCases } from "../../engine/conformance/cases";
import { judge, runRandom, type Verdict } from "../../engine/conformance/run";
import { runZoo } from "../../engine/conformance/zoo-cases";
import type { Outcome, PageWork } from "./chromium";

declare global {
  interface Window {
    report(verdict: Verdict): Promise<void>;
    finish(outcome: Outcome): Promise<void>;
  }
}

/** Files of one of the folders that the command was given. */
function folder(name: "cases" | "zoo"): Open {
  return async (file) => {
    const answer = await fetch(`/case-file/${name}/${encodeURIComponent(file)}`);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  };
}

async function run({ cases, zoo, random, only, tier }: PageWork): Promise<Outcome> {
  const wanted = (id: string): boolean =>
    only.length === 0 || only.some((text) => id.includes(text));
  let backend = await createWebGpu();
  let isLost = watch(backend);
  const living = async (): Promise<Backend> => {
    if (isLost()) {
      backend = await createWebGpu();
      isLost = watch(backend);
    }
    return backend;
  };
  if (cases)
    for await (const one of readCases(folder("cases")))
      if (wanted(one.id) && (tier === null || one.tier === tier))
        await window.report(await judge(await living(), one));
  if (zoo)
    for await (const verdict of runZoo(await living(), folder("zoo"), { wanted }))
      await window.report(verdict);
  for await (const verdict of runRandom(await living(), random, wanted))
    await window.report(verdict);
  return { description: backend.description };
}

function watch(backend: Backend): () => boolean {
  let lost = false;
  void backend.lost.then(() => {
    lost = true;
  });
  return () => lost;
}

const work: PageWork = JSON.parse(decodeURIComponent(new URL(document.URL).hash.slice(1)));
run(work)
  .catch(
    (error: unknown): Outcome => ({
      error: error instanceof Error ? error.message : String(error),
    }),
  )
  .then((outcome) => window.finish(outcome));
