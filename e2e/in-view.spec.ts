/**
 * What a step or a person opens is in view, on a desk and on a phone, and the keyboard leads
 * nowhere that cannot be seen: the whole network, and the Jacobian of ten classes.
 */
import type { Locator, Page } from "@playwright/test";
import { expect, type Lab, test } from "./lab";

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

async function step(lab: Lab, name: string, size: typeof DESK): Promise<Page> {
  await lab.page.setViewportSize(size);
  await lab.open(`lesson/convnet/${name}`, { still: "1" });
  await expect(lab.page.getByText("3, > 99.9 %", { exact: true })).toBeVisible({ timeout: 30_000 });
  return lab.page;
}

const wall = (page: Page, name: string): Locator =>
  page.getByRole("application", { name: new RegExp(`^${name}, \\d+ maps`) });
const arithmetic = (page: Page): Locator =>
  page
    .getByRole("region", { name: "Where the number comes from" })
    .locator("[data-arithmetic]")
    .first();

test("on a desk the maps stand beside the drawing, and an open number's arithmetic below them", async ({
  lab,
}) => {
  const page = await step(lab, "ask", DESK);
  const pad = page.getByRole("application", { name: /^Draw a digit/ });
  await expect(pad).toBeInViewport({ ratio: 1 });
  for (const name of ["conv1", "relu1", "pool1"])
    await expect(wall(page, name)).toBeInViewport({ ratio: 1 });
  await expect(arithmetic(page)).toBeInViewport();
  const [drawn, first] = [await pad.boundingBox(), await wall(page, "conv1").boundingBox()];
  expect((drawn?.x ?? 0) + (drawn?.width ?? 0)).toBeLessThanOrEqual(first?.x ?? 0);
});

test("on a desk every part that a step opens is in view as it begins", async ({ lab }) => {
  const page = await step(lab, "layers", DESK);
  await expect(wall(page, "conv2")).toBeInViewport({ ratio: 1 });
  await step(lab, "attack", DESK);
  for (const label of [/^What is added to each pixel/, /^The changed picture/])
    await expect(page.getByLabel(label)).toBeInViewport({ ratio: 1 });
  await step(lab, "why", DESK);
  await expect(page.getByLabel(/^What speaks for 3/)).toBeInViewport({ ratio: 1 });
  await step(lab, "forward", DESK);
  await expect(page.getByRole("button", { name: "Where does it go?" })).toBeInViewport();
});

for (const [on, size] of Object.entries({ desk: DESK, phone: PHONE }))
  test(`on a ${on} what a person opens comes into view`, async ({ lab }) => {
    const page = await step(lab, "question", size);
    // At first sight there is a field to draw in and the answer; the rest comes with a guess.
    await expect(page.getByRole("img").or(page.getByRole("application")).first()).toBeVisible();
    await expect(page.getByRole("checkbox", { name: /^Show / })).toHaveCount(0);
    await page.getByRole("radio", { name: /^It is often wrong/ }).check({ force: true });
    await page.getByRole("button", { name: "That is my guess" }).click();
    await page.getByRole("checkbox", { name: "Show the maps of all layers" }).check();
    await expect(wall(page, "conv1")).toBeInViewport({ ratio: 1 });
    await page.getByRole("checkbox", { name: "Show the maps of all layers" }).uncheck();
    await page.getByLabel("Change the picture towards").selectOption("8");
    const changed = page.getByLabel(/^The changed picture/);
    await expect(changed).toBeInViewport({ ratio: 1 });
    await changed.click();
    await expect(page.getByLabel(/^Arithmetic of pixel .*changed/)).toBeInViewport({ ratio: 0.5 });
    await page.getByLabel("Change the picture towards").selectOption("-1");
    await page.getByLabel("gradient × input").check({ force: true });
    await expect(page.getByLabel(/^What speaks for 3/)).toBeInViewport({ ratio: 1 });
    await page.getByLabel("off").check({ force: true });
    await page.getByRole("checkbox", { name: "Show the loss and one step" }).check();
    await expect(page.getByRole("button", { name: "The middle pixel" })).toBeInViewport();
    await page.getByRole("button", { name: /^3: .* come from/ }).click();
    await expect(page.getByRole("heading", { name: /^Probability of 3|softmax/ })).toBeInViewport();
    await expect(arithmetic(page)).toBeInViewport();
  });

test("what a lesson opens does not take a phone's reader away from its text", async ({ lab }) => {
  const page = await step(lab, "relu", PHONE);
  await page.getByRole("button", { name: /^Continue/ }).click();
  await expect(
    page.getByRole("heading", { name: "Where does a number come from?" }),
  ).toBeInViewport();
});

for (const [on, size] of Object.entries({ desk: DESK, phone: PHONE }))
  test(`on a ${on} whatever Tab leads to is seen, and not under the open number`, async ({
    lab,
  }) => {
    test.setTimeout(120_000);
    const page = await step(lab, "ask", size);
    const covered: string[] = [];
    const maps: string[] = [];
    for (let stop = 0; stop < 90; stop++) {
      await page.keyboard.press("Tab");
      const { name, seen, ends } = await page.evaluate(() => {
        const here = document.activeElement ?? document.body;
        const shown =
          here instanceof HTMLInputElement && here.matches(".hidden-text")
            ? (here.labels?.[0] ?? here)
            : here;
        const { left, right, top, bottom } = shown.getBoundingClientRect();
        const [x, from, to] = [(left + right) / 2, Math.max(0, top), Math.min(innerHeight, bottom)];
        const hits = [0.1, 0.3, 0.5, 0.7, 0.9].map((at) =>
          document.elementFromPoint(x, from + at * (to - from)),
        );
        return {
          name: here.getAttribute("aria-label") ?? here.textContent?.trim() ?? "",
          seen: hits.some((hit) => hit !== null && (shown.contains(hit) || hit.contains(shown))),
          ends: here === document.body,
        };
      });
      if (ends) break;
      if (!seen) covered.push(name);
      if (/^(conv|relu|pool|fc)\d, /.test(name)) maps.push(name.slice(0, 5));
    }
    expect(covered).toEqual([]);
    expect(maps).toHaveLength(11);
  });

test("on a desk the arithmetic of a cell of the Jacobian is seen with the matrix", async ({
  lab,
}) => {
  const { page } = lab;
  await page.setViewportSize(DESK);
  await lab.open("lesson/softmax/ten", { still: "1" });
  const matrix = page.getByRole("grid").first();
  await expect(matrix.locator("[data-row='4'][data-column='4']")).toBeInViewport({ ratio: 1 });
  for (const line of await page.locator("main [data-arithmetic]").all())
    await expect(line).toBeInViewport({ ratio: 1 });
  const [above, below] = [
    await page.locator("main [data-arithmetic]").last().boundingBox(),
    await page.getByRole("slider", { name: /^Step/ }).boundingBox(),
  ];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThan(below?.y ?? 0);
});
