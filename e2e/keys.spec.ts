/**
 * Somebody who presses keys at random in a lesson: no error, and the focus is always somewhere, so
 * that the next key goes on from there.
 */
import type { Page } from "@playwright/test";
import { lessonsByKeyboard, sampledLessons, stepsOf } from "./course";
import { expect, expectArithmeticAddsUp, test } from "./lab";
import { seeded, SURVIVES, trialsOr } from "./trials";

const PRESSED = trialsOr(60);
const KEYS =
  "Tab Tab Tab Tab Shift+Tab Enter Space ArrowLeft ArrowRight ArrowUp ArrowDown Home End Escape Escape e 7 - . Delete Backspace F2".split(
    " ",
  );

/** What has the focus, in words; null: nothing has. */
function focus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (at === null || at === document.body || at === document.documentElement) return null;
    return `${at.tagName.toLowerCase()} ${at.getAttribute("aria-label") ?? at.textContent?.slice(0, 30) ?? ""}`;
  });
}

for (const lesson of SURVIVES ? sampledLessons() : lessonsByKeyboard()) {
  const steps = stepsOf(lesson);
  test(`${PRESSED} random keys in lesson ${lesson} bring no error, and the focus is never lost`, async ({
    lab,
  }) => {
    test.setTimeout(60_000 + 400 * PRESSED);
    await lab.open(`lesson/${lesson}`, { still: "1" });
    const { page } = lab;
    const below = seeded(lesson.length * 31 + steps.length);
    const each = Math.max(1, Math.ceil(PRESSED / steps.length));
    const visited = steps.slice(0, Math.ceil(PRESSED / each));
    for (const step of visited) {
      const hash = `#/lesson/${lesson}/${step}`;
      await page.evaluate((to) => location.replace(to), hash);
      await expect(page.locator('main:not([aria-busy="true"])').first()).toBeVisible();
      await page.locator("h2").first().click();
      await page.keyboard.press("Tab");
      const story = [(await focus(page)) ?? ""];
      for (let count = 0; count < each; count++) {
        const key = KEYS[below(KEYS.length)] ?? "Tab";
        await page.keyboard.press(key);
        story.push(key);
        // From the last control Tab leads into the browser's own bar, and once more comes back.
        if (key.endsWith("Tab") && (await focus(page)) === null) await page.keyboard.press(key);
        await expect
          .poll(() => focus(page), { message: `${hash}: ${story.slice(-8).join(" → ")}` })
          .not.toBeNull();
        story.push((await focus(page)) ?? "");
        if (!page.url().includes(hash)) break;
      }
      await expect(page.getByText("Reset this figure")).toHaveCount(0);
      if (page.url().includes(hash)) await expectArithmeticAddsUp(page);
      await page.keyboard.press("Escape");
    }
  });
}
