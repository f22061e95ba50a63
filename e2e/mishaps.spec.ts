/**
 * Bad luck: files that do not come, storage that is full. Never a blank page, and a way to go on
 * that works.
 */
import { expect, expectArithmeticAddsUp, test } from "./lab";

const PARTS = [
  { what: "the start page", file: /\/Home-[\w-]+\.js/, route: "" },
  { what: "the small convolution of the start page", file: /\/explorer-[\w-]+\.js/, route: "" },
  { what: "the lesson page", file: /\/assets\/lesson-[\w-]+\.js/, route: "lesson/stride" },
  { what: "a figure", file: /\/explorer-[\w-]+\.js/, route: "lesson/stride" },
  { what: "the lecture", file: /\/Present-[\w-]+\.js/, route: "present/stride" },
];

for (const { what, file, route } of PARTS) {
  test(`a file of ${what} that fails once is asked for again, and the rest of the page lives`, async ({
    lab,
  }) => {
    const { page, errors } = lab;
    let failing = true;
    await page.route(file, (request) => (failing ? request.abort() : request.continue()));
    await page.goto(`./#/${route}`);
    const fault = page.getByRole("alert").filter({ hasText: "could not be loaded" }).first();
    await expect(fault).toBeVisible();
    await expect(fault.getByRole("button", { name: "Reload the page" })).toBeVisible();
    failing = false;
    await fault.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("grid").first()).toBeVisible();
    await expectArithmeticAddsUp(page);
    await expect(fault).toHaveCount(0);
    errors.length = 0; // what the browser says of the file that we held back
  });
}

test("an engine that cannot be loaded says so in words, and comes when it can", async ({ lab }) => {
  const { page, errors } = lab;
  let failing = true;
  await page.route(/\/client-[\w-]+\.js/, (request) =>
    failing ? request.abort() : request.continue(),
  );
  await lab.open("lesson/convnet/train");
  const fault = page.getByRole("alert").filter({ hasText: "could not be loaded" }).first();
  await expect(fault).not.toContainText("http");
  failing = false;
  await fault.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeEnabled({
    timeout: 60_000,
  });
  errors.length = 0;
});

test("a page whose script does not come says so", async ({ lab }) => {
  const { page, errors } = lab;
  await page.route(/\/index-[\w-]+\.js/, (request) => request.abort());
  await page.goto("./");
  await expect(page.getByText("Check the connection, then reload the page.")).toBeVisible();
  errors.length = 0;
});

test("storage that is full is said once, with a way to take the progress along, and nothing is lost", async ({
  lab,
}) => {
  const { page } = lab;
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await lab.open("lesson/stride");
  await expect(page.getByText("The storage of this browser is full.")).toHaveCount(1);
  await page.getByRole("button", { name: "One step forward" }).first().click();
  await expectArithmeticAddsUp(page);
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download my progress" }).click();
  expect((await file).suggestedFilename()).toBe("convlab-progress.json");
});
