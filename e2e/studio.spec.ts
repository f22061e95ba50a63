/**
 * An author at work: the editor completes, marks and mends, everything can be undone, and text and
 * preview find each other.
 */
import { expect, expectAccessible, test } from "./lab";

const TEXT = { name: /Text of the lesson/ };

test("the editor completes tags from the schemas, marks a mistake where it is, mends it, and undoes after reading", async ({
  lab,
}) => {
  await lab.open("studio");
  const { page } = lab;
  const text = page.getByRole("textbox", TEXT);
  await expect(page.getByText("Nothing is wrong with this lesson.")).toBeVisible();
  expect(
    await page.locator(".cm-scroller").evaluate((element) => getComputedStyle(element).fontFamily),
  ).toContain("Mono");

  await text.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n{% prac");
  await expect(page.getByRole("option", { name: "practice", exact: true })).toBeVisible();
  await expect(page.locator(".cm-completionInfo")).toContainText("Endless generated exercises");
  await page.keyboard.press("Tab");
  await page.keyboard.type("more");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("option", { name: /gradient-cell/ })).toBeVisible();
  await page.keyboard.type("outputt-size");
  await expect(text).toContainText('{% practice id="more" kind="outputt-size" /%}');

  await expect(page.locator(".cm-lintRange-error")).toHaveText('"outputt-size"');
  await expect(page.locator(".cm-lint-marker-error")).toHaveCount(1);
  const problems = page.getByRole("region", { name: "Problems" });
  await expect(problems).toContainText("Did you mean output-size?");
  await problems.getByRole("button", { name: /^line / }).click();
  expect(
    await page.evaluate(() =>
      document.activeElement?.shadowRoot?.activeElement?.getAttribute("role"),
    ),
  ).toBe("textbox");
  await problems.getByRole("button", { name: "Mend" }).click();
  await expect(page.getByText("Nothing is wrong with this lesson.")).toBeVisible();
  await expect(text).toContainText('kind="output-size"');

  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByRole("heading", { name: "A question first" })).toBeVisible();
  await page.getByRole("button", { name: "Write" }).click();
  await text.focus();
  await page.keyboard.press("Control+z");
  await expect(text).toContainText('kind="outputt-size"');

  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(text).not.toBeFocused();
});

test("a click in the preview goes to its line, the place where one writes shows its step, and a reload loses nothing", async ({
  lab,
}) => {
  await lab.open("studio");
  const { page } = lab;
  const text = page.getByRole("textbox", TEXT);
  await text.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(
    '\n---\n\n{% step id="second" /%}\n\n## The second step\n\nWords of the second step.\n',
  );
  await expect(page.getByRole("heading", { name: "The second step" })).toBeVisible();
  await expect(page).toHaveURL(/#\/studio\/2$/);
  await page.keyboard.press("Control+Home");
  await expect(page.getByRole("heading", { name: "A question first" })).toBeVisible();
  await expect(page).toHaveURL(/#\/studio\/1$/);
  // The preview is brought into view a moment after it follows: a press in that moment goes beside.
  await expect(async () => {
    await page.getByText("The filter stands on the first window.", { exact: false }).last().click();
    await expect(page.locator(".cm-activeLine")).toContainText(
      "The filter stands on the first window.",
      { timeout: 2000 },
    );
  }).toPass();
  await page.waitForTimeout(800);
  await page.reload();
  await text.click();
  await page.keyboard.press("Control+End");
  await expect(text).toContainText("Words of the second step.");
});

test("the studio: axe finds nothing in any theme, with a mistake marked and a list of completions open", async ({
  lab,
}) => {
  test.setTimeout(120_000);
  for (const theme of ["light", "dark", "projector", "contrast"]) {
    await lab.open("studio", { theme, still: "1" });
    await lab.page.getByRole("textbox", TEXT).click();
    await lab.page.keyboard.press("Control+End");
    await lab.page.keyboard.type('\n{% callout tone="tipp" %}\nx\n{% /callout %}\n\n{% quiz ');
    await expect(lab.page.locator(".cm-lintRange-error").first()).toBeVisible();
    await expect(lab.page.getByRole("listbox")).toBeVisible();
    await expectAccessible(lab.page);
  }
});

test("a link that the studio copies opens its lesson elsewhere: for readers on every page, and to edit", async ({
  lab,
  browser,
}) => {
  const { page } = lab;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await lab.open("studio");
  const text = page.getByRole("textbox", TEXT);
  await text.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n\nMy own closing words.\n");
  const copied = async (link: string): Promise<string> => {
    await page.getByRole("button", { name: `Copy a ${link}` }).click();
    await expect(page.getByText(`The ${link} is copied`)).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const toEdit = await copied("link to edit");
  const toRead = await copied("link for readers");
  expect(toRead).toContain("#/lesson/own?lesson=");

  const elsewhere = await browser.newContext({ baseURL: toRead.replace(/#.*/, "") });
  const other = await elsewhere.newPage();
  const words = other.getByText("My own closing words.");
  await other.goto(toEdit);
  await expect(words.first()).toBeAttached();
  await other.goto(toEdit.replace(/#.*/, "#/studio"));
  await expect(words.first()).toBeAttached();
  await other.evaluate((hash) => (location.hash = hash), toEdit.replace(/^[^#]*/, ""));
  await expect(words.first()).toBeAttached();

  await other.goto(toRead);
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  await expect.poll(() => other.url()).toMatch(/#\/lesson\/own-\w+/);
  expect(await other.getByRole("textbox", TEXT).count()).toBe(0);
  const [, id = ""] = /#\/lesson\/(own-\w+)/.exec(other.url()) ?? [];
  await other.reload();
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  for (const route of [`print/${id}`, `present/${id}`, `embed/${id}`]) {
    await other.goto(`./#/${route}`);
    await expect(other.getByText("There is no lesson")).toHaveCount(0);
    await expect(other.getByText("This lesson is not on this device")).toHaveCount(0);
    await expect(other.locator("main").first()).toBeVisible();
  }
  await other.goto(`./#/print/${id}`);
  await expect(words.first()).toBeVisible();

  await other.goto("./#/");
  const own = other.getByRole("region", { name: "Lessons from elsewhere" });
  await own.getByRole("button", { name: /^Remove/ }).click();
  await other.goto(`./#/lesson/${id}`);
  await expect(other.getByText("This lesson is not on this device")).toBeVisible();
  await elsewhere.close();
});

test("a translator has the original beside the text, step by step, and is told what is missing or has changed", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("studio");
  await page.getByLabel("Translate a lesson").selectOption("stride");
  const original = page.getByRole("region", { name: "The original" });
  await expect(original.getByText("14 of 14 steps wait for a translator.")).toBeVisible();
  await original.getByRole("button", { name: /^visit/ }).click();
  await expect(original.locator("pre")).toContainText('id="visit"');
  await original.getByRole("button", { name: "My translation fits this step" }).click();
  await expect(original.getByText("13 of 14 steps wait for a translator.")).toBeVisible();
  await expectAccessible(page);
});

test("a page that is left while it reads a draft reads it by itself when it comes back", async ({
  lab,
}) => {
  const { page } = lab;
  let held = true;
  await page.route(/compile-worker/, (asked) => (held ? undefined : asked.continue()));
  const noted = (): Promise<string | null> =>
    page.evaluate(() => {
      const name = Object.keys(localStorage).find((key) => key.endsWith("compiling")) ?? "";
      return localStorage.getItem(name);
    });
  await page.addInitScript(() => {
    const put = Storage.prototype.setItem;
    Storage.prototype.setItem = function (name: string, text: string) {
      put.call(this, name, text);
      if (!name.endsWith("compiling") || !/\d:/.test(text) || sessionStorage.getItem("left"))
        return;
      put.call(sessionStorage, "left", "yes");
      location.assign("about:blank");
    };
  });
  await page.goto("./#/studio");
  await expect(page).toHaveURL("about:blank");
  held = false;
  await page.goto("./#/studio");
  await expect(page.getByText("Nothing is wrong with this lesson.")).toBeVisible();
  await expect.poll(noted).not.toMatch(/\d:/);
});
