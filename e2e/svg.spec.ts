/**
 * Pictures of figures: the file that "Save as SVG" gives, and the figures of a handout. What they
 * say is compared with the page.
 */
import { readFileSync } from "node:fs";
import { sampledLessons } from "./course";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./lab";

/** Every cell with a number, of every grid and table, in order. */
async function cells(scope: Locator): Promise<string[]> {
  const found = await scope
    .locator("[role=grid] td, [role=grid] [role=gridcell], table td")
    .allInnerTexts();
  return found.map((text) => text.replace(/\s+/g, "")).filter((text) => /\d/.test(text));
}

/** What the file says, as an XML parser reads it. */
async function parsed(
  page: Page,
  text: string,
): Promise<{
  readonly wrong: string;
  readonly words: string[];
  readonly links: string[];
  readonly tags: string[];
}> {
  const blank = await page.context().newPage();
  await blank.goto("about:blank");
  const read = await blank.evaluate((source) => {
    const file = new DOMParser().parseFromString(source, "image/svg+xml");
    const all = [...file.querySelectorAll("*")];
    return {
      wrong: file.querySelector("parsererror")?.textContent ?? "",
      words: [...file.querySelectorAll("text")].map((one) => one.textContent ?? ""),
      links: all.flatMap((one) =>
        [...one.attributes].filter(({ name }) => /href|src/.test(name)).map(({ value }) => value),
      ),
      tags: [...new Set(all.map((one) => one.localName))],
    };
  }, text);
  await blank.close();
  return read;
}

async function saved(
  page: Page,
  figure: Locator,
): Promise<{ readonly name: string; readonly text: string }> {
  await figure.getByRole("button", { name: "More about this figure" }).click();
  const download = page.waitForEvent("download");
  await page
    .getByRole("button", { name: "Save as SVG" })
    .or(page.getByRole("menuitem", { name: "Save as SVG" }))
    .first()
    .click();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

/**
 * The first of the numbers that the words do not say in the same order; "" when they say all. A
 * number may be in several words.
 */
function missing(numbers: readonly string[], words: readonly string[]): string {
  const written = words.map((one) => one.replace(/\s+/g, "")).join(" ");
  let from = 0;
  for (const number of numbers) {
    const signs = [...number].map((sign) => sign.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(" ?");
    const at = new RegExp(`(?<=^| )${signs}(?=$| )`, "g");
    at.lastIndex = from;
    if (at.exec(written) === null) return `${number} after ${written.slice(0, from)}`;
    from = at.lastIndex;
  }
  return "";
}

test("a saved picture is one SVG, whole in itself, whose numbers are those of the grids", async ({
  lab,
}) => {
  await lab.open("lesson/convolution/slide", { still: "1" });
  const { page } = lab;
  const figure = page.locator("[data-figure]").first();
  await page.getByRole("button", { name: "One step forward" }).first().click();
  const numbers = await cells(figure);
  expect(numbers.length).toBeGreaterThan(45);
  const { name, text } = await saved(page, figure);
  expect(name).toMatch(/^convolution-[\w-]+\.svg$/);
  const { wrong, words, links, tags } = await parsed(page, text);
  expect(wrong).toBe("");
  expect(tags).not.toContain("foreignObject");
  expect(tags).not.toContain("script");
  expect(links.filter((link) => !link.startsWith("data:"))).toEqual([]);
  expect(text).not.toMatch(/url\((?!#)/);
  expect(missing(numbers, words)).toBe("");
  for (const control of ["One step forward", "Stride", "Undo"])
    expect(words).not.toContain(control);
});

for (const id of sampledLessons())
  test(`handout of ${id}: every figure is an SVG that says what the figure says`, async ({
    lab,
  }) => {
    test.setTimeout(120_000);
    await lab.open(`print/${id}`);
    const figures = lab.page.locator("main figure[data-figure]");
    for (let at = 0; at < (await figures.count()); at++) {
      const figure = figures.nth(at);
      const picture = figure.locator("svg[role=img]").last();
      await expect(picture).toBeVisible();
      await expect
        .poll(async () =>
          missing(await cells(figure), await picture.locator("text").allTextContents()),
        )
        .toBe("");
    }
  });
