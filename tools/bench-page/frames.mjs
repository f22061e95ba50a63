/** Frames a second of the page, and its longest gap, while an experiment trains on it. */
import { freshPage, openRoute, quantile } from "./open.mjs";

const SECONDS = 5;
/** Lesson and step whose figure trains, one of each kind of experiment. */
const EXPERIMENTS = {
  "two networks of 20 layers": "lesson/vanishing-gradients/real",
  "LeNet on digits": "lesson/convnet/train",
};

export async function frames({ browser, site, slow }) {
  const found = {};
  for (const [name, route] of Object.entries(EXPERIMENTS)) {
    const { page, close } = await freshPage({ browser, slow });
    await openRoute(page, site, route);
    await page
      .getByRole("button", { name: /^Train/ })
      .first()
      .click();
    await page.waitForTimeout(3000);
    const gaps = await page.evaluate(gapsBetweenFrames, SECONDS);
    await close();
    found[name] = { perSecond: gaps.length / SECONDS, longest: quantile(gaps, 1) };
    console.log(
      `   ${slow}×  ${name.padEnd(38)} ${found[name].perSecond.toFixed(0).padStart(3)} frames a second, longest gap ${found[name].longest.toFixed(0)} ms`,
    );
  }
  return found;
}

/** Runs in the page. */
function gapsBetweenFrames(seconds) {
  return new Promise((done) => {
    const gaps = [];
    let last = performance.now();
    const end = last + seconds * 1000;
    const frame = () => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (now < end) requestAnimationFrame(frame);
      else done(gaps);
    };
    requestAnimationFrame(frame);
  });
}
