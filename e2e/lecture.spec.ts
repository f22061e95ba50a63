/** A lecture driven by the two keys of a clicker, on a small projector and on a large one. */
import type { Page } from "@playwright/test";
import { ALL, inTurn } from "./course";
import { expect, expectAccessible, test } from "./lab";

const SCREENS = [
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
];

/**
 * What the audience sees of the place: step, how far the text is scrolled, how many answers are
 * told, which lines of arithmetic stand there, whether there is more.
 */
function place(page: Page) {
  return page.evaluate(() => {
    const text = document.querySelector("main article");
    const counter = document.querySelector("nav[aria-label=Lecture]")?.textContent ?? "";
    return {
      step: Number(/(\d+) ?\//.exec(counter)?.[1]),
      steps: Number(/(\d+)\s*$/.exec(counter)?.[1]),
      top: text?.scrollTop ?? -1,
      below: text === null ? -1 : text.scrollHeight - text.clientHeight - text.scrollTop,
      wide: text === null ? -1 : text.scrollWidth - text.clientWidth,
      told: document.querySelectorAll("main article [data-told]").length,
      more: text?.hasAttribute("data-more") ?? false,
      stage: [...document.querySelectorAll("main > div, main > div *")]
        .filter((one) => one.scrollTop > 0 || one.scrollLeft !== 0)
        .map((one) => `${one.scrollTop} ${one.scrollLeft}`)
        .join(),
      lines: [...document.querySelectorAll("main [data-arithmetic]")]
        .filter((one) => one.checkVisibility())
        .map((one) => one.getAttribute("data-arithmetic"))
        .join(),
      live: [...document.querySelectorAll<HTMLElement>("main [data-live]")]
        .map((one) => one.dataset["live"] ?? "")
        .join(),
    };
  });
}

/**
 * The place once it has come to rest: text and figure lay themselves out anew for a while after a
 * key.
 */
async function settled(page: Page) {
  let before = await place(page);
  for (let look = 0; look < 40; look++) {
    await page.waitForTimeout(150);
    const now = await place(page);
    if (JSON.stringify(now) === JSON.stringify(before) && now.more === now.below > 4) return now;
    before = now;
  }
  return before;
}

// The longest lessons take a minute and more: only with `--all`.
const LECTURES = ALL ? ["convolution", "convnet"] : ["padding", "one-by-one"];
for (const [at, id] of LECTURES.entries())
  for (const screen of inTurn(SCREENS, at))
    test(`lecture ${id} at ${screen.width}×${screen.height}: two keys lead through all text, every answer and every step, and back`, async ({
      lab,
    }) => {
      test.setTimeout(240_000);
      const { page } = lab;
      await page.setViewportSize(screen);
      await lab.open(`present/${id}`, { still: "1" });
      await expect(page.locator("nav[aria-label=Lecture]")).toBeVisible();
      await page.waitForTimeout(800);
      let before = await settled(page);
      expect(before.step).toBe(1);
      for (let press = 0; ; press++) {
        expect(press, "the lecture does not end").toBeLessThan(220);
        expect(before.wide, `step ${before.step} is too wide`).toBeLessThanOrEqual(1);
        expect(before.more, `step ${before.step} says whether there is more`).toBe(
          before.below > 4,
        );
        // The same as Page Down, of which a second press within 400 ms would count as one.
        await page.keyboard.press("n");
        await page.waitForTimeout(150);
        const now = await settled(page);
        if (JSON.stringify(now) === JSON.stringify(before)) break;
        if (now.step !== before.step) {
          expect(now.step).toBe(before.step + 1);
          expect(before.below, `step ${before.step} was left with text unseen`).toBeLessThanOrEqual(
            4,
          );
          expect(now.told).toBe(0);
        }
        before = now;
      }
      expect(before.step).toBe(before.steps);
      for (let press = 0; before.step > 1 && press < 220; press++) {
        await page.keyboard.press("p");
        await page.waitForTimeout(120);
        before = await place(page);
      }
      expect(before.step).toBe(1);
    });

/**
 * The smallest type on the stage, as drawn, and the smallest of a number in a grid or in the
 * arithmetic.
 */
function smallest(page: Page) {
  return page.evaluate(() => {
    const drawn = (one: Element): number => {
      const type = Number.parseFloat(getComputedStyle(one).fontSize);
      const matrix = one instanceof SVGElement ? (one as SVGGraphicsElement).getScreenCTM() : null;
      if (matrix !== null) return type * Math.hypot(matrix.a, matrix.b);
      const box = one.closest<HTMLElement>("[style*=zoom]");
      return type * Number(box?.style.zoom ?? 1);
    };
    const seen = [...document.querySelectorAll("main > div *")].filter((one) => {
      const written = [...one.childNodes].some(
        ({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim() !== "",
      );
      return (
        written &&
        one.checkVisibility({ visibilityProperty: true }) &&
        one.closest(".hidden-text") === null
      );
    });
    const least = (list: readonly Element[]): number => Math.min(...list.map(drawn));
    return {
      type: least(seen),
      digit: least(seen.filter((one) => one.closest("[role=grid], [data-arithmetic]") !== null)),
    };
  });
}

for (const steps of [
  { lesson: "convolution", walk: ["slide", "flip"] },
  { lesson: "stride", walk: ["visit", "derive-room"] },
  { lesson: "padding", walk: ["lecture"] },
  { lesson: "volumes", walk: ["products"] },
  { lesson: "vanishing-gradients", walk: ["forward"] },
])
  test(`lecture ${steps.lesson} on a small projector: no type under 24 px, controls at a key`, async ({
    lab,
  }) => {
    const { page } = lab;
    await page.setViewportSize({ width: 1024, height: 768 });
    for (const step of steps.walk) {
      await lab.open(`present/${steps.lesson}/${step}`, { theme: "projector" });
      await expect(page.locator("main figure [role=grid]").first()).toBeVisible();
      await settled(page);
      const { type, digit } = await smallest(page);
      expect(type, `${step}: the smallest type`).toBeGreaterThan(23.9);
      expect(digit, `${step}: the smallest number`).toBeGreaterThan(23.9);
    }
    const controls = page.locator("main figure [data-controls]").first();
    await expect(controls).toBeHidden();
    await page.keyboard.press("t");
    await expect(controls).toBeVisible();
    await page.keyboard.press("t");
    await expect(controls).toBeHidden();
    await expectAccessible(page);
  });

test("a clicker's other keys: black screen and back, full screen asked for, Escape to the lesson at the same step", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("present/stride/visit");
  await page.keyboard.press("l");
  await page.mouse.move(500, 300);
  await expect(page.locator("html")).toHaveAttribute("data-pointer", "laser");
  await page.keyboard.press(".");
  await expect(page.getByRole("button", { name: "Show the lecture again" })).toBeVisible();
  await page.keyboard.press(".");
  await expect(page.getByRole("button", { name: "Show the lecture again" })).toHaveCount(0);
  await page.setViewportSize({ width: 800, height: 600 });
  await expect(page.getByRole("heading", { level: 1 })).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/#\/lesson\/stride\/visit/);
});

test("the speaker's window follows the screen and steers it", async ({ lab, context }) => {
  const { page } = lab;
  await lab.open("present/stride");
  const notes = await context.newPage();
  await notes.goto("./#/present/stride?notes");
  await expect(notes.getByText("Connected")).toBeVisible();
  await notes.keyboard.press("Shift+ArrowRight");
  await expect(page).toHaveURL(/stride\/visit/);
  await expect(notes.getByText("Step 2 of 14")).toBeVisible();
  await notes.getByRole("button", { name: "Black" }).click();
  await expect(page.getByRole("button", { name: "Show the lecture again" })).toBeVisible();
  await notes.close();
});

test("a second window of the audience shows step, figure and told answers; it keeps them while it is held", async ({
  lab,
  context,
}) => {
  const { page } = lab;
  await lab.open("present/stride/visit");
  const second = await context.newPage();
  await second.goto("./#/present/stride?audience");
  await expect(second).toHaveURL(/stride\/visit/);
  await page.keyboard.press("ArrowRight");
  const figure = (one: Page) =>
    one.locator("main figure [data-arithmetic]").first().getAttribute("data-arithmetic");
  await expect.poll(() => figure(second)).toBe(await figure(page));
  await page.keyboard.press("r");
  await expect(second.locator("main article [data-told]")).toHaveCount(1);
  await page.keyboard.press("h");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page).not.toHaveURL(/stride\/visit/);
  await expect(page.getByText("Held: H")).toBeVisible();
  await expect(second).toHaveURL(/stride\/visit/);
  await page.keyboard.press("h");
  await expect(second).not.toHaveURL(/stride\/visit/);
  await second.close();
});

test("a lecture that was lost goes on where it was, with what was told", async ({ lab }) => {
  const { page } = lab;
  await lab.open("present/stride");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("r");
  await expect(page.locator("main article [data-told]")).toHaveCount(1);
  await expect
    .poll(() =>
      page.evaluate(() =>
        Object.values({ ...localStorage }).some(
          (note) => note.includes("present:stride/") && note.includes("present/stride/visit"),
        ),
      ),
    )
    .toBe(true);
  await page.goto("about:blank");
  await lab.open("present/stride");
  await page.getByRole("button", { name: "Go on at step 2" }).click();
  await expect(page).toHaveURL(/stride\/visit/);
  await expect(page.locator("main article [data-told]")).toHaveCount(1);
});

test("a student joins by the code on the screen, and the answer comes back as four letters", async ({
  lab,
  browser,
}) => {
  const { page } = lab;
  await lab.open("present/padding/place", { still: "1" });
  await page.keyboard.press("j");
  const dialog = page.getByRole("dialog", { name: "Join on a phone" });
  await expect(dialog.getByRole("img", { name: "QR code" })).toBeVisible();
  await expectAccessible(page);
  const link = (await dialog.getByText(/^http.*joined$/).textContent()) ?? "";
  await page.keyboard.press("Escape");
  const phone = await (
    await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: "block" })
  ).newPage();
  await phone.goto(link);
  const choices = phone.getByRole("group", { name: "Choose one" });
  await choices.getByRole("radio").nth(1).check();
  await phone.getByRole("button", { name: "Check", exact: true }).click();
  const shown = phone.getByText("Your code for the lecturer").getByRole("status");
  await expect(shown).toHaveText(/^[A-Z]{4}$/);
  await expectAccessible(phone);
  const code = (await shown.textContent()) ?? "";
  await phone.reload();
  await expect(shown).toHaveText(code);
  await page.keyboard.press("c");
  await page.getByLabel("Code").pressSequentially(code.toLowerCase());
  await expect(page.getByText(`${code} is counted.`)).toBeVisible();
  const bars = page.getByRole("dialog", { name: "Answers of the class" }).getByRole("listitem");
  await expect(bars.nth(1)).toContainText("1");
  await expect(bars.nth(0)).toContainText("0");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await phone.context().close();
});
