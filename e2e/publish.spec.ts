/**
 * What a course becomes: a whole site that works by itself from a sub-path, and packages that run
 * in an LMS: scorm-again is its API, in a page round the frame.
 */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { readSuspended } from "../app/lms/suspend";
import { expect, expectAccessible, expectArithmeticAddsUp, test } from "./lab";
import { hosted, made, type OwnCourse } from "./packages";

test.setTimeout(300_000);

const LESSON = readFileSync("lessons/stride/lesson.mdoc", "utf8")
  .replace("id: stride", "id: my-stride")
  .replace("title: Stride", "title: My own stride");
const COURSE: OwnCourse = {
  title: "Spring & summer",
  lesson: LESSON,
  lessons: ["My own stride", "Convolution"],
};

const contents = (page: Page) =>
  page.getByRole("navigation", { name: "The course", exact: true }).getByRole("link");

test("a whole site has the course as its start page, works from any path, and without a network", async ({
  lab,
  browser,
}) => {
  const host = await hosted(await made(lab, COURSE, "A whole site (zip)"));
  try {
    const context = await browser.newContext({ serviceWorkers: "allow" });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("console", (one) => one.type() === "error" && faults.push(one.text()));
    await page.goto(`${host.address}sites/one/`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Spring & summer");
    await expect(contents(page)).toHaveText(["My own stride", "Convolution"]);
    await expect(page.getByRole("button", { name: /^Close this course/ })).toHaveCount(0);
    await page.getByRole("button", { name: "One step forward" }).first().click();
    await expectArithmeticAddsUp(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, {
      timeout: 60_000,
    });
    await page.reload();
    await contents(page).first().click();
    await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
    await context.setOffline(true);
    await page.reload();
    await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
    expect(faults).toEqual([]);
    await context.close();
  } finally {
    host.close();
  }
});

interface Lms {
  /** What was committed last. */
  cmi: Readonly<Record<string, unknown>> | null;
  refuses: boolean;
}

/**
 * A page of an LMS: scorm-again as its API, the package in a frame two folders down. What is
 * committed is kept by the test and given back with the next launch.
 */
function lmsPage(version: "1.2" | "2004", cmi: Lms["cmi"]): string {
  const [name, home, learner] =
    version === "1.2"
      ? ["Scorm12API", "API", { core: { student_id: "ada" } }]
      : ["Scorm2004API", "API_1484_11", { learner_id: "ada" }];
  const core = typeof cmi?.["core"] === "object" ? cmi["core"] : {};
  const resumed =
    version === "1.2"
      ? { ...cmi, core: { ...core, entry: "resume" } }
      : { ...cmi, entry: "resume" };
  return `<!doctype html><title>LMS</title><script src="scorm.js"></script><script>
    const api = new ${name}({ lmsCommitUrl: "commit", logLevel: 5 });
    api.loadFromJSON(${JSON.stringify(cmi === null ? learner : resumed)});
    window.${home} = api;
  </script><iframe src="sites/one/index.html" width="1200" height="800"></iframe>`;
}

for (const version of ["1.2", "2004"] as const)
  test(`a SCORM ${version} package tells the LMS score, place and time, and survives a reload, a refusal and an ended session`, async ({
    lab,
    browser,
  }) => {
    const zip = await made(lab, COURSE, `SCORM ${version} package`);
    expect(Object.keys(unzipSync(zip))).not.toContain("sw.js");
    const library = version === "1.2" ? "scorm12" : "scorm2004";
    const host = await hosted(zip, {
      "empty.html": "",
      "scorm.js": readFileSync(`node_modules/scorm-again/dist/${library}.min.js`, "utf8"),
    });
    const lms: Lms = { cmi: null, refuses: false };
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.route("**/lms.html", (route) =>
        route.fulfill({ contentType: "text/html", body: lmsPage(version, lms.cmi) }),
      );
      await page.route("**/commit", async (route) => {
        if (!lms.refuses) lms.cmi = route.request().postDataJSON().cmi;
        await route.fulfill({ status: lms.refuses ? 500 : 200, json: { result: !lms.refuses } });
      });
      const told = () => JSON.stringify(lms.cmi);
      const answers = () =>
        JSON.stringify(readSuspended(String(lms.cmi?.["suspend_data"]))?.answers ?? {});
      const frame = page.frameLocator("iframe");
      const launch = () => page.goto(`${host.address}lms.html`);

      await launch();
      await expect(frame.getByText("go to the learning platform")).toBeVisible();
      await frame.getByRole("link", { name: "My own stride" }).last().click();
      await expect(frame.getByRole("heading", { level: 2 }).first()).toBeVisible();
      const field = frame.getByLabel("Your answer").first();
      const onward = frame.getByRole("button", { name: /^Continue/ });
      while (!(await field.isVisible())) await onward.click();
      await field.fill("123");
      await frame.getByRole("button", { name: "Check" }).first().click();
      await expect.poll(answers).toMatch(/"given":"123","checked":true/);
      expect(told()).toContain('"incomplete"');
      await expect.poll(told).toContain("#/lesson/own-");
      await expect.poll(told).toMatch(/"raw":"0"/);

      // The frame alone is loaded anew: the session goes on.
      await page
        .frames()
        .at(-1)
        ?.evaluate(() => location.reload());
      await expect(field).toHaveValue("123");
      await expect(frame.getByText("does not begin a session")).toHaveCount(0);

      // Nothing of this device: what the LMS kept comes back.
      await page.goto("about:blank");
      await page.goto(`${host.address}empty.html`);
      await page.evaluate(() => localStorage.clear());
      await launch();
      await frame.getByRole("link", { name: /^Continue: My own stride/ }).click();
      await expect(field).toHaveValue("123");

      // It takes nothing: that is said, and what it missed is told when it takes again.
      lms.refuses = true;
      await field.fill("77");
      await frame.getByRole("button", { name: "Check" }).first().click();
      await expect(frame.getByText("does not take your answers")).toBeVisible();
      await page.goto("about:blank");
      lms.refuses = false;
      await launch();
      await frame.getByRole("link", { name: /^Continue: My own stride/ }).click();
      await expect(field).toHaveValue("77");
      await expect(frame.getByText("does not take your answers")).toHaveCount(0);

      // A session that the LMS has ended begins no more; the page says so, and works. In SCORM 1.2
      // scorm-again goes on with it.
      if (version === "1.2") return;
      await page.evaluate(() => Reflect.get(window, "API_1484_11").Terminate(""));
      await page
        .frames()
        .at(-1)
        ?.evaluate(() => location.reload());
      await expect(frame.getByText("does not begin a session")).toBeVisible();
      await expect(field).toBeVisible();
    } finally {
      await context.close();
      host.close();
    }
  });

/** The figure that filters the lesson's own picture, with the result drawn. */
const ownPhoto = (page: Page) =>
  page.getByRole("figure", { name: /^A cup/ }).getByText("my-cup 256 × 256");

/** `numpy.save("edge.npy", numpy.float32([[1, 0, -1], [0.25, 0, -0.25]]))`. */
function edgeFile(): Buffer {
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".padEnd(117);
  const numbers = Buffer.from(Float32Array.of(1, 0, -1, 0.25, 0, -0.25).buffer);
  return Buffer.concat([
    Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, 118, 0]),
    Buffer.from(`${header}\n`),
    numbers,
  ]);
}

test("pictures and numbers of one's own are put into a lesson and its figures, and travel in its file to a reader", async ({
  lab,
  browser,
}) => {
  const { page } = lab;
  await lab.open("studio");
  const file = page.getByLabel("A picture, numbers, a data set or weights");
  await file.setInputFiles("public/photos/chelsea.webp");
  const dialog = page.getByRole("dialog", { name: "A picture for the lesson" });
  const insert = dialog.getByRole("button", { name: "Put it into the text" });
  await expect(insert).toBeDisabled();
  await dialog.getByLabel(/^What it shows/).fill("A cat [close]");
  await expectAccessible(page);
  await insert.click();
  await expect(page.getByRole("img", { name: "A cat close" })).toBeVisible();
  await page.getByRole("button", { name: "Copy a link for readers" }).click();
  await expect(page.getByText("A link cannot hold pictures")).toBeVisible();
  await file.setInputFiles({
    name: "my-cup.webp",
    mimeType: "image/webp",
    buffer: readFileSync("public/photos/coffee.webp"),
  });
  await dialog.getByLabel(/^What it shows/).fill("A cup");
  await dialog.getByRole("button", { name: "Put it into a figure" }).click();
  await expect(ownPhoto(page)).toBeVisible();
  await file.setInputFiles({ name: "edge.npy", mimeType: "", buffer: edgeFile() });
  const numbers = page.getByRole("dialog", { name: "Data for the lesson" });
  await numbers
    .getByLabel("What it becomes")
    .selectOption("Convolution, step by step: filter (2×3)");
  await numbers.getByLabel(/^What the figure shows/).fill("An edge");
  await expectAccessible(page);
  await numbers.getByRole("button", { name: "Put the figure into the text" }).click();
  await expect(page.getByText("Nothing is wrong with this lesson.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("img", { name: "A cat close" })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Save “/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("my-lesson.convlab");
  const packed = {
    name: "my-lesson.convlab",
    mimeType: "",
    buffer: readFileSync(await download.path()),
  };

  const context = await browser.newContext();
  const reader = await context.newPage();
  await reader.goto("./");
  await reader.getByLabel("A lesson file").setInputFiles(packed);
  await expect(reader).toHaveURL(/#\/lesson\/own-/);
  await expect(reader.getByRole("img", { name: "A cat close" })).toBeVisible();
  await expect(ownPhoto(reader)).toBeVisible();
  await expect(reader.getByText("this is the cat instead")).toHaveCount(0);
  await expect(reader.getByRole("figure", { name: "An edge" })).toContainText("0.25");
  await context.close();
});
