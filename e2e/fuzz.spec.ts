/**
 * A seeded user who clicks, types, drags, points and moves sliders at random, step after step: no
 * error, no figure that gave up, whatever arithmetic then stands on the page adds up, a click is
 * answered, and axe finds nothing in what all this has left. With
 * `npm test -- --all` 10,000 times in every lesson, else in a sample of lessons.
 */
import { ALL, sampledLessons, stepsOf, THEMES } from "./course";
import { expect, expectAccessible, expectArithmeticAddsUp, test } from "./lab";
import { fuzz } from "./fuzzer";
import { found, trialsOr } from "./trials";

/** One in `npm test`; `npm run survive` asks for more. */
const SEEDS = Array.from({ length: trialsOr(1) }, (_, at) => 20_260_101 + 1000 * at);
const EVENTS = ALL ? 10_000 : 200;

/** Milliseconds from a click to the next picture of the page. Runs in the page. */
function answer(): Promise<number> {
  return new Promise((resolve) => {
    const from = performance.now();
    document.querySelector<HTMLElement>("main h2")?.click();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
  });
}

const RUNS = sampledLessons().flatMap((lesson, at) =>
  SEEDS.map((seed, turn) => ({
    lesson,
    seed,
    theme: THEMES[(at + turn) % THEMES.length] ?? "light",
  })),
);
for (const { lesson, seed, theme } of RUNS) {
  const steps = stepsOf(lesson);
  test(`${EVENTS} random events in lesson ${lesson}, through its ${steps.length} steps, bring no error (seed ${seed})`, async ({
    lab,
  }) => {
    test.setTimeout(ALL ? 1_800_000 : 180_000);
    await lab.open(`lesson/${lesson}`, { still: "1", theme });
    const { page } = lab;
    await page.setViewportSize({ width: 1024, height: 768 }); // half the pixels to paint
    for (const [at, step] of steps.entries()) {
      const events =
        Math.floor((EVENTS * (at + 1)) / steps.length) - Math.floor((EVENTS * at) / steps.length);
      await page.evaluate((hash) => location.replace(hash), `#/lesson/${lesson}/${step}`);
      await expect(page.locator('main:not([aria-busy="true"])').first()).toBeVisible();
      const story = await page.evaluate(fuzz, { seed: seed + at, events });
      await expectArithmeticAddsUp(page);
      expect(lab.errors, `step ${step}, seed ${seed + at}: ${story}`).toEqual([]);
      await expect(
        page.getByText("Reset this figure"),
        `step ${step}, seed ${seed + at}`,
      ).toHaveCount(0);
    }
    found(`${Math.round(await page.evaluate(answer))} ms to answer a click`);
    await expectAccessible(page);
  });
}
