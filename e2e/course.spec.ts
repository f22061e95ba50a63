/** An instructor makes a course without a toolchain; students open it as a file or by its link. */
import { readFileSync } from "node:fs";
import { expect, expectAccessible, test } from "./lab";

const LESSON = readFileSync("lessons/stride/lesson.mdoc", "utf8")
  .replace("id: stride", "id: my-stride")
  .replace("title: Stride", "title: My own stride");

test("a course of an own lesson and the lab's is made, saved, opened elsewhere, linked to and closed", async ({
  lab,
  browser,
}) => {
  test.setTimeout(120_000);
  const { page } = lab;
  await lab.open("");
  await page.getByLabel("A lesson file").setInputFiles({
    name: "my-stride.mdoc",
    mimeType: "text/markdown",
    buffer: Buffer.from(LESSON),
  });
  await expect(page).toHaveURL(/#\/lesson\/own-/);
  await lab.open("course");
  const save = page.getByRole("button", { name: "Save the course file" });
  await expect(save).toBeDisabled();
  await expect(page.getByText("The course needs a title.")).toBeVisible();
  await page.getByLabel("Title of the course").fill("Spring course");
  await page.getByLabel("Welcome, in a sentence or two").fill("Two lessons for spring.");
  await page.getByLabel("Add a lesson").selectOption("My own stride");
  await page.getByLabel("Add a lesson").selectOption("Convolution");
  await page.getByRole("button", { name: "Move Convolution up" }).press("Enter");
  await expectAccessible(page);
  const [download] = await Promise.all([page.waitForEvent("download"), save.click()]);
  expect(download.suggestedFilename()).toBe("spring-course.convlab");
  const buffer = readFileSync(await download.path());

  const other = await (await browser.newContext()).newPage();
  await other.goto("./");
  const file = (name: string, content: Buffer) => ({ name, mimeType: "", buffer: content });
  const input = other.getByLabel("A lesson file");
  await input.setInputFiles(file("broken.convlab", buffer.subarray(0, 50)));
  await expect(other.getByRole("alert")).toContainText("The package is damaged");
  await input.setInputFiles(file("spring-course.convlab", buffer));
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Spring course");
  const links = other
    .getByRole("navigation", { name: "The course", exact: true })
    .getByRole("link");
  await expect(links).toHaveText(["Convolution", "My own stride"]);
  await other.getByRole("button", { name: /^Close this course/ }).click();
  await expect(other.getByRole("heading", { level: 1 })).not.toHaveText("Spring course");

  const linked = await (await browser.newContext()).newPage();
  await linked.route("**/spring.convlab", (route) => route.fulfill({ body: buffer }));
  await linked.goto("./?course=spring.convlab");
  await linked
    .getByRole("navigation", { name: "The course", exact: true })
    .getByRole("link", { name: "My own stride" })
    .click();
  await expect(linked).toHaveURL(/\?course=spring\.convlab#\/lesson\/own-/);
  await expect(linked.getByRole("heading", { level: 2 }).first()).toBeVisible();
  await linked.goto("./?course=https://example.com/a.convlab");
  await expect(linked.getByRole("alert")).toContainText("not a file of this site");
});
