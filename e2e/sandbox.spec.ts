/**
 * A page in a frame of somebody else's that is locked up (`sandbox="allow-scripts"`): no storage,
 * no workers, an origin of its own. A lesson is read, its figure steps, a network trains in the
 * page.
 */
import { expect, expectArithmeticAddsUp, test } from "./lab";

test("a sandboxed frame without storage and workers teaches", async ({ page, baseURL }) => {
  test.setTimeout(120_000);
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  await page.route("**/frame.html", (request) =>
    request.fulfill({
      contentType: "text/html",
      body: `<iframe title="lab" sandbox="allow-scripts" width="1200" height="800" src="${baseURL ?? ""}#/lesson/convolution/window"></iframe>`,
    }),
  );
  await page.goto("./frame.html");
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("heading", { level: 2 }).first()).toBeVisible();
  await frame.getByRole("button", { name: "One step forward" }).first().click();
  const [lines] = [await expectArithmeticAddsUp(frame.locator("main"))];
  expect(lines.length).toBeGreaterThan(0);
  await page.goto("about:blank");
  await page.route("**/frame.html", (request) =>
    request.fulfill({
      contentType: "text/html",
      body: `<iframe title="lab" sandbox="allow-scripts" width="1200" height="800" src="${baseURL ?? ""}#/lesson/convnet/train"></iframe>`,
    }),
  );
  await page.goto("./frame.html");
  const step = frame.getByRole("button", { name: "One step", exact: true }).first();
  await expect(step).toBeEnabled({ timeout: 60_000 });
  await step.click();
  await expect(frame.getByText(/step\s*[12]\b/i).first()).toBeVisible({ timeout: 30_000 });
  expect(errors).toEqual([]);
});
