/** The lecture's own numbers, read from the pages as a student reads them. */
import type { Page } from "@playwright/test";
import {
  answerNumber,
  commitToChoice,
  expect,
  expectArithmeticAddsUp,
  gridNumbers,
  type Lab,
  test,
} from "./lab";

async function toTheEnd({ page }: Lab): Promise<void> {
  await page.getByRole("button", { name: "To the last step" }).first().click();
}

/** A formula beside a figure, as a screen reader hears it: "6 × 6 × 3 ∗ 3 × 3 × 3 → 4 × 4 × 1". */
async function expectFormula({ page }: Lab, text: string): Promise<void> {
  await expect(page.locator(`[data-formula="${text}"]`)).toBeVisible();
}

/** The first grid whose name begins so. */
async function numbersOf(page: Page, name: RegExp): Promise<number[][]> {
  const grid = page.getByRole("grid", { name }).first();
  await expect(grid).toBeVisible();
  return await gridNumbers(grid);
}

const STRIDE = [
  [2, -4],
  [-5, 3],
];

const PADDING = [
  [-15, 6, 3],
  [-16, 4, -1],
  [-21, 5, 3],
];

/** The lecture's 6×6 input in windows of 2, s = 2. */
const LARGEST = [
  [9, 5, 8],
  [6, 5, 8],
  [8, 9, 8],
];
const MEAN = [
  [6, 3.25, 3.5],
  [4.25, 4.5, 5.5],
  [6.25, 6, 3.75],
];

test("stride 2: n = 6, f = 3, s = 2 gives the lecture's 2×2, and the formula beside it says so", async ({
  lab,
}) => {
  await lab.open("lesson/stride/visit");
  await toTheEnd(lab);
  await expect.poll(() => numbersOf(lab.page, /^Output/)).toEqual(STRIDE);
  await expectFormula(lab, "floor((6 + 2 × 0 − 3) / 2) + 1 = 2");
  await expectArithmeticAddsUp(lab.page);
});

test("padding 1 with stride 2 gives the lecture's 3×3; with stride 1 it keeps 6×6", async ({
  lab,
}) => {
  await lab.open("lesson/padding/lecture");
  await toTheEnd(lab);
  // The first output is asked for: the numbers come with the answer.
  await expect(lab.page.getByRole("grid", { name: /^Output/ })).toContainText("?");
  await answerNumber(lab.page, "-15");
  await expect.poll(() => numbersOf(lab.page, /^Output/)).toEqual(PADDING);
  await expectArithmeticAddsUp(lab.page);
  await lab.open("lesson/padding/same");
  const same = await numbersOf(lab.page, /^Output/);
  expect(same).toHaveLength(6);
  for (const row of same) expect(row).toHaveLength(6);
  // Its inside is what the lecture computes without padding, its rows and columns 0, 2, 4 are what
  // it computes with stride 2.
  expect(same.slice(1, 5).map((row) => row.slice(1, 5))).toEqual([
    [2, 6, -4, 5],
    [0, 4, 0, -1],
    [-5, 0, 3, 6],
    [-2, 5, 0, 3],
  ]);
  expect([0, 2, 4].map((row) => [0, 2, 4].map((column) => same[row]?.[column]))).toEqual(PADDING);
});

test("pooling: f = 2, s = 2 on the lecture's 6×6, maximum and average", async ({ lab }) => {
  await lab.open("lesson/pooling/question");
  await toTheEnd(lab);
  await expect.poll(() => numbersOf(lab.page, /^Output/)).toEqual(LARGEST);
  await expectArithmeticAddsUp(lab.page);
  await lab.open("lesson/pooling/average");
  await toTheEnd(lab);
  await expect.poll(() => numbersOf(lab.page, /^Output/)).toEqual(MEAN);
  await expectArithmeticAddsUp(lab.page);
});

/**
 * The output as it is drawn: a filter to choose for each sheet, and the sheet in front: [filters,
 * rows, columns].
 */
async function outputShape({ page }: Lab): Promise<number[]> {
  const front = await numbersOf(page, /^Output/);
  return [
    Math.max(1, await page.getByRole("radio", { name: /^Filter \d+$/ }).count()),
    front.length,
    front[0]?.length ?? 0,
  ];
}

test("volumes: 6×6×3 ∗ 3×3×3 is 4×4×1, and every number of it is the sum of 27 products", async ({
  lab,
}) => {
  await lab.open("lesson/volumes/shape");
  await expectFormula(lab, "6 × 6 × 3 ∗ 3 × 3 × 3 → 4 × 4 × 1");
  await lab.open("lesson/volumes/question");
  const inside = lab.page.locator("[data-inside]");
  await expect(lab.page.getByRole("slider", { name: "Turn the volumes" })).toBeVisible();
  await expect(inside).toHaveCount(0);
  await commitToChoice(lab.page);
  await expect(inside).toHaveCount(1);
  await lab.open("lesson/volumes/reach");
  await expect.poll(() => outputShape(lab)).toEqual([1, 4, 4]);
  const lines = await expectArithmeticAddsUp(lab.page);
  expect(lines.join("").split("×").length - 1).toBe(27);
});

test("multiple filters: two 3×3×3 filters on 6×6×3 give 4×4×2, for 56 parameters", async ({
  lab,
}) => {
  await lab.open("lesson/multiple-filters/count");
  await answerNumber(lab.page, "56");
  await expectFormula(lab, "6 × 6 × 3 ∗ 3 × 3 × 3 → 4 × 4 × 2");
  await expectFormula(lab, "( 3 × 3 × 3 + 1 ) × 2 = 56 parameters");
  await expect.poll(() => outputShape(lab)).toEqual([2, 4, 4]);
});

test("1×1: two filters on 6×6×5 give 6×6×2, and the bottleneck needs 12,443,648 multiplications for 120,422,400", async ({
  lab,
}) => {
  await lab.open("lesson/one-by-one/shrink");
  await answerNumber(lab.page, "12");
  await expectFormula(lab, "6 × 6 × 5 ∗ 1 × 1 × 5 → 6 × 6 × 2");
  await expect.poll(() => outputShape(lab)).toEqual([2, 6, 6]);
  await lab.open("lesson/one-by-one/bottleneck");
  await answerNumber(lab.page, "12,443,648");
  const counts = lab.page.locator("main b").filter({ hasText: /^[\d,]+$/ });
  await expect(counts.first()).toBeVisible();
  expect(await counts.allTextContents()).toEqual([
    "120,422,400",
    "2,408,448",
    "10,035,200",
    "12,443,648",
  ]);
});

test("one layer: ten 3×3×3 filters have 280 parameters, whatever the size of the picture", async ({
  lab,
}) => {
  await lab.open("lesson/one-layer/notation");
  await answerNumber(lab.page, "280");
  await expectFormula(lab, "( 3 × 3 × 3 + 1 ) × 10 = 280 parameters");
  await expectFormula(lab, "6 × 6 × 3 ∗ 3 × 3 × 3 → 4 × 4 × 10");
  await expect.poll(() => outputShape(lab)).toEqual([10, 4, 4]);
  await lab.open("lab/volume?preset=layer&padding=1");
  await expectFormula(lab, "6 × 6 × 3 ∗ 3 × 3 × 3 → 6 × 6 × 10");
  await expectFormula(lab, "( 3 × 3 × 3 + 1 ) × 10 = 280 parameters");
});

test("the sample network: no step shows the number that it asks for before it is answered", async ({
  lab,
}) => {
  const { page } = lab;
  const asked = {
    first: ["37", "10×37×37"],
    second: ["17", "20×17×17"],
    third: ["1960", "1960"],
    parameters: ["20040", "20,040"],
    arithmetic: ["1445000", "1,445,000"],
  };
  for (const [step, [answer = "", shown = ""]] of Object.entries(asked)) {
    await lab.open(`lesson/sample-network/${step}`);
    const figure = page.locator('main [data-figure="net"]');
    await expect(figure).toContainText("?");
    await expect(figure).not.toContainText(shown);
    await answerNumber(page, answer);
    await expect(figure).toContainText(shown);
  }
});
