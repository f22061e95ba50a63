/** The lesson "convolution" as a student walks it, with WebGPU and without. */
import type { Locator } from "@playwright/test";
import { expect, expectArithmeticAddsUp, gridNumbers, test, walkThrough } from "./lab";

const LECTURE = [
  [2, 6, -4, 5],
  [0, 4, 0, -1],
  [-5, 0, 3, 6],
  [-2, 5, 0, 3],
];

test("@both the lecture's numbers stand on the page, and every line of arithmetic adds up", async ({
  lab,
}) => {
  await lab.open("lesson/convolution/window");
  const { page } = lab;
  await page.getByRole("button", { name: "To the last step" }).first().click();
  const output = page.getByRole("grid", { name: /^Output/ }).first();
  await expect.poll(() => gridNumbers(output)).toEqual(LECTURE);
  expect((await expectArithmeticAddsUp(page)).length).toBeGreaterThan(0);
});

test("@both stepping forwards and backwards shows one number at a time, and a link brings the place back", async ({
  lab,
}) => {
  await lab.open("lesson/convolution/window");
  const { page } = lab;
  for (let at = 0; at < 5; at++)
    await page.getByRole("button", { name: "One step forward" }).first().click();
  const position = page.getByRole("slider", { name: /^Step/ }).first();
  const there = await position.inputValue();
  await page.getByRole("button", { name: "One step back" }).first().click();
  await page.getByRole("button", { name: "One step forward" }).first().click();
  await expect(position).toHaveValue(there);
  await expectArithmeticAddsUp(page);
  await expect(page).toHaveURL(new RegExp(`at=${there}(&|$)`));
  const link = page.url();
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.getByRole("slider", { name: /^Step/ }).first()).toHaveValue(there);
});

test("an edited number changes the output at once, undo takes it back, and nonsense is refused in words", async ({
  lab,
}) => {
  await lab.open("lesson/convolution/window");
  const { page } = lab;
  await page.getByRole("button", { name: "To the last step" }).first().click();
  const input = page.getByRole("grid", { name: /^Input/ }).first();
  const output = page.getByRole("grid", { name: /^Output/ }).first();
  await input.getByRole("gridcell").first().focus();
  await page.keyboard.press("e");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("104");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await gridNumbers(output))[0]?.[0]).toBe(102);
  await page.getByRole("button", { name: /undo/i }).first().click();
  await expect.poll(async () => await gridNumbers(output)).toEqual(LECTURE);
  for (const nonsense of ["abc", "1e999"]) {
    await input.getByRole("gridcell").first().focus();
    await page.keyboard.press("e");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(nonsense);
    await page.keyboard.press("Enter");
    await expect(
      page
        .getByRole("alert")
        .filter({ hasText: /not a number|too large/ })
        .first(),
    ).toBeVisible();
    await page.keyboard.press("Escape");
  }
  await expect.poll(() => gridNumbers(output)).toEqual(LECTURE);
});

test("@both the whole lesson can be walked by keyboard alone, and every step's arithmetic adds up", async ({
  lab,
}) => {
  await lab.open("lesson/convolution");
  const { page } = lab;
  const byKey = async (button: Locator): Promise<void> => {
    await button.focus();
    await page.keyboard.press("Enter");
  };
  await walkThrough(page, async () => void (await expectArithmeticAddsUp(page)), byKey);
});
