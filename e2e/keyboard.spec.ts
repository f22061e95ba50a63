/**
 * Lessons by keyboard alone: Tab reaches everything, a question is answered, a figure is
 * moved (with `--all` every one), the end is reached; no step gives up, and its arithmetic adds up.
 */
import type { Locator, Page } from "@playwright/test";
import { ALL, lessonsByKeyboard } from "./course";
import { expect, expectArithmeticAddsUp, test, walkThrough } from "./lab";

const QUESTION =
  /^(Predict, then see|Work it out|Choose one|Choose all that are true|Find the cell)/;
/** What Tab stops at: of radio buttons that belong together only the chosen one. */
const CONTROLS =
  ':is(select, input:not([type=file], [type=radio]:not(:checked)), canvas[tabindex]):not([tabindex="-1"], :disabled):visible';
/** More stops than any step has. */
const STOPS = 200;

/**
 * Presses Tab until the focus is where it is wanted; fails when the focus comes round without
 * having been there.
 */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let stop = 0; stop < STOPS; stop++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}

/** Of what a step has, the first; with `--all` every one. */
async function some(all: Locator, act: (one: Locator) => Promise<boolean>): Promise<boolean> {
  let acted = false;
  for (let at = 0; at < (ALL ? await all.count() : Math.min(1, await all.count())); at++)
    acted = (await act(all.nth(at))) || acted;
  return acted;
}

/** Answers a question; what is said back need not be praise. */
async function answered(page: Page, question: Locator): Promise<boolean> {
  const field = question.locator("input, textarea").first();
  await tabTo(page, field);
  const kind = await field.evaluate((element) =>
    element instanceof HTMLInputElement ? element.type : "open",
  );
  if (kind === "radio" || kind === "checkbox") await page.keyboard.press("Space");
  else
    for (const other of await question.locator("input, textarea").all()) await typed(page, other);
  await tabTo(page, question.getByRole("button", { name: /^(Check|That is my guess)$/ }));
  await page.keyboard.press("Enter");
  await expect(question.locator("[aria-live=polite]").first()).toBeVisible();
  return true;
}

async function typed(page: Page, field: Locator): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type("1");
}

/** Moves a figure: along its time line where it has one, else by one of its first controls. */
async function moved(page: Page, figure: Locator): Promise<boolean> {
  await expect(figure.locator("[aria-busy]")).toHaveCount(0); // it has been loaded
  if ((await figure.getByRole("button", { name: "One step forward" }).count()) > 0)
    return await stepped(page, figure);
  for (const control of (await figure.locator(CONTROLS).all()).slice(0, 5)) {
    const before = page.url();
    await tabTo(page, control);
    await page.keyboard.press(
      (await control.getAttribute("type")) === "checkbox" ? "Space" : "ArrowDown",
    );
    await page.keyboard.press("Enter");
    await page.waitForTimeout(500); // links follow a state after a moment
    if (page.url() !== before) return true;
  }
  return false;
}

async function stepped(page: Page, figure: Locator): Promise<boolean> {
  const position = figure.getByRole("slider", { name: /^Step/ });
  const place = async (): Promise<number> => Number(await position.inputValue());
  await tabTo(page, figure.getByRole("button", { name: "One step back" }));
  const by = (await place()) === 0 ? 1 : -1;
  if (by === 1) await page.keyboard.press("Tab");
  const wanted = figure.getByRole("button", {
    name: by === 1 ? "One step forward" : "One step back",
  });
  await tabTo(page, wanted);
  const from = await place();
  await page.keyboard.press("Enter");
  await expect(position).toHaveValue(String(from + by));
  return true;
}

for (const lesson of lessonsByKeyboard()) {
  test(`lesson ${lesson} by keyboard alone: ${ALL ? "every question answered, every figure" : "a question answered, a figure"} moved, the end reached`, async ({
    lab,
  }) => {
    test.setTimeout(ALL ? 1_200_000 : 240_000);
    await lab.open(`lesson/${lesson}`, { still: "1" });
    const { page } = lab;
    const questions = page.getByRole("region", { name: QUESTION });
    const figures = page.locator("main [data-figure]");
    const done = { question: false, figure: false };
    await walkThrough(
      page,
      async () => {
        if (ALL || !done.question)
          done.question = (await some(questions, (one) => answered(page, one))) || done.question;
        if (ALL || !done.figure)
          done.figure = (await some(figures, (one) => moved(page, one))) || done.figure;
        await expectArithmeticAddsUp(page);
        await expect(page.getByText("Reset this figure")).toHaveCount(0);
      },
      async (button) => {
        await tabTo(page, button);
        await page.keyboard.press("Enter");
      },
    );
    expect(done).toEqual({ question: true, figure: true });
  });
}

for (const step of [
  "covariate-shift/question",
  "batch-norm-test/question",
  "batch-norm-benefits/question",
])
  test(`keyboard on a phone, ${step}: Tab leads to the button that trains, though its figure was out of view`, async ({
    lab,
  }) => {
    const { page } = lab;
    await page.setViewportSize({ width: 390, height: 844 });
    await lab.open(`lesson/${step}`);
    const train = page.locator("[data-live]").first();
    await expect(train).not.toBeInViewport();
    await tabTo(page, train);
    await expect(train).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(train).not.toHaveText(/^Train/, { timeout: 20_000 });
  });
