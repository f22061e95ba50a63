/**
 * A course as a cmi5 package in a frame of a strict LMS: what it is told, what comes back, and what
 * a reader sees when it takes nothing.
 */
import type { FrameLocator, Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { readSuspended } from "../app/lms/suspend";
import { expect, expectAccessible, type Lab, test } from "./lab";
import { hosted, made } from "./packages";
import { RecordStore } from "./record-store";

test.setTimeout(300_000);

const step = (id: string, sum: string, value: number): string => `
---
{% step id="${id}" minutes=1 /%}

## Sum ${id}

{% numeric id="${id}-sum" value=${value} %}
{% ask %}What is ${sum}?{% /ask %}
{% /numeric %}
`;
const LESSON = `---
format: 1
id: my-sums
title: My sums
summary: Two sums.
lang: en
level: intro
minutes: 2
goals: [Add]
authors: [Somebody]
license: CC-BY-4.0
---

# My sums
${step("one", "2 + 2", 4)}${step("two", "3 + 4", 7)}`;

const COURSE = { title: "Sums & more", lesson: LESSON, lessons: ["My sums"] };

async function answer(frame: FrameLocator | Page, text: string): Promise<void> {
  await frame.getByLabel("Your answer").first().fill(text);
  await frame.getByRole("button", { name: "Check" }).first().click();
}

/** The answers that the LMS keeps. */
function kept(lms: RecordStore): string {
  const { suspend } = JSON.parse(lms.documents.get("convlab") ?? '{"suspend":""}');
  return JSON.stringify(readSuspended(suspend)?.answers ?? {});
}

async function launched(lab: Lab, lms: RecordStore) {
  const zip = await made(lab, COURSE, "cmi5 package");
  const files = Object.keys(unzipSync(zip));
  expect(files).toContain("cmi5.xml");
  expect(files).not.toContain("sw.js");
  return hosted(zip, { "empty.html": "" }, lms.listener);
}

test("a cmi5 package tells a strict LMS each thing once, through a reload and a refusal, and brings answers back", async ({
  lab,
  browser,
}) => {
  const lms = new RecordStore(0.75);
  const host = await launched(lab, lms);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const frame = page.frameLocator("iframe");
    const launch = () => page.goto(`${host.address}lms/launch`);
    await launch();
    await expect(frame.getByText("go to the learning platform")).toBeVisible();
    await frame.getByRole("link", { name: "My sums" }).last().click();
    await answer(frame, "4");
    await expect.poll(() => kept(lms)).toMatch(/"given":"4","checked":true,"right":true/);
    await expect.poll(() => lms.verbs().at(-1)).toBe("progressed");
    expect(lms.verbs()[0]).toBe("initialized");

    // The frame alone is loaded anew: the same session, the same token.
    await page
      .frames()
      .at(-1)
      ?.evaluate(() => location.reload());
    await expect(frame.getByLabel("Your answer").first()).toHaveValue("4");
    await expect(frame.getByText("does not begin a session")).toHaveCount(0);
    expect(lms.verbs()).not.toContain("terminated");

    // The last step is reached and a question is open: completed, and at the end failed.
    await frame.getByRole("button", { name: /^Continue/ }).click();
    await expect.poll(() => lms.verbs()).toContain("completed");
    await page.goto(`${host.address}empty.html`);
    await expect.poll(() => lms.verbs().slice(-2)).toEqual(["failed", "terminated"]);

    // A second visit from a machine that knows nothing: the answer comes back. It takes nothing
    // for a while, which is said; then it is told without another touch.
    await page.evaluate(() => [localStorage, sessionStorage].forEach((one) => one.clear()));
    await launch();
    await frame.getByRole("link", { name: /^Continue: My sums/ }).click();
    await expect(frame.getByRole("heading", { name: "Sum two" })).toBeVisible();
    lms.refuses = true;
    await answer(frame, "7");
    await expect(frame.getByText("does not take your answers")).toBeVisible();
    lms.refuses = false;
    await expect(frame.getByText("does not take your answers")).toHaveCount(0, { timeout: 40_000 });
    expect(kept(lms)).toMatch(/"given":"4".*"given":"7","checked":true,"right":true/);
    expect(lms.verbs()).toContain("passed");

    // It is silent when the course begins: the lessons open all the same.
    await page.goto(`${host.address}empty.html`);
    await expect.poll(() => lms.verbs().at(-1)).toBe("terminated");
    lms.silent = true;
    await launch();
    await expect(frame.getByText("does not take your answers")).toBeVisible();
    await expect(frame.getByRole("link", { name: /^Continue: My sums/ })).toBeVisible();
    lms.silent = false;

    // It is away when the course begins: when it is back, the session begins after all.
    lms.refuses = true;
    await launch();
    await expect(frame.getByText("does not take your answers")).toBeVisible();
    lms.refuses = false;
    await expect(frame.getByText("does not take your answers")).toHaveCount(0, { timeout: 40_000 });
    await frame.getByRole("link", { name: "Back to the learning platform" }).click();
    await expect.poll(() => page.frames().at(-1)?.url()).toContain("/lms/done");
    await expect.poll(() => lms.verbs().slice(-2)).toEqual(["initialized", "terminated"]);
    for (const once of ["completed", "passed", "failed"])
      expect(lms.verbs().filter((verb) => verb === once)).toHaveLength(1);
    expect(lms.faults).toEqual([]);
  } finally {
    await context.close();
    host.close();
  }
});

test("an LMS of another origin is told nothing until the page's policy names it; a launch that cannot be read says what is wrong", async ({
  lab,
  browser,
}) => {
  const lms = new RecordStore(0.5);
  const host = await launched(lab, lms);
  lms.endpoint = host.address.replace("localhost", "127.0.0.1").replace(/\/$/, "");
  // As docs/publishing.md says it.
  host.copy("index.html", "open.html", (text) => {
    expect(text).toContain("connect-src &#39;self&#39;");
    return text.replace("connect-src &#39;self&#39;", `connect-src &#39;self&#39; ${lms.endpoint}`);
  });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const frame = page.frameLocator("iframe");
    await page.goto(`${host.address}lms/launch`);
    await expect(frame.getByText("does not take your answers")).toBeVisible();
    await expect(frame.getByRole("link", { name: "My sums" }).last()).toBeVisible();
    expect(lms.asked).toBe(0);
    lms.start = "open.html";
    await page.goto(`${host.address}lms/launch`);
    await expect(frame.getByText("go to the learning platform")).toBeVisible();
    await expect.poll(() => lms.verbs()).toEqual(["initialized"]);

    await page.goto(`${host.address}sites/one/index.html`);
    await expect(page.getByText("none is here")).toBeVisible();
    await page.goto(`${host.address}sites/one/index.html?endpoint=javascript:0&fetch=x`);
    await expect(page.getByText("endpoint is not an http or https address")).toBeVisible();
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.getByRole("button", { name: "Skip to the content" })).not.toBeInViewport();
    await expectAccessible(page);
    expect(lms.faults).toEqual([]);
  } finally {
    await context.close();
    host.close();
  }
});
