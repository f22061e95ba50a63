/**
 * Pictures of figures: the file that "Save as SVG" gives, and the figures of a handout. What they
 * say is compared with the page.
 */
import { sampledLessons } from "./course";
import { expect, test } from "./lab";
import { cells, missing, parsed, saved } from "./saved-picture";

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
