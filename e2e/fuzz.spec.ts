/**
 * A seeded user who clicks, types, drags, points and moves sliders at random, step after step: no
 * error, no figure that gave up, and whatever arithmetic then stands on the page adds up. With
 * `npm test -- --all` 10,000 times in every lesson, else in a sample of lessons.
 */
import { ALL, sampledLessons, stepsOf } from "./course";
import { expect, expectArithmeticAddsUp, test } from "./lab";
import { fuzz } from "./fuzzer";

const SEED = 20_260_101;
const EVENTS = ALL ? 10_000 : 200;

for (const lesson of sampledLessons()) {
  const steps = stepsOf(lesson);
  test(`${EVENTS} random events in lesson ${lesson}, through its ${steps.length} steps, bring no error (seed ${SEED})`, async ({
    lab,
  }) => {
    test.setTimeout(180_000);
    await lab.open(`lesson/${lesson}`, { still: "1" });
    const { page } = lab;
    await page.setViewportSize({ width: 1024, height: 768 }); // half the pixels to paint
    for (const [at, step] of steps.entries()) {
      const events =
        Math.floor((EVENTS * (at + 1)) / steps.length) - Math.floor((EVENTS * at) / steps.length);
      await page.evaluate((hash) => location.replace(hash), `#/lesson/${lesson}/${step}`);
      await expect(page.locator('main:not([aria-busy="true"])').first()).toBeVisible();
      const story = await page.evaluate(fuzz, { seed: SEED + at, events });
      await expectArithmeticAddsUp(page);
      expect(lab.errors, `step ${step}, seed ${SEED + at}: ${story}`).toEqual([]);
      await expect(
        page.getByText("Reset this figure"),
        `step ${step}, seed ${SEED + at}`,
      ).toHaveCount(0);
    }
  });
}
