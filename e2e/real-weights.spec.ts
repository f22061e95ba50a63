/**
 * SqueezeNet with trained ImageNet weights, opened from a file as a reader does, where the files
 * are: the folder beside the repository that holds reference cases. They are not part of it.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, expectArithmeticAddsUp, test } from "./lab";

const FOLDER = join("..", "shared", "weights");
const WEIGHTS = join(FOLDER, "squeezenet1_0-imagenet.safetensors");
/** A number of the layer before, or a pixel; not a weight. */
const INWARDS = /, .*(map|pixel|number|place)/i;
const NAMES = join(FOLDER, "imagenet-classes.txt");

test("SqueezeNet from a file calls the photographer a tripod and the coffee an espresso, and is asked down to a pixel", async ({
  lab,
}) => {
  test.skip(!existsSync(WEIGHTS), "the weights are not here");
  test.setTimeout(120_000);
  await lab.open("lab/architecture?network=squeezenet1_0&view=run&photo=camera");
  const { page } = lab;
  const file = page.locator('input[type="file"][accept*="safetensors"]');
  await file.setInputFiles(WEIGHTS);
  await expect(page.getByText("Weights of squeezenet1_0-imagenet.safetensors.")).toBeVisible();
  await file.setInputFiles(NAMES);
  await page.getByRole("radio", { name: "blue first, as Caffe" }).check({ force: true });
  const run = page.getByRole("button", { name: "Run", exact: true });
  await run.click();
  const why = page.getByRole("button", { name: "Why tripod?" });
  await expect(why).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("The weights are those of the file.")).toBeVisible();
  await why.click();
  const asked = page.getByRole("region", { name: "Where the number comes from" });
  const heading = asked.getByRole("heading").first();
  for (let deep = 0; deep < 60 && !/pixel/i.test((await heading.textContent()) ?? ""); deep++) {
    const before = (await heading.textContent()) ?? "";
    await expectArithmeticAddsUp(asked);
    // One in the middle: at the rim of the last layers there is nothing but padding to read.
    const numbers = asked.getByRole("button", { name: INWARDS });
    await expect(numbers.first()).toBeVisible();
    await numbers.nth((await numbers.count()) >> 1).click();
    await expect(heading).not.toHaveText(before);
  }
  await expect(heading).toHaveText(/pixel/i);
  await page.getByRole("combobox", { name: "Picture" }).selectOption("coffee");
  await run.click();
  await expect(page.getByRole("button", { name: "Why espresso?" })).toBeVisible({
    timeout: 60_000,
  });
});
