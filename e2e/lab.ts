/**
 * The fixture of every journey: opens pages of the built site below a sub-path, and fails the test on any page error, any
 * console error and any request that leaves the origin.
 */
import { expect, test as base, type Page } from "@playwright/test";

export interface Lab {
  readonly page: Page;
  /** Opens a hash route, e.g. `open("lesson/convolution", { theme: "dark" })`. */
  open(route: string, query?: Readonly<Record<string, string>>): Promise<void>;
  /** What went wrong so far: page errors, console errors, requests to elsewhere. */
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
      if (!url.startsWith(origin) && !url.startsWith("data:") && !url.startsWith("blob:")) errors.push(`request to ${url}`);
    });
    await use({
      page,
      errors,
      async open(route, query = {}) {
        const search = new URLSearchParams(query).toString();
        await page.goto(`./${search === "" ? "" : `?${search}`}#/${route}`);
        await expect(page.locator("main")).toBeVisible();
      },
    });
    expect(errors).toEqual([]);
  },
});

export { expect };
