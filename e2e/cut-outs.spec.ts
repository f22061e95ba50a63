/** What the figure of cut-outs draws is cut out of the photo beside it, pixel by pixel. */
import { expect, test } from "./lab";
import type { Page } from "@playwright/test";

interface Drawn {
  readonly sides: readonly number[];
  /** Largest difference from the window of the photo at this place, in shades; per channel. */
  readonly differences: readonly number[];
}

function compared(page: Page, row: number, column: number, mirrored: boolean): Promise<Drawn> {
  return page
    .locator("[data-widget=cut-outs], figure")
    .first()
    .evaluate(
      (_, place) => {
        const [photo, input] = [...document.querySelectorAll<HTMLCanvasElement>("canvas")];
        const read = (canvas: HTMLCanvasElement | undefined): ImageData | undefined =>
          canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height);
        const [whole, cut] = [read(photo), read(input)];
        const side = cut?.width ?? 0;
        const low = [255, 255, 255];
        const high = [-255, -255, -255];
        for (let i = 0; i < side; i++)
          for (let j = 0; j < side; j++)
            for (let c = 0; c < 3; c++) {
              const from = place.column + (place.mirrored ? side - 1 - j : j);
              const was = whole?.data[4 * ((place.row + i) * (whole?.width ?? 0) + from) + c] ?? 0;
              const is = cut?.data[4 * (i * side + j) + c] ?? 0;
              if (is === 0 || is === 255) continue; // a screen shows no more
              low[c] = Math.min(low[c] ?? 0, is - was);
              high[c] = Math.max(high[c] ?? 0, is - was);
            }
        return {
          sides: [whole?.width ?? 0, side],
          differences: [...low, ...high],
        };
      },
      { row, column, mirrored },
    );
}

test("a window of the photo is drawn, mirrored too, and colours are shifted by one number a channel", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("lesson/alexnet/cut-outs");
  await expect(page.locator("canvas")).toHaveCount(2);
  const same = { sides: [256, 224], differences: [0, 0, 0, 0, 0, 0] };
  expect(await compared(page, 7, 25, false)).toEqual(same);
  await page.getByRole("checkbox", { name: "Mirrored" }).check();
  expect(await compared(page, 7, 25, true)).toEqual(same);
  const photo = page.getByRole("button", { name: /window that is cut out/ });
  await photo.press("ArrowDown");
  await photo.press("ArrowLeft");
  expect(await compared(page, 8, 24, true)).toEqual(same);
  await page.getByRole("checkbox", { name: "Shift colours" }).check();
  await page.getByRole("slider", { name: "Spread of α" }).fill("2");
  const { differences } = await compared(page, 8, 24, true);
  for (let c = 0; c < 3; c++) {
    expect(Math.abs(differences[c] ?? 0)).toBeGreaterThan(3);
    expect((differences[c + 3] ?? 9) - (differences[c] ?? 0)).toBeLessThanOrEqual(1);
  }
  await page.getByText("twelve drawn", { exact: true }).click();
  await expect(page.locator("canvas")).toHaveCount(12);
  await page.getByText("ten in use", { exact: true }).click();
  await expect(page.locator("canvas")).toHaveCount(10);
});
