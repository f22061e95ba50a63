/** `#/check`: this machine examines itself, with WebGPU and without. */
import { expect, expectAccessible, test } from "./lab";

test("@both every operation agrees with the reference on everything that computes here, and can be stopped", async ({
  lab,
}, { project }) => {
  test.setTimeout(180_000);
  await lab.open("check");
  const { page } = lab;
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByRole("button", { name: "Copy the report" })).toBeVisible({
    timeout: 150_000,
  });
  const rows = page.getByRole("table").getByRole("row");
  const agreed = (column: number) =>
    rows.locator(`td:nth-of-type(${column})`).filter({ hasText: /^\s*agrees$/ });
  const operations = (await rows.count()) - 1;
  expect(operations).toBeGreaterThan(20);
  await expect(agreed(1)).toHaveCount(operations);
  await expect(agreed(2)).toHaveCount(project.name === "webgpu" ? operations : 0);
  await expectAccessible(page);
});
