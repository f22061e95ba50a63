/** `#/lab`: a network of one's own learns, on its own pictures too, and is taken away. */
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { expect, expectAccessible, test } from "./lab";

test("a network learns, keeps its weights over a reload, and is taken away and opened again", async ({
  lab,
}) => {
  test.setTimeout(120_000);
  await lab.open("lab?part=train", { still: "1" });
  const { page } = lab;
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const keep = page.getByRole("button", { name: "Keep the trained weights" });
  await expect(keep).toBeEnabled({ timeout: 60_000 });
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await keep.click();
  await expect(page.getByText("The network has these weights now")).toBeVisible();
  await page.getByRole("link", { name: "Take it away" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Keep “LeNet-5” here/ }).click();
  await expect(page.getByText("“LeNet-5” is kept on this device.")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Network and weights" }).click(),
  ]);
  const file = await download.path();
  const [asOnnx] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "ONNX", exact: true }).click(),
  ]);
  await expect(page.getByText(/LeNet-5.onnx is saved: 2\d\d kB/)).toBeVisible();
  const onnx = await readFile(await asOnnx.path());
  const saved = async (name: string): Promise<Buffer> => {
    const [made] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name, exact: true }).click(),
    ]);
    return readFile(await made.path());
  };
  const run = unzipSync(await saved("The run for PyTorch"));
  expect(Object.keys(run).toSorted()).toEqual([
    "curves.csv",
    "data.npz",
    "first.safetensors",
    "present.safetensors",
    "train.ipynb",
    "train.py",
  ]);
  const curves = (await saved("Curves as CSV")).toString().trim().split("\n");
  expect(curves[0]).toBe("step,training_loss,held_out_loss,held_out_accuracy");
  expect(curves.length).toBeGreaterThan(2);
  const all = await saved("All of them as one file");
  expect(Object.keys(unzipSync(all))).toEqual(["LeNet-5.safetensors"]);
  await page.getByRole("button", { name: "Compare them" }).press("Enter");
  const compared = page.getByRole("region", { name: "Networks beside each other" });
  await expect(compared.getByRole("row", { name: /^LeNet-5 12 61,706 .* % of 500/ })).toBeVisible({
    timeout: 30_000,
  });
  const [open, kept] = (await compared.getByRole("row").allTextContents()).slice(1);
  expect(open?.replace(" (open now)", "")).toBe(kept);
  await page.reload();
  await page.getByRole("link", { name: "Ask it" }).click();
  await expect(page.getByText(/Its weights: trained here on/)).toBeVisible();
  await page.getByText("Bring another one").click();
  await page.getByLabel("Begin with a known network").selectOption("plain20");
  await expect(page.getByText(/Its weights are drawn at random/)).toBeVisible();
  await page.getByLabel("A file with a network").setInputFiles({
    name: "LeNet-5.safetensors",
    mimeType: "application/octet-stream",
    buffer: await readFile(file),
  });
  await expect(page.getByText(/Its weights: trained here on/)).toBeVisible();
  await page.getByLabel("Begin with a known network").selectOption("plain20");
  await expect(page.getByText(/Its weights are drawn at random/)).toBeVisible();
  await page.getByLabel("A file with a network").setInputFiles({
    name: "LeNet-5.onnx",
    mimeType: "application/octet-stream",
    buffer: onnx,
  });
  await expect(page.getByText(/Its weights: trained here on/)).toBeVisible();
  await page.getByLabel("A file with a network").setInputFiles({
    name: "convlab-networks.zip",
    mimeType: "application/zip",
    buffer: all,
  });
  await expect(page.getByText("Kept on this device: “LeNet-5 (2)”.")).toBeVisible();
  await page.getByLabel("A file with a network").setInputFiles({
    name: "present.safetensors",
    mimeType: "application/octet-stream",
    buffer: Buffer.from(run["present.safetensors"] ?? []),
  });
  await expect(page.getByText(/Its weights: trained here on/)).toBeVisible();
});

/** A CSV file as Kaggle has digits: dark pictures are class 0, bright ones class 1. */
function twoClasses(): Buffer {
  const rows = Array.from({ length: 60 }, (_, at) => {
    const label = at % 2;
    const pixels = Array.from({ length: 784 }, (__, pixel) => 150 * label + ((at + pixel) % 97));
    return [label, ...pixels].join(",");
  });
  return Buffer.from(rows.join("\n"));
}

test("one's own pictures, the settings and the run are there again after a reload", async ({
  lab,
}) => {
  test.setTimeout(120_000);
  await lab.open("lab?part=train", { still: "1" });
  const { page } = lab;
  await page
    .getByLabel("Pictures as zip, CSV, IDX or npy")
    .setInputFiles({ name: "two.csv", mimeType: "text/csv", buffer: twoClasses() });
  await page.getByRole("button", { name: "Let fc3 give 2" }).click();
  await expect(page.getByText("They are kept on this device")).toBeVisible();
  const step = page.getByRole("button", { name: "One step", exact: true });
  for (let at = 1; at <= 3; at++) {
    await step.click();
    await expect(page.getByText(`step ${at}`, { exact: false }).first()).toBeVisible();
  }
  await page.reload();
  await expect(page.getByText(/two.csv: 50 pictures to learn from, 10 held out/)).toBeVisible();
  await expect(page.getByText(/it goes on from step 3/)).toBeVisible({ timeout: 30_000 });
  const data = page.getByRole("region", { name: "The pictures of the run" });
  await expect(data.getByRole("note")).toHaveCount(0);
  await data.getByText("The pictures: how they are parted").click();
  await expect(data.getByRole("row", { name: /^to learn from 2\d 2\d$/ })).toBeVisible();
  await expect(data.getByText("As numbers from 0 to 1")).toBeVisible();
  await data.getByLabel("Held out, of 100").fill("50");
  await data.getByLabel("Held out, of 100").press("Enter");
  await expect(page.getByText(/two.csv: 30 pictures to learn from, 30 held out/)).toBeVisible();
  await expectAccessible(page);
  await page
    .getByText(/^Settings: /)
    .first()
    .click();
  await page.getByLabel("Order of the pictures").selectOption("sorted");
  await page.getByLabel("Pictures per step").fill("4");
  await page.getByLabel("Pictures per step").press("Enter");
  await expect(data.getByRole("note")).toContainText("classes on average; if the pictures were");
  await page.getByRole("button", { name: "Forget these pictures" }).click();
  await expect(page.getByText("They are gone when the page is closed.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Open the pictures to learn from")).toBeVisible();
  await page.getByRole("button", { name: "learn the lab’s digits" }).click();
  await expect(page.getByText("It would learn handwritten digits.")).toBeVisible();
});

test("good settings are found: a rate by the range test, two settings by a grid, and taken over", async ({
  lab,
}) => {
  test.setTimeout(120_000);
  await lab.open("lab?part=train", { still: "1" });
  const { page } = lab;
  await page.getByText("Find good settings").click();
  const range = page.getByRole("region", { name: "Learning-rate range test" });
  await range.getByLabel("Seeds").fill("2");
  await range.getByLabel("Seeds").press("Enter");
  await range.getByRole("button", { name: "Test the rates" }).click();
  const said = range.getByText(/^The mean loss is smallest/);
  await expect(said).toBeVisible({ timeout: 60_000 });
  await expect(said).toContainText(
    /mean is that of 2 seeds; each alone would say [\d.]+ and [\d.]+\./,
  );
  const [, rate = ""] = /a tenth of it, ([\d.]+), is/.exec((await said.textContent()) ?? "") ?? [];
  await range.getByRole("button", { name: `Use ${rate}` }).click();
  await expect(page.getByText(`Learning rate = ${rate}`)).toBeVisible();
  const grid = page.getByRole("region", { name: "A grid of settings" });
  await grid.getByLabel("Values").first().fill("0.01 0.1x");
  await grid.getByLabel("Values").first().press("Enter");
  await expect(grid.getByRole("alert")).toContainText("does not take all of these values");
  await grid.getByLabel("Values").first().fill("0.01 0.05");
  await grid.getByLabel("Values").first().press("Enter");
  await grid.getByLabel("Down").selectOption("none");
  await grid.getByLabel("Steps of each").fill("20");
  await grid.getByLabel("Seeds of each").fill("2");
  await grid.getByLabel("Seeds of each").press("Enter");
  await grid.getByRole("button", { name: "Train 4 networks" }).click();
  await expect(grid.getByRole("button", { name: "All trained" })).toBeVisible({ timeout: 60_000 });
  const cells = grid.getByRole("button", { name: /0\.05: loss/ });
  await expect(cells).toHaveCount(2);
  const [low = 0, high = 0] = (await cells.allTextContents()).map(Number).toSorted((a, b) => a - b);
  const mean = grid
    .getByRole("table", { name: /^mean of 2 seeds/ })
    .getByRole("cell")
    .last();
  await expect(mean).toContainText(`${low} to ${high}`);
  await cells.first().click();
  await expect(grid.getByText(/% of the held-out pictures right at step 20/)).toBeVisible();
  await expectAccessible(page);
  await grid.getByRole("button", { name: "Train with these settings" }).click();
  await expect(page.getByText("Learning rate = 0.05")).toBeVisible();
});
