/**
 * The lessons on volumes as a reader meets them: the lecture's numbers, figures that fit their
 * screen, a trained layer.
 */
import type { Page } from "@playwright/test";
import { inTurn } from "./course";
import {
  answerNumber,
  expect,
  expectAccessible,
  expectArithmeticAddsUp,
  gridNumbers,
  test,
  walkThrough,
} from "./lab";

const LESSONS = ["volumes", "multiple-filters", "one-by-one", "one-layer"] as const;

test("the lecture's shapes and counts stand on the page", async ({ lab }) => {
  const { page } = lab;
  const figure = page.locator("[data-figure]").first();
  await lab.open("lesson/volumes/shape");
  await expect(figure.locator("[data-formula]").first()).toHaveAttribute(
    "data-formula",
    "6 × 6 × 3 ∗ 3 × 3 × 3 → 4 × 4 × 1",
  );
  await lab.open("lesson/multiple-filters/count");
  await answerNumber(page, "56");
  await expect(figure.locator("[data-formula]").first()).toHaveAttribute(
    "data-formula",
    "6 × 6 × 3 ∗ 3 × 3 × 3 → 4 × 4 × 2",
  );
  await expect(figure.locator("[data-formula]").nth(1)).toHaveAttribute(
    "data-formula",
    "( 3 × 3 × 3 + 1 ) × 2 = 56 parameters",
  );
  await page.getByRole("button", { name: "Filters: more" }).click();
  await expect(figure.locator("[data-formula]").nth(1)).toHaveAttribute(
    "data-formula",
    "( 3 × 3 × 3 + 1 ) × 3 = 84 parameters",
  );
  await lab.open("lesson/one-by-one/shrink");
  await answerNumber(page, "12");
  await expect(figure.locator("[data-formula]").first()).toHaveAttribute(
    "data-formula",
    "6 × 6 × 5 ∗ 1 × 1 × 5 → 6 × 6 × 2",
  );
  await lab.open("lesson/one-layer/notation");
  await answerNumber(page, "280");
  await expect(figure.locator("[data-formula]").nth(1)).toHaveAttribute(
    "data-formula",
    "( 3 × 3 × 3 + 1 ) × 10 = 280 parameters",
  );
});

/** What sticks out: of the page, or of the figure's own frame. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth + 1)
      found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const frame of document.querySelectorAll("[data-figure]")) {
      const { right } = frame.getBoundingClientRect();
      for (const grid of frame.querySelectorAll("[role=grid], [data-card], table")) {
        const box = grid.getBoundingClientRect();
        if (box.width > 0 && box.right > right + 2)
          found.push(`${grid.getAttribute("aria-label")} by ${Math.round(box.right - right)}`);
      }
    }
    return found;
  });
}

/** Polled: a figure is laid out anew until its room has been measured. */
async function expectInside(page: Page, message: string): Promise<void> {
  await expect.poll(() => stickingOut(page), { message }).toEqual([]);
}

const SCREENS = [
  ["a laptop", 1440, 900, "lesson"],
  ["a projector", 1024, 768, "present"],
  ["a phone", 390, 844, "lesson"],
] as const;

for (const [turn, [name, width, height, page]] of SCREENS.entries())
  test(`nothing of a figure is cut off on ${name}, and every step's arithmetic adds up`, async ({
    lab,
  }) => {
    test.setTimeout(240_000);
    await lab.page.setViewportSize({ width, height });
    for (const lesson of inTurn(LESSONS, turn)) {
      if (page === "present") {
        for (const step of ["question", "backward", "mistake"]) {
          await lab.open(`present/${lesson}/${step}`, { theme: "projector" });
          await lab.page.waitForTimeout(500);
          await expectInside(lab.page, `${lesson}/${step}`);
        }
        continue;
      }
      await lab.open(`lesson/${lesson}`, { still: "1" });
      await walkThrough(lab.page, async (step) => {
        await lab.page.waitForTimeout(150);
        await expectInside(lab.page, `${lesson}, step ${step}`);
        await expectArithmeticAddsUp(lab.page);
      });
    }
  });

test("what is wrong with a typed number widens nothing on a phone", async ({ lab }) => {
  await lab.page.setViewportSize({ width: 390, height: 844 });
  await lab.open("lesson/multiple-filters/count", { still: "1" });
  const bias = lab.page.getByRole("grid", { name: /^bias/i }).first();
  await bias.getByRole("gridcell").first().dblclick();
  await lab.page.keyboard.type(".");
  await lab.page.keyboard.press("Enter");
  await expect(lab.page.getByText("is not a number").first()).toBeVisible();
  await expectInside(lab.page, "with its message");
});

test("a trained layer shows its window in numbers and 150 products that add up", async ({
  lab,
}) => {
  await lab.open("lesson/multiple-filters/deep");
  const { page } = lab;
  const window = page.getByRole("grid", { name: /^Under the filter, channel 0/ });
  await expect(window).toBeVisible({ timeout: 30_000 });
  expect((await gridNumbers(window)).flat()).toHaveLength(25);
  await page.getByRole("button", { name: "Write out all 6 sums" }).click();
  const lines = await expectArithmeticAddsUp(page);
  expect(
    lines.map((line) => line.split(" × ").length - 1).reduce((sum, products) => sum + products, 0),
  ).toBe(150);
  await page.getByRole("radio", { name: "Channel 4" }).check({ force: true });
  await expect(page.getByRole("grid", { name: /^Filter 3, channel 4/ })).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing in the other views of a volume", async ({ lab }) => {
  for (const [step, theme] of [
    ["one-by-one/dense", "light"],
    ["one-layer/update", "dark"],
    ["volumes/shape", "light"],
  ] as const) {
    await lab.open(`lesson/${step}`, { theme, still: "1" });
    await lab.page.waitForTimeout(500);
    await expectAccessible(lab.page);
  }
});
