/**
 * What is done in each browser: every lesson walked, and one journey for each thing a person does.
 */
import type { Server } from "node:http";
import { lessons } from "../../e2e/course";
import { KEY, type Page } from "./page";

export interface Walk {
  readonly name: string;
  readonly go: (page: Page, server: Server) => Promise<void>;
}

const CONTINUE = ["main button, nav button", "^Continue"] as const;
const END = ["nav[aria-label=Steps] a", "^(Next:|Back to the course)"] as const;

async function faultless(page: Page): Promise<void> {
  const faults = await page.ask("faults");
  if (faults.length > 0) throw new Error(faults.join("; "));
}

async function walkLesson(page: Page, lesson: string): Promise<void> {
  await page.open(`lesson/${lesson}`);
  for (let steps = 1; steps < 60; steps++) {
    await page.until("the step is shown", () => page.ask("ready"));
    const title = await page.ask("textOf", "main h2");
    const place = await page.ask("place");
    const faults = await page.ask("faults");
    if (faults.length > 0) throw new Error(`${place}: ${faults.join("; ")}`);
    if (await page.ask("there", ...END)) return;
    await page.click(...CONTINUE);
    await page.until(
      `the step after “${title}” comes`,
      async () => (await page.ask("textOf", "main h2")) !== title,
    );
  }
  throw new Error("the lesson does not end");
}

/** An edit of a number goes through to the result. */
async function edit(page: Page): Promise<void> {
  await page.open("lesson/convolution/window");
  const first = "[role=grid][aria-label^=Input] td";
  const output = (): Promise<string> => page.ask("textOf", "[role=grid][aria-label^=Output]");
  await page.click("button", "^To the last step$");
  await page.until("the output is filled in", async () => /\d/.test(await output()));
  const before = await output();
  await page.ask("focus", first);
  await page.type("e");
  await page.type("a", KEY.control);
  await page.type(`104${KEY.enter}`);
  await page.until("the output follows the input", async () => {
    const after = await output();
    return after !== before && after.includes("102");
  });
  await faultless(page);
}

async function train(page: Page): Promise<void> {
  await page.open("lesson/convnet/train");
  await page.click("main button", "^Train$");
  await page.sees("main button", "^Pause$");
  const accuracy = async (): Promise<number> => {
    const text = await page.ask("textOf", "figcaption", "^Held-out accuracy");
    return Number(/([\d.]+) ?%/.exec(text)?.[1] ?? 0);
  };
  await page.until(
    "nine of ten unseen digits are right",
    async () => (await accuracy()) >= 90,
    240_000,
  );
  await page.click("main button", "^Pause$");
  await page.sees("main button", "^Go on$");
  await faultless(page);
}

async function draw(page: Page): Promise<void> {
  await page.open("embed/widget/digit-lab");
  await page.sees("main p, p", "The network says");
  await page.click("button", "^Clear$");
  await page.stroke("[role=application][aria-label^='Draw a digit']", [
    [0.5, 0.2],
    [0.5, 0.35],
    [0.5, 0.5],
    [0.5, 0.65],
    [0.5, 0.8],
  ]);
  await page.sees("p", "The network says\\s*1");
  const brushes = await page.ask("count", "[role=application] svg circle");
  if (brushes > 0) throw new Error("the brush of the keys stays behind the mouse");
  await faultless(page);
}

/** A dialog is as high as what is in it. */
async function low(page: Page, of: number): Promise<void> {
  await page.sees("dialog[open]");
  const box = await page.ask("box", "dialog[open]");
  if (box === null || box.height > of * box.seen)
    throw new Error(`the dialog is ${box?.height} px high on a screen of ${box?.seen} px`);
}

async function present(page: Page): Promise<void> {
  await page.open("present/stride");
  const from = await page.ask("place");
  for (let times = 0; times < 40 && (await page.ask("place")) === from; times++) {
    await page.type(KEY.pageDown);
    await page.until("the lecture is at rest", () => page.ask("ready"));
  }
  if ((await page.ask("place")) === from) throw new Error("Page Down does not lead on");
  await page.type("?");
  await page.sees("dialog[open] h2", "Keys and clicker");
  await page.type(KEY.escape);
  await faultless(page);
}

async function dialogs(page: Page): Promise<void> {
  await page.open("");
  await page.click("button", "^What is stored here$");
  await low(page, 0.8);
  await page.click("dialog[open] button", "^Close$");
  await faultless(page);
}

async function write(page: Page): Promise<void> {
  await page.open("studio");
  await page.click(".cm-content");
  await page.type(KEY.end, KEY.control);
  await page.type(`${KEY.enter}{% prac`);
  await listOpen(page, "^practice");
  await page.type(KEY.tab);
  await page.type("more");
  await page.type(KEY.tab);
  await listOpen(page, "gradient-cell");
  await page.type("outputt-size");
  await page.sees("li", "Did you mean output-size");
  await page.click("button", "^Mend$");
  await page.sees("*", "^Nothing is wrong with this lesson\\.$");
  await faultless(page);
}

/** The list of completions shows a whole entry, and stays when the list of mistakes opens. */
async function listOpen(page: Page, name: string): Promise<void> {
  await page.sees("[role=option]", name);
  await page.sees(".cm-lintRange-error");
  await page.until(
    "the list of completions lies free",
    async () => {
      const spot = await page.ask("spot", "[role=option]", name);
      const list = await page.ask("box", ".cm-tooltip-autocomplete");
      return spot !== null && list !== null && list.height >= 20;
    },
    15_000,
  );
}

/** The line about threads says what this browser can do. */
async function check(page: Page): Promise<void> {
  await page.open("check");
  const shares = await page.ask("sharesMemory");
  const said = await page.ask("textOf", "dl > div", "^Threads for WebAssembly");
  const wanted = shares ? "allowed" : "one";
  if (!said.startsWith(`Threads for WebAssembly${wanted}`))
    throw new Error(`memory is ${shares ? "" : "not "}shared, and the page says: ${said}`);
  await faultless(page);
}

/** The server goes, the site stays. */
async function offline(page: Page, server: Server): Promise<void> {
  await page.open("");
  await page.until("the copy for working offline is made", () => page.ask("kept"), 120_000);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const before = await page.ask("born");
  await page.ask("reload");
  await page.until("the page comes back", async () => (await page.ask("born")) !== before);
  for (const route of ["lesson/pooling", "present/stride", "studio", "lesson/convolution"]) {
    await page.open(route);
    await faultless(page);
  }
  await draw(page);
}

/** Offline is the last: it takes the server away. */
export const WALKS: readonly Walk[] = [
  { name: "says what threads it has", go: check },
  { name: "opens dialogs that fit", go: dialogs },
  { name: "edits a number", go: edit },
  { name: "draws a digit", go: draw },
  { name: "trains LeNet", go: train },
  { name: "presents a lesson", go: present },
  { name: "writes in the studio", go: write },
  ...lessons().map((lesson) => ({
    name: `walks ${lesson}`,
    go: (page: Page) => walkLesson(page, lesson),
  })),
  { name: "goes offline", go: offline },
];
