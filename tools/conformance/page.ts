/**
 * The page of tools/conformance.ts: runs the cases on WebGPU and reports each one. When the device is lost the case that lost it
 * has failed, and the rest go on with a new one.
 */
import type { Backend } from "../../engine/backends/backend";
import { createWebGpu } from "../../engine/backends/webgpu/index";
import type { Open } from "../../engine/conformance/cases";
import { readCases } from "../../engine/conformance/cases";
import { judge, type Verdict } from "../../engine/conformance/run";
import type { Outcome } from "./chromium";

declare global {
  interface Window {
    report(verdict: Verdict): Promise<void>;
    finish(outcome: Outcome): Promise<void>;
  }
}

const open: Open = async (file) => {
  const answer = await fetch(`/case-file/${encodeURIComponent(file)}`);
  return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
};

async function run(only: readonly string[]): Promise<Outcome> {
  let backend = await createWebGpu();
  let isLost = watch(backend);
  for await (const one of readCases(open)) {
    if (only.length > 0 && !only.some((text) => one.id.includes(text))) continue;
    if (isLost()) {
      backend = await createWebGpu();
      isLost = watch(backend);
    }
    await window.report(await judge(backend, one));
  }
  return { description: backend.description };
}

function watch(backend: Backend): () => boolean {
  let lost = false;
  void backend.lost.then(() => {
    lost = true;
  });
  return () => lost;
}

const address = new URL(document.URL);
const only: readonly string[] = JSON.parse(decodeURIComponent(address.hash.slice(1)) || "[]");
run(only)
  .catch((error: unknown): Outcome => ({ error: error instanceof Error ? error.message : String(error) }))
  .then((outcome) => window.finish(outcome));
