/**
 * A lesson with a data set and the weights of a network of its own: from the studio, in one file,
 * to a reader who has nothing else of it.
 */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { unzipSync, zipSync } from "fflate";
import { expect, expectAccessible, test } from "./lab";

test.setTimeout(300_000);

/** Two folders of photos of the lab, of three each. */
function photosZip(): Buffer {
  const photo = (name: string): Uint8Array =>
    new Uint8Array(readFileSync(`public/photos/${name}.webp`));
  const folders = {
    people: ["camera", "astronaut", "chelsea"],
    things: ["coffee", "rocket", "brick"],
  };
  const files = Object.entries(folders).flatMap(([folder, names]) =>
    names.map((name) => [`photos/${folder}/${name}.webp`, photo(name)] as const),
  );
  return Buffer.from(zipSync(Object.fromEntries(files)));
}

/** One filter of 2×2 and its bias, as `safetensors` writes them. */
function weightsFile(): Buffer {
  const header = {
    "stem.weight": { dtype: "F32", shape: [1, 1, 2, 2], data_offsets: [0, 16] },
    "stem.bias": { dtype: "F32", shape: [1], data_offsets: [16, 20] },
  };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.from(Float32Array.of(1, 2, -3, 7, 0.5).buffer)]);
}

/** Trains the photos of the figure for one step. */
async function trainOneStep(page: Page): Promise<void> {
  const figure = page.getByRole("figure", { name: "Photos" });
  await figure.getByRole("button", { name: "One step" }).click();
  await expect(figure.getByText(/at step 1: \d of 1 right/)).toBeVisible({ timeout: 60_000 });
  await expect(figure.getByText(/[✓✗] (people|things)/)).toHaveCount(1);
}

test("a data set and a network's weights are dropped into the studio, and a reader trains the one and asks the other for a number", async ({
  lab,
  browser,
}) => {
  const { page } = lab;
  await lab.open("studio");
  const file = page.getByLabel("A picture, numbers, a data set or weights");
  const dialog = page.getByRole("dialog", { name: "Data for the lesson" });
  const put = dialog.getByRole("button", { name: "Put the figure into the text" });
  await file.setInputFiles({
    name: "empty.zip",
    mimeType: "",
    buffer: Buffer.from(zipSync({ "notes.txt": new Uint8Array(3) })),
  });
  await expect(page.getByRole("alert")).toContainText("“empty.zip”: there are no pictures in it");
  await file.setInputFiles({ name: "photos.zip", mimeType: "", buffer: photosZip() });
  await dialog.getByLabel(/^What the figure shows/).fill("Photos");
  await expectAccessible(page);
  await put.click();
  await trainOneStep(page);
  await file.setInputFiles({ name: "net.safetensors", mimeType: "", buffer: weightsFile() });
  await dialog
    .getByLabel("What it becomes")
    .selectOption("Any number of a network, with all weights of the file");
  await dialog.getByLabel(/^What the figure shows/).fill("A filter");
  await put.click();
  await expect(page.getByRole("figure", { name: "A filter" })).toContainText("−3");
  await expect(page.getByText("Nothing is wrong with this lesson.")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Save “/ }).click(),
  ]);
  const packed = {
    name: download.suggestedFilename(),
    mimeType: "",
    buffer: readFileSync(await download.path()),
  };
  expect(Object.keys(unzipSync(packed.buffer))).toEqual(
    expect.arrayContaining([
      "lessons/lesson/assets/photos.zip",
      "lessons/lesson/assets/net.safetensors",
    ]),
  );

  const context = await browser.newContext();
  const reader = await context.newPage();
  await reader.goto("./");
  await reader.getByLabel("A lesson file").setInputFiles(packed);
  await expect(reader).toHaveURL(/#\/lesson\/own-/);
  await trainOneStep(reader);
  await expect(reader.getByRole("figure", { name: "A filter" })).toContainText("−3");
  await context.close();
});
