/** `#/lab/gallery` and `#/networks`: every figure by itself, every network from its description. */
import { ALL } from "./course";
import { expect, expectAccessible, test } from "./lab";

test("the gallery lists every figure, and each opens by itself with what the address sets", async ({
  lab,
}) => {
  test.setTimeout(120_000);
  await lab.open("lab/gallery", { still: "1" });
  const { page } = lab;
  await expectAccessible(page);
  const links = await page
    .locator("main a")
    .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  expect(links.length).toBeGreaterThan(10);
  // figures.spec.ts opens and looks at every one of them.
  for (const link of ALL ? links : links.slice(0, 3)) {
    await lab.open(link.replace("#/", ""), { still: "1" });
    await expect(page.locator("figure[data-figure] [aria-busy]")).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
  }
  await lab.open("lab/conv?stride=2&at=4");
  await expect(page.getByRole("grid", { name: /^Output/ })).toHaveAccessibleName(/2 by 2/);
  await lab.open("lab/none");
  await expect(page.getByText("no figure called “none”")).toBeVisible();
});

test("a network's layers are counted, chosen by key, seen on the picture, and changed by its description", async ({
  lab,
}) => {
  await lab.open("networks", { still: "1" });
  const { page } = lab;
  await expectAccessible(page);
  await page.getByRole("link", { name: "VGG-16" }).click();
  await expect(page.getByText("138,357,544").first()).toBeVisible();
  await page.getByRole("button", { name: "features.14", exact: true }).press("Enter");
  await expect(page).toHaveURL(/networks\/vgg16\?layer=features\.14/);
  const [top = 0, , bottom = 0] = (
    (await page.locator("[data-field]").getAttribute("data-field")) ?? ""
  )
    .split(" ")
    .map(Number);
  const field = await page
    .getByRole("row")
    .filter({ hasText: "features.14" })
    .getByRole("cell")
    .last()
    .textContent();
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

test("a deep network's map is walked, opened and chosen from by key, and a link opens the same", async ({
  lab,
}) => {
  test.setTimeout(180_000);
  await lab.open("networks/resnet152", { still: "1" });
  const { page } = lab;
  const tree = page.getByRole("tree", { name: "The layers of ResNet-152" });
  const item = (name: RegExp) => tree.getByRole("treeitem", { name });
  await expect(tree.getByRole("treeitem")).toHaveCount(9);
  await expectAccessible(page);
  await item(/^input/).focus();
  for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowRight");
  await expect(item(/^layer3, bottleneck block × 36/)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(item(/^layer3, /)).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowDown");
  await expect(item(/^layer3\.0, /)).toBeFocused();
  await page.getByLabel("Find a layer by its name").fill("layer3.22.conv2");
  await page.keyboard.press("Enter");
  await expect(item(/^conv2, 3×3 conv, 256×14×14/).last()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/layer=layer3\.22\.conv2&open=/);
  const row = page.getByRole("row").filter({ hasText: "layer3.22.conv2" });
  await expect(row).toHaveAttribute("data-chosen", "true");
  await page.reload();
  await expect(tree.getByRole("treeitem", { selected: true })).toHaveAccessibleName(/^conv2, /);
  await page.getByRole("button", { name: "layer4.0.conv1", exact: true }).press("Enter");
  await expect(tree.getByRole("treeitem", { selected: true })).toHaveAccessibleName(/^conv1, /);
});
