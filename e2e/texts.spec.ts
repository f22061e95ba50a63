/**
 * A lesson with a stranger's texts: words that are longer than a phone is wide, single letters,
 * right to left, markup. On a phone nothing is cut or wider than the screen, before and after
 * random events, and nothing of the texts runs.
 */
import { ALL, inTurn, sampledLessons, stepsOf } from "./course";
import { fuzz } from "./fuzzer";
import { expect, test } from "./lab";
import { misplaced } from "./places";
import { lessonWith, TEXTS } from "./texts";
import { trialsOr } from "./trials";

const EVENTS = trialsOr(40);
const PHONE = { width: 390, height: 844 };

/** What makes the page wider than the screen, by its tag and class; runs in the page. */
function tooWide(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const isCut = (one: Element): boolean => {
    const around = one.parentElement?.closest("*") ?? null;
    if (around === null || around === document.body) return false;
    return getComputedStyle(around).overflowX !== "visible" || isCut(around);
  };
  return [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > clientWidth + 1 && !isCut(one))
    .map(
      (one) => `${one.tagName}.${one.getAttribute("class") ?? ""} ${one.textContent.slice(0, 40)}`,
    );
}

for (const [turn, [name, replaced]] of Object.entries(TEXTS).entries())
  for (const lesson of inTurn(sampledLessons(), turn)) {
    test(`${name} in lesson ${lesson}: nothing overflows and nothing runs, before and after ${EVENTS} events`, async ({
      lab,
    }) => {
      test.setTimeout(ALL ? 1_800_000 : 180_000);
      const { page, errors } = lab;
      await page.addInitScript(() => {
        Reflect.set(window, "ran", () => Reflect.set(window, "hasRun", true));
      });
      await page.setViewportSize(PHONE);
      await lab.open("", { still: "1" });
      const buffer = Buffer.from(lessonWith(lesson, replaced));
      await page
        .getByLabel("A lesson file")
        .setInputFiles({ name: "stranger.mdoc", mimeType: "text/markdown", buffer });
      await expect(page).toHaveURL(/#\/lesson\/own-/);
      const [own = ""] = /own-\w+/.exec(page.url()) ?? [];
      const steps = ALL ? stepsOf(lesson) : stepsOf(lesson).slice(0, 4);
      for (const step of steps) {
        await page.evaluate((to) => location.assign(to), `#/lesson/${own}/${step}`);
        await expect(page.locator('main:not([aria-busy="true"])').first()).toBeVisible();
        await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
        const faults = (): Promise<readonly string[]> =>
          page.evaluate(misplaced).then((all) => all.filter((fault) => !/one another/.test(fault)));
        await expect.poll(faults, { message: step }).toEqual([]);
        const events = Math.ceil(EVENTS / steps.length);
        const story = await page.evaluate(fuzz, { seed: turn + 4, events });
        // A menu that has just been opened takes a moment to find its place.
        await expect
          .poll(() => page.evaluate(tooWide), { message: `${step}: ${story}` })
          .toEqual([]);
        expect(await page.evaluate(() => Reflect.get(window, "hasRun")), step).toBeUndefined();
        expect(errors, `${step}: ${story}`).toEqual([]);
      }
    });
  }
