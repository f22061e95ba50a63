/**
 * Milliseconds from a press to the paint of everything that it changed: the last change of the
 * document or of a canvas before half a second of rest, and the frame that shows it.
 */
import { freshPage, median, openRoute, quantile } from "./open.mjs";

const TIMES = 12;
const REST = 500;

/** A square input of digits as an address writes it: rows after `;`. */
const rows = (size) =>
  Array.from(
    { length: size },
    (_, row) => `;${Array.from({ length: size }, (__, column) => (row * 7 + column * 3) % 10)}`,
  ).join("");
const conv = (size) => `embed/widget/conv?input=${rows(size)}`;

const cell = (page) =>
  page
    .getByRole("grid", { name: /^Input/ })
    .locator("td")
    .nth(20);
/** A digit and Enter on a number of the input; Enter has moved nothing, so it is the same one. */
const number = (size) => ({
  route: conv(size),
  prepare: (page) => cell(page).click(),
  async press(page, at) {
    await page.keyboard.press(String(at % 10));
    await page.waitForTimeout(100);
    await page.evaluate(() => window.changes.begin());
    await page.keyboard.press("Enter");
  },
});
/** Two buttons in turn, each by Enter. */
const buttons = (route, names) => ({
  route,
  async press(page, at) {
    await page
      .getByRole("button", { name: names[at % names.length], exact: true })
      .first()
      .focus();
    await page.evaluate(() => window.changes.begin());
    await page.keyboard.press("Enter");
  },
});

const EDITS = {
  "a number of a 6×6 input": number(6),
  "a number of a 16×16 input": number(16),
  "stride at 16×16": buttons(conv(16), ["Stride: more", "Stride: less"]),
  "padding at 16×16": buttons(conv(16), ["Padding: more", "Padding: less"]),
  "one step at 6×6": buttons(conv(6), ["One step forward"]),
  "one step at 16×16": buttons(conv(16), ["One step forward"]),
  "a piece of a stroke, all maps shown": {
    route: "embed/widget/digit-lab",
    async prepare(page) {
      const pad = await page.getByRole("application", { name: /^Draw a digit/ }).boundingBox();
      await page.mouse.move(pad.x + pad.width * 0.3, pad.y + pad.height * 0.3);
      await page.mouse.down();
    },
    async press(page, at) {
      const pad = await page.getByRole("application", { name: /^Draw a digit/ }).boundingBox();
      const place = 0.3 + 0.04 * (at % 10);
      await page.mouse.move(pad.x + pad.width * place, pad.y + pad.height * (0.3 + 0.03 * at));
    },
  },
  "another theme on a lesson": {
    route: "lesson/convolution/window",
    prepare: (page) => page.getByRole("button", { name: "How it looks" }).click(),
    press: (page, at) =>
      page
        .getByRole("radio", { name: at % 2 === 0 ? "Dark" : "Light" })
        .first()
        .press("Space"),
  },
};

export async function edits({ browser, site, slow }) {
  const found = {};
  for (const [name, edit] of Object.entries(EDITS)) {
    const { page, close } = await freshPage({ browser, slow });
    await page.addInitScript(watchChanges);
    await openRoute(page, site, edit.route);
    await edit.prepare?.(page);
    const times = [];
    for (let at = 0; at < TIMES; at++) {
      await page.evaluate(() => window.changes.begin());
      await edit.press(page, at);
      const { painted } = await page.evaluate((rest) => window.changes.end(rest), REST);
      if (painted !== null && at > 0) times.push(painted); // the first one fills caches
    }
    await close();
    found[name] = { median: median(times), worst: quantile(times, 1), of: times.length };
    console.log(
      `   ${slow}×  ${name.padEnd(38)} ${median(times).toFixed(0).padStart(5)} ms, at worst ${quantile(times, 1).toFixed(0)}`,
    );
  }
  return found;
}

/** Runs in the page before anything else. */
function watchChanges() {
  let pressed = null;
  let painted = null;
  let changed = 0;
  const paint = () => {
    if (pressed === null) return;
    changed = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", () => {
        painted = performance.now();
      });
      port1.start();
      port2.postMessage(null);
    });
  };
  const note = (event) => {
    pressed ??= event.timeStamp;
  };
  for (const kind of ["keydown", "pointerdown", "pointermove"])
    addEventListener(kind, note, { capture: true });
  for (const method of ["putImageData", "drawImage", "fillRect", "clearRect"]) {
    const before = CanvasRenderingContext2D.prototype[method];
    CanvasRenderingContext2D.prototype[method] = function drawn(...given) {
      paint();
      return Reflect.apply(before, this, given);
    };
  }
  // What a screen reader is told comes half a second later, on purpose, and is not seen.
  const isSeen = ({ target }) =>
    (target instanceof Element ? target : target.parentElement)?.closest("[aria-live]") === null;
  new MutationObserver((records) => {
    if (records.some(isSeen)) paint();
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  window.changes = {
    begin() {
      pressed = null;
      painted = null;
      changed = performance.now();
    },
    /** Milliseconds from the press to the last paint, once nothing has changed for `rest`. */
    async end(rest) {
      while (performance.now() - changed < rest)
        await new Promise((done) => setTimeout(done, rest / 5));
      return { painted: pressed === null || painted === null ? null : painted - pressed };
    },
  };
}
