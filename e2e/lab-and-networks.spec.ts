/** `#/lab` and `#/networks`: every figure by itself, every network from its description. */
import { expect, expectAccessible, test } from "./lab";

test("the lab lists every figure, and each opens by itself with what the address sets", async ({ lab }) => {
  test.setTimeout(120_000);
  await lab.open("lab", { still: "1" });
  const { page } = lab;
  await expectAccessible(page);
  const links = await page.locator("main a").evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  expect(links.length).toBeGreaterThan(10);
  for (const link of links) {
    await lab.open(link.replace("#/", ""), { still: "1" });
    await expect(page.locator("figure[data-figure] [aria-busy]")).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
  }
  await lab.open("lab/conv?stride=2&at=4");
  await expect(page.getByRole("grid", { name: /^Output/ })).toHaveAccessibleName(/2 by 2/);
  await lab.open("lab/none");
  await expect(page.getByText("no figure called “none”")).toBeVisible();
});

test("a network's layers are counted, chosen by key, seen on the picture, and changed by its description", async ({ lab }) => {
  await lab.open("networks", { still: "1" });
  const { page } = lab;
  await expectAccessible(page);
  await page.getByRole("link", { name: "VGG-16" }).click();
  await expect(page.getByText("138,357,544").first()).toBeVisible();
  await page.getByRole("button", { name: "features.14", exact: true }).press("Enter");
  await expect(page).toHaveURL(/networks\/vgg16\?layer=features\.14/);
  const [top = 0, , bottom = 0] = ((await page.locator("[data-field]").getAttribute("data-field")) ?? "").split(" ").map(Number);
  const field = await page.getByRole("row").filter({ hasText: "features.14" }).getByRole("cell").last().textContent();
  expect(`${bottom - top}×${bottom - top}`).toBe(field?.split(" ")[0]);
  await page.getByText("Change it").click();
  const text = page.getByLabel("Description of the network");
  const written = await text.inputValue();
  await text.fill(written.replace('"out_channels":64', '"out_channels":32'));
  await expect(page.getByText("138,357,544")).toHaveCount(0);
  await text.fill(written.replace('"out_channels":64', '"out_channel":64'));
  await expect(page.locator("#spec-problem")).toContainText("out_channels");
  await page.getByRole("button", { name: "Back to the original" }).click();
  await expect(page.getByText("138,357,544").first()).toBeVisible();
  await page.evaluate(() => scrollTo(0, 0));
  await expectAccessible(page);
});
