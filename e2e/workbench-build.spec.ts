/** `#/lab`: layers added, joined and moved by a line of words and by dragging. */
import { expect, expectAccessible, test } from "./lab";

test("a command is finished from the list, says its shape before it is done, and what would fit", async ({
  lab,
}) => {
  await lab.open("lab", { still: "1" });
  const { page } = lab;
  const box = page.getByRole("combobox", { name: /^Command/ });
  await expect(box).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(box).toBeFocused();
  await page.keyboard.type("conv 16 3x3 padding 1 after r");
  const list = page.getByRole("listbox", { name: "What may come next" });
  await expect(list.getByRole("option")).toHaveText([
    /relu1 6×28×28/,
    /relu2 16×10×10/,
    /relu3 120/,
    /relu4 84/,
  ]);
  await expectAccessible(page);
  await page.keyboard.press("ArrowDown");
  await expect(list.getByRole("option", { selected: true })).toHaveText(/relu1/);
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^It fits: conv3 gives 16×28×28\./)).toBeVisible();
  await expect(page.getByRole("row", { name: /^conv3/ })).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: /^conv3 .*16×28×28/ })).toBeVisible();
  await expect(box).toBeFocused();
  await page.keyboard.type("stride 2");
  await expect(page.getByText(/^It fits: conv3 gives 16×14×14\./)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(box).toHaveValue("");
  await page.keyboard.type("add relu1 conv3");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^It would not fit: add1: .*same shape/)).toBeVisible();
  await expect(page.getByRole("row", { name: /^add1/ })).toHaveCount(0);
  await page.getByRole("button", { name: /^With this: Put a 1×1 convolution/ }).press("Enter");
  await expect(page.getByRole("row", { name: /^add1 .*16×28×28/ })).toBeVisible();
  await box.fill("conv 8 after relu9");
  await expect(page.getByText(/there is no layer “relu9”/i)).toBeVisible();
  await expect(page.getByRole("button", { name: "Do it", exact: true })).toBeDisabled();
  const undo = page.getByRole("button", { name: "Undo" });
  for (let step = 0; step < 2; step++) await undo.click();
  await expect(undo).toBeDisabled();
  await expect(page.getByRole("row", { name: /^(conv3|add1)/ })).toHaveCount(0);
});

test("by pointer a word of the list is taken and the command done", async ({ lab }) => {
  await lab.open("lab", { still: "1" });
  const { page } = lab;
  const box = page.getByRole("combobox", { name: /^Command/ });
  await box.click();
  await box.fill("move po");
  await page.getByRole("option", { name: /pool1/ }).click();
  await page.getByRole("option", { name: "before" }).click();
  await page.getByRole("option", { name: /relu1/ }).click();
  await expect(box).toHaveValue("move pool1 before relu1 ");
  await expect(page.getByText(/^It fits: pool1 gives 6×14×14\./)).toBeVisible();
  await page.getByRole("button", { name: "Do it", exact: true }).click();
  const rows = page.getByRole("region", { name: "Layers, to be changed" }).getByRole("row");
  await expect(rows.nth(3)).toHaveAccessibleName(/^pool1/);
});

test("a layer dragged by its grip says where it would land and what that gives; Escape gives it back", async ({
  lab,
}) => {
  await lab.open("lab", { still: "1" });
  const { page } = lab;
  const row = (name: string) => page.getByRole("row", { name: new RegExp(`^${name} `) });
  const rows = page.getByRole("region", { name: "Layers, to be changed" }).getByRole("row");
  await row("fc1").scrollIntoViewIfNeeded();
  const grip = row("relu1").locator("[aria-hidden]").first();
  /** Holds relu1 over the upper half of a row. */
  const hold = async (name: string): Promise<void> => {
    await grip.hover();
    await page.mouse.down();
    const box = await row(name).boundingBox();
    if (box === null) throw new Error(`no row ${name}`);
    await page.mouse.move(box.x + 40, box.y + 6, { steps: 4 });
  };
  await hold("conv2");
  await expect(page.getByText("before conv2: 6×14×14")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("before conv2: 6×14×14")).toBeHidden();
  await page.mouse.up();
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
  await hold("conv2");
  await page.mouse.up();
  await expect(rows.nth(3)).toHaveAccessibleName(/^pool1/);
  await expect(rows.nth(4)).toHaveAccessibleName(/^relu1 .*6×14×14/);
  await row("flatten").locator("[aria-hidden]").first().hover();
  await page.mouse.down();
  const box = await row("pool1").boundingBox();
  await page.mouse.move((box?.x ?? 0) + 40, (box?.y ?? 0) + 6, { steps: 4 });
  await expect(page.getByText(/^before pool1: 4704; it would not fit: pool1/)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows.nth(3)).toHaveAccessibleName(/^relu1/);
});
