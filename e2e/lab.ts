/**
 * The fixture of every journey: opens pages of the built site below a sub-path, and fails the test
 * on any page error, any console error and any request that leaves the origin. Helpers read the
 * page as a person does.
 */
import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type Locator, type Page } from "@playwright/test";
import { toNumber } from "../app/figures/describe/fraction";
import { evaluateText } from "../app/figures/describe/evaluate-text";

export interface Lab {
  readonly page: Page;
  /** Opens a hash route, e.g. `open("lesson/convolution", { theme: "dark" })`. */
  open(route: string, query?: Readonly<Record<string, string>>): Promise<void>;
  /**
   * What went wrong so far: page errors, console errors, requests to elsewhere. A test may take
   * expected ones out.
   */
  readonly errors: string[];
}

export const test = base.extend<{ lab: Lab }>({
  lab: async ({ page, baseURL }, use) => {
    const errors: string[] = [];
    const origin = new URL(baseURL ?? "http://localhost").origin;
    page.on("pageerror", (error) => errors.push(`page error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(`console: ${message.text()}`);
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(origin) && !url.startsWith("data:") && !url.startsWith("blob:"))
        errors.push(`request to ${url}`);
    });
    await use({
      page,
      errors,
      async open(route, query = {}) {
        const search = new URLSearchParams(query).toString();
        await page.goto(`./${search === "" ? "" : `?${search}`}#/${route}`);
        await expect(page.locator('main:not([aria-busy="true"])').first()).toBeVisible();
      },
    });
    expect(errors).toEqual([]);
  },
});

/**
 * Every line of arithmetic on the page evaluates, as displayed, to the result that it displays.
 * Returns the lines.
 */
export async function expectArithmeticAddsUp(scope: Page | Locator): Promise<readonly string[]> {
  const lines = await scope
    .locator("[data-arithmetic]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("data-arithmetic") ?? ""));
  for (const line of lines) {
    const [left = "", right = ""] = line.split(/ [=≈] /);
    const value = evaluateText(left);
    const result = evaluateText(right);
    if (value === null || result === null) continue; // functions such as exp are checked by the unit tests
    expect(Math.abs(toNumber(value) - toNumber(result)), line).toBeLessThanOrEqual(
      line.includes("≈") ? 1.0001 * halfUnit(right) : 1e-12,
    );
  }
  return lines;
}

/** Half a unit in the last place that is written: "2.325e9" is right to 0.0005e9. */
function halfUnit(written: string): number {
  const [mantissa = "", exponent = "0"] = written.split("e");
  return 0.5 * 10 ** (Number(exponent.replace("−", "-")) - (mantissa.split(".")[1]?.length ?? 0));
}

/** Walks a lesson from its first step to its last, calling `look` at each. */
export async function walkThrough(
  page: Page,
  look: (step: number) => Promise<void>,
  onward: (button: Locator) => Promise<void> = (button) => button.click(),
): Promise<void> {
  const next = page.getByRole("button", { name: /^Continue/ });
  const end = page
    .getByRole("navigation", { name: "Steps" })
    .getByRole("link", { name: /^Next:|Back to the course/ });
  for (let step = 0; step < 60; step++) {
    await expect(next.or(end)).toBeVisible();
    await look(step);
    if ((await end.count()) > 0) return;
    const title = await page.locator("h2").first().textContent();
    await onward(next);
    await expect(page.locator("h2").first()).not.toHaveText(title ?? "");
  }
  throw new Error("the lesson does not end");
}

/** Answers the first question of the step that wants a number; what it hid is then shown. */
export async function answerNumber(page: Page, text: string): Promise<void> {
  await page.getByLabel("Your answer").first().fill(text);
  await page.getByRole("button", { name: "Check" }).first().click();
}

/** Commits to the first choice of the step's prediction. */
export async function commitToChoice(page: Page): Promise<void> {
  await page.getByRole("radio").first().check({ force: true });
  await page.getByRole("button", { name: "That is my guess" }).click();
}

/** axe finds nothing. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(
    violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map((node) => node.target.join(" "))
          .slice(0, 3)
          .join(" | ")}`,
    ),
  ).toEqual([]);
}

/** The numbers of a grid, row by row, as they are written. */
export async function gridNumbers(grid: Locator): Promise<number[][]> {
  const rows = await grid
    .locator("tr")
    .evaluateAll((all) =>
      all.map((row) =>
        [...row.querySelectorAll("td")].map(
          (cell) => cell.getAttribute("aria-label") ?? cell.textContent ?? "",
        ),
      ),
    );
  return rows.map((row) =>
    row.map((text) => Number((/: (.*?)(,|$)/.exec(text)?.[1] ?? text).replace("−", "-"))),
  );
}

export { expect };
