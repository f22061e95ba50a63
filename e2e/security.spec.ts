/**
 * What a page and a worker refuse, should a stranger's text ever run as code: each way to run more
 * code and each way out of the origin is tried in the page and in the engine's worker, with the
 * host's headers and, after the first visit, without them.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page, Worker } from "@playwright/test";
import { serve } from "../tools/serve.mjs";
import { expect, test } from "./lab";

/** A site elsewhere, which counts who asks it for something. */
async function elsewhere() {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.end("");
  });
  server.on("upgrade", (request, socket) => {
    asked.push(request.url ?? "");
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    address: `127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What both a page and a worker can try. Returns the names of what was not refused. */
async function attempts(address: string): Promise<string[]> {
  // The tool that runs this may use eval, until the page itself is called again.
  await new Promise((resolve) => setTimeout(resolve, 1));
  const open: string[] = [];
  const tried = async (name: string, attempt: () => unknown): Promise<void> => {
    try {
      await attempt();
      open.push(name);
    } catch {
      // Refused, as it should be.
    }
  };
  await tried("eval", () => Reflect.get(globalThis, "eval")("1"));
  await tried("Function", () => Reflect.construct(Function, ["return 1"])());
  await tried("fetch", () => fetch(`http://${address}/fetch`));
  await tried("fetch, opaque", () => fetch(`http://${address}/opaque`, { mode: "no-cors" }));
  await tried(
    "WebSocket",
    () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://${address}/socket`);
        socket.addEventListener("open", resolve);
        socket.addEventListener("error", reject);
      }),
  );
  await tried(
    "EventSource",
    () =>
      new Promise((resolve, reject) => {
        const source = new EventSource(`http://${address}/events`);
        source.addEventListener("open", resolve);
        source.addEventListener("error", reject);
      }),
  );
  await tried(
    "a worker of text",
    () =>
      new Promise((resolve, reject) => {
        const url = URL.createObjectURL(new Blob(["postMessage(1)"], { type: "text/javascript" }));
        const worker = new Worker(url);
        worker.addEventListener("message", resolve);
        worker.addEventListener("error", reject);
      }),
  );
  return open;
}

/** What only a page can try. */
async function attemptsOfPage(address: string): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  const open: string[] = [];
  const refused = (name: string, attempt: () => void): void => {
    try {
      attempt();
      open.push(name);
    } catch {
      // Refused, as it should be.
    }
  };
  const element = document.createElement("div");
  refused("markup", () => Reflect.set(element, "innerHTML", "<img src=x onerror=alert(1)>"));
  refused("a script's address", () =>
    Reflect.set(document.createElement("script"), "src", `http://${address}/script`),
  );
  refused("document.write", () => Reflect.get(document, "write").call(document, "<p>"));
  const image = new Image();
  image.src = `http://${address}/image`;
  navigator.sendBeacon(`http://${address}/beacon`, "x");
  const form = document.createElement("form");
  form.action = `http://${address}/form`;
  form.method = "post";
  form.target = "_blank";
  document.body.append(form);
  form.submit();
  const frame = document.createElement("iframe");
  frame.src = `http://${address}/frame`;
  document.body.append(frame);
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = `http://${address}/style`;
  document.head.append(style);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  for (const added of [form, frame, style]) added.remove();
  return open;
}

async function expectConfined(page: Page, worker: Worker): Promise<void> {
  const site = await elsewhere();
  try {
    expect(await page.evaluate(attempts, site.address), "in the page").toEqual([]);
    expect(await page.evaluate(attemptsOfPage, site.address), "in the page").toEqual([]);
    expect(await worker.evaluate(attempts, site.address), "in the worker").toEqual([]);
    expect(site.asked, "requests that left the origin").toEqual([]);
  } finally {
    site.close();
  }
}

/** The worker that the page has begun to compute in. */
async function engineOf(page: Page): Promise<Worker> {
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  const [worker] = page.workers();
  if (worker === undefined) throw new Error("the page has no worker");
  return worker;
}

const TRAINS = "#/lesson/convnet/train";

test("page and worker run no other code and reach no other site", async ({ page }) => {
  await page.goto(`./${TRAINS}`);
  await expectConfined(page, await engineOf(page));
});

test.describe("on a host without headers", () => {
  test.use({ serviceWorkers: "allow" });

  test("page and worker are confined, too, from the second visit on", async ({ page }) => {
    test.setTimeout(150_000);
    const server = await serve("dist", 0, { quiet: true, base: "/a", headers: {} });
    const { port } = server.address() as AddressInfo;
    try {
      await page.goto(`http://localhost:${port}/a/`);
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, {
        timeout: 90_000,
      });
      await page.goto(`http://localhost:${port}/a/${TRAINS}`);
      await page.reload();
      await expectConfined(page, await engineOf(page));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
