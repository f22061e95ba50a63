/**
 * Every page and every lesson: opens without an error, is accessible in every theme, survives
 * nonsense.
 */
import { ALL, inTurn, lessons, sampledLessons, THEMES } from "./course";
import { expect, expectAccessible, expectArithmeticAddsUp, test, walkThrough } from "./lab";

const LESSONS = lessons();
const SAMPLE = sampledLessons();

test("home says what this is, shows a figure that answers, the course as a map, and what computes here", async ({
  lab,
}) => {
  await lab.open("");
  const { page } = lab;
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "One step forward" }).first().click();
  await expectArithmeticAddsUp(page);
  const course = page.getByRole("navigation", { name: "The course" });
  for (const id of LESSONS) await expect(course.locator(`a[href="#/lesson/${id}"]`)).toHaveCount(1);
  await expect(
    page.locator("summary", { hasText: /graphics|WebGPU|WebAssembly|processor/i }),
  ).toBeVisible({ timeout: 45_000 });
});

// In those of the sample fuzz.spec.ts comes to every step and looks at it in the same way.
for (const id of ALL ? LESSONS : LESSONS.filter((lesson) => !SAMPLE.includes(lesson))) {
  test(`lesson ${id}: every step opens without an error and its arithmetic adds up`, async ({
    lab,
  }) => {
    test.setTimeout(120_000);
    await lab.open(`lesson/${id}`);
    const { page } = lab;
    await walkThrough(page, async () => {
      await expectArithmeticAddsUp(page);
      await expect(page.getByText("Reset this figure")).toHaveCount(0);
    });
  });
}

// After random events axe looks at every lesson of the sample, in every theme: at half of them
// before.
const FRESH = SAMPLE.filter((_, at) => ALL || at % 2 === 0);
for (const [at, id] of ["", ...FRESH.map((lesson) => `lesson/${lesson}`)].entries())
  for (const theme of inTurn(THEMES, at))
    test(`axe finds nothing on ${id || "home"} in the theme ${theme}`, async ({ lab }) => {
      await lab.open(id, { theme, still: "1" });
      await lab.page.waitForTimeout(600);
      await expectAccessible(lab.page);
    });

test("axe finds nothing in the gallery", async ({ lab }) => {
  test.setTimeout(120_000);
  await lab.open("gallery", { theme: "light", still: "1" });
  await lab.page.waitForTimeout(1500);
  await expectAccessible(lab.page);
});

test("addresses of nonsense lead to a page with a way back, never to an error", async ({ lab }) => {
  const nonsense = [
    "lesson/nothing-here",
    "lesson/convolution/no-step",
    "%E0%A4%A",
    "embed/widget/none",
    "present/none",
    "a/b/c?x=%%%",
    "lesson/convolution?c1.stride=banana&c1=__proto__",
  ];
  for (const route of nonsense) {
    await lab.page.goto(`./#/${route}`);
    await expect(lab.page.locator("main").first()).toBeVisible();
    await expect(lab.page.locator("main").first()).toContainText(/\w/);
  }
});

test("storage that is forbidden costs nothing but a note", async ({ lab }) => {
  await lab.page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("forbidden", "SecurityError");
      },
    });
  });
  await lab.open("lesson/convolution/window");
  await lab.page.getByRole("button", { name: "One step forward" }).first().click();
  await expectArithmeticAddsUp(lab.page);
});

test("no page is wider than a phone", async ({ lab }) => {
  await lab.page.setViewportSize({ width: 390, height: 844 });
  // Those of the sample are looked at on a phone step by step, in places.spec.ts.
  const rest = LESSONS.filter((id) => ALL || !SAMPLE.includes(id));
  for (const route of ["", ...rest.map((id) => `lesson/${id}`)]) {
    await lab.open(route);
    await lab.page.waitForTimeout(400);
    // Polled: a page is laid out anew until its figure has been measured.
    await expect
      .poll(() => lab.page.evaluate(() => document.documentElement.scrollWidth), { message: route })
      .toBeLessThanOrEqual(391);
  }
});
