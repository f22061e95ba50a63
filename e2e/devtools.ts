/**
 * What the browser itself says of a page, over its debugging protocol: memory, nodes, processes.
 */
import { readFileSync } from "node:fs";
import type { Browser, CDPSession, Page } from "@playwright/test";

export interface Level {
  /** Bytes of JavaScript after a collection. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly workers: number;
  /** Of all workers together. */
  readonly workerHeap: number;
  /**
   * Bytes of the graphics process that are in memory; a software adapter keeps its buffers there.
   */
  readonly gpu: number;
}

export async function levelOf(page: Page): Promise<Level> {
  const session = await page.context().newCDPSession(page);
  try {
    const workerHeap = await heapOfWorkers(session);
    await session.send("HeapProfiler.enable");
    for (let times = 0; times < 3; times++) {
      await session.send("HeapProfiler.collectGarbage");
      await page.waitForTimeout(100);
    }
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
    const all = await processes(page.context().browser());
    const gpu = all.find(({ type }) => type === "GPU")?.id;
    return {
      heap: usedSize,
      nodes,
      listeners: jsEventListeners,
      workers: page.workers().length,
      workerHeap,
      gpu: gpu === undefined ? 0 : residentBytes(gpu),
    };
  } finally {
    await session.detach();
  }
}

/** Asks each worker through the page's session, as the protocol has it: messages in messages. */
async function heapOfWorkers(session: CDPSession): Promise<number> {
  const found = new Set<string>();
  const answers = new Map<number, (result: Readonly<Record<string, unknown>>) => void>();
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") found.add(sessionId);
  });
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result = {} } = JSON.parse(message) as {
      id?: number;
      result?: Record<string, unknown>;
    };
    if (id !== undefined) answers.get(id)?.(result);
  });
  let last = 0;
  const ask = (sessionId: string, method: string) =>
    new Promise<Readonly<Record<string, unknown>>>((resolve) => {
      answers.set(++last, resolve);
      setTimeout(() => resolve({}), 5000); // a worker that has ended meanwhile
      const message = JSON.stringify({ id: last, method });
      session.send("Target.sendMessageToTarget", { sessionId, message }).catch(() => resolve({}));
    });
  await session.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  let bytes = 0;
  for (const worker of found) {
    for (const method of ["HeapProfiler.enable", "HeapProfiler.collectGarbage"])
      await ask(worker, method);
    const { usedSize } = await ask(worker, "Runtime.getHeapUsage");
    bytes += typeof usedSize === "number" ? usedSize : 0;
  }
  return bytes;
}

/** That all processes of the page's browser have used so far. */
export async function processorSeconds(page: Page): Promise<number> {
  const all = await processes(page.context().browser());
  return all.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

async function processes(browser: Browser | null) {
  if (browser === null) return [];
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo;
}

/** 0 where the system does not tell. */
function residentBytes(process: number): number {
  try {
    const [, kilobytes = "0"] =
      /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process}/status`, "utf8")) ?? [];
    return 1024 * Number(kilobytes);
  } catch {
    return 0;
  }
}
