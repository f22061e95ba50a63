/** A student's answers become a file; a teacher opens the files of a class. */
import { readFileSync } from "node:fs";
import { answerNumber, expect, expectAccessible, test } from "./lab";

test("answers given in a lesson stand on the sheet, are saved to a file, and are read back for a class", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("results");
  await expect(page.getByText("No lesson was opened on this device yet.")).toBeVisible();
  await lab.open("lesson/shorthand/drawing");
  const asked = page.getByLabel("Your answer").first();
  await expect(asked).toBeVisible();
  await answerNumber(page, "1");
  await answerNumber(page, "2");
  await lab.open("results");
  const name = page.getByLabel("Name or number");
  const save = page.getByRole("button", { name: "Save the result file" });
  await expect(save).toBeDisabled();
  await name.fill("Ada");
  await page.getByText("Every answer").click();
  await expect(page.getByRole("cell", { name: "2", exact: true }).first()).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
  expect(download.suggestedFilename()).toBe("results-ada.json");
  const text = readFileSync(await download.path(), "utf8");
  const file = (of: string, as: string) => ({
    name: as,
    mimeType: "application/json",
    buffer: Buffer.from(of),
  });
  await page
    .getByLabel("Result files")
    .setInputFiles([
      file(text, "ada.json"),
      file(text.replace('"name": "Ada"', '"name": "Ben"'), "ben.json"),
      file("{}", "broken.json"),
    ]);
  await expect(page.getByRole("alert")).toContainText("broken.json: it is not a result file");
  const table = page
    .getByRole("table")
    .filter({ has: page.getByRole("rowheader", { name: "Ada" }) });
  await expect(table.getByRole("rowheader", { name: "Ada", exact: true })).toBeVisible();
  await expect(
    table.getByRole("rowheader", { name: "Ben changed after it was saved" }),
  ).toBeVisible();
  await expect(page.getByText("1, 2 readers")).toBeVisible();
  const [sheet] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as CSV" }).click(),
  ]);
  expect(readFileSync(await sheet.path(), "utf8")).toContain("Ada,ada.json,true,");
  await expectAccessible(page);
});
