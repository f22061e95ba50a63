/**
 * Without WebGPU everything works on the processor: every lesson where the browser has no adapter,
 * and pages that were opened from another machine without https, where there is no WebGPU at all.
 */
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import type { Page } from "@playwright/test";
import { serve } from "../tools/serve.mjs";
import { inTurn, lessons } from "./course";
import { expect, expectArithmeticAddsUp, test, walkThrough } from "./lab";

/** Takes one step of the step's training, where it has one. */
async function trainsOneStep(page: Page): Promise<void> {
  const step = page.getByRole("button", { name: "One step", exact: true }).first();
  if (!(await step.isVisible())) return;
  await expect(step).toBeEnabled({ timeout: 30_000 });
  await step.click();
  await expect(page.getByText(/step\s*[12]\b/i).first()).toBeVisible({ timeout: 30_000 });
}

for (const id of inTurn(lessons(), lessons().length))
  test(`@processor lesson ${id} is walked and trains without WebGPU`, async ({ lab }) => {
    test.setTimeout(300_000);
    await lab.open(`lesson/${id}`, { still: "1" });
    const { page } = lab;
    expect(await page.evaluate(async () => (await navigator.gpu?.requestAdapter()) ?? null)).toBe(
      null,
    );
    await walkThrough(page, async () => {
      await expectArithmeticAddsUp(page);
      await expect(page.getByText("Reset this figure")).toHaveCount(0);
      await trainsOneStep(page);
    });
  });

/** An address of this machine that is not its loopback; null where it has none. */
function addressInNetwork(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? null;
}

test("from another machine without https the lessons step and train", async ({ page }) => {
  const host = addressInNetwork();
  test.skip(host === null, "this machine is in no network");
  test.setTimeout(120_000);
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  const server = await serve("dist", 0, { quiet: true, base: "/a", host: host ?? "" });
  const { port } = server.address() as AddressInfo;
  try {
    await page.goto(`http://${host}:${port}/a/#/lesson/convolution/window`);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await page.getByRole("button", { name: "One step forward" }).first().click();
    await expectArithmeticAddsUp(page);
    await page.goto(`http://${host}:${port}/a/#/lesson/convnet/train`);
    await trainsOneStep(page);
    expect(errors).toEqual([]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
