/**
 * A hand at a mouse, a wheel, keys and a screen, in every step of a lesson: events that the browser
 * makes itself, with everything that follows from them (focus, scrolling, dragging, pinching), at
 * seeded places. They bring no error.
 */
import type { CDPSession, Page } from "@playwright/test";
import { ALL, sampledLessons, stepsOf } from "./course";
import { expect, expectArithmeticAddsUp, test, type Lab } from "./lab";
import { seeded, SURVIVES, trialsOr } from "./trials";

const EVENTS = trialsOr(30);
/** Events between two looks at where things are now. */
const BURST = 10;
const KEYS =
  "ArrowLeft ArrowRight ArrowUp ArrowDown Enter Escape Tab Shift+Tab Home End e 7 - . Space Delete Backspace".split(
    " ",
  );

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Places in the window that are on no link and no way out of this step. Runs in the page. */
function spotsIn(shares: readonly number[]): Spot[] {
  const spots: Spot[] = [];
  for (let at = 0; at + 1 < shares.length; at += 2) {
    const [x, y] = [(shares[at] ?? 0) * innerWidth, (shares[at + 1] ?? 0) * innerHeight];
    const on = document.elementFromPoint(x, y);
    const leads = on?.closest("a, nav, header, footer, ol[class*=steps], label:has([type=file])");
    if (on !== null && leads === null) spots.push({ x, y });
  }
  return spots;
}

async function touch(session: CDPSession, from: readonly Spot[], to: readonly Spot[]) {
  const send = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: readonly Spot[]) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: touchPoints.map((spot, id) => ({ ...spot, id })),
    });
  const between = from.map(({ x, y }, at) => ({
    x: (x + (to[at]?.x ?? x)) / 2,
    y: (y + (to[at]?.y ?? y)) / 2,
  }));
  await send("touchStart", from);
  await send("touchMove", between);
  await send("touchMove", to);
  await send("touchEnd", []);
}

async function act(
  page: Page,
  session: CDPSession,
  below: (bound: number) => number,
  spots: readonly Spot[],
): Promise<string> {
  const spot = (): Spot => spots[below(spots.length)] ?? { x: 1, y: 1 };
  const [from, to] = [spot(), spot()];
  const place = `${from.x.toFixed(0)},${from.y.toFixed(0)}`;
  const way = below(10);
  if (way < 3) await page.mouse.click(from.x, from.y, { clickCount: 1 + below(2) });
  else if (way < 5) {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
  } else if (way === 5) {
    await page.mouse.move(from.x, from.y);
    await page.mouse.wheel(below(60) - 30, below(400) - 200);
  } else if (way < 8) await page.keyboard.press(KEYS[below(KEYS.length)] ?? "Tab");
  else if (way === 8) await touch(session, [from], [to]);
  else await touch(session, [from, spot()], [to, spot()]);
  return `${["click", "click", "click", "drag", "drag", "wheel", "key", "key", "touch", "pinch"][way] ?? ""} ${place}`;
}

/** Back to the step, when a key or a stroke led away from it. */
async function stay(lab: Lab, hash: string, story: readonly string[]): Promise<void> {
  const { page, errors } = lab;
  const back = (): Promise<void> =>
    page.evaluate((to) => {
      for (const dialog of document.querySelectorAll("dialog[open]"))
        (dialog as HTMLDialogElement).close();
      if (!location.hash.startsWith(to)) location.replace(to);
    }, hash);
  // A swipe may be the browser's own way back to the page before the site, and still be under way.
  const isAway = (): boolean => !page.url().startsWith("http");
  if (!isAway()) await back().catch(() => page.waitForLoadState());
  if (isAway()) {
    await lab.open(hash.slice(2), { still: "1" });
    await back();
  }
  const told = `${hash} at ${page.url()}, ${errors.join("; ")}: ${story.slice(-12).join("; ")}`;
  await expect(page.locator('main:not([aria-busy="true"])').first(), told).toBeVisible();
}

/**
 * `npm test` takes every third one of the sample: random events of the page's own have been in all.
 */
const LESSONS = sampledLessons().filter((_, at) => ALL || SURVIVES || at % 3 === 0);

for (const lesson of LESSONS) {
  const steps = stepsOf(lesson);
  test(`${EVENTS} trusted events in lesson ${lesson} bring no error: clicks, drags, the wheel, keys, one touch and two`, async ({
    lab,
  }) => {
    test.setTimeout(120_000 + EVENTS * 1000);
    const { page, errors } = lab;
    await page.addInitScript(() => {
      window.print = () => undefined;
    });
    page.on("filechooser", () => undefined);
    await page.setViewportSize({ width: 1024, height: 768 });
    await lab.open(`lesson/${lesson}`, { still: "1" });
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 2 });
    const below = seeded(2);
    const each = Math.ceil(EVENTS / BURST / steps.length) * BURST;
    for (let [done, at] = [0, 0]; done < EVENTS; done += each, at++) {
      const step = steps[at % steps.length] ?? "";
      const story: string[] = [];
      for (let burst = 0; burst < each; burst += BURST) {
        await stay(lab, `#/lesson/${lesson}/${step}`, story);
        const shares = Array.from({ length: 60 }, () => below(1000) / 1000);
        const spots = await page.evaluate(spotsIn, shares);
        for (let event = 0; event < BURST && spots.length > 0; event++)
          story.push(await act(page, session, below, spots));
      }
      await expectArithmeticAddsUp(page);
      expect(errors, `${step}: ${story.slice(-12).join("; ")}`).toEqual([]);
      await expect(page.getByText("Reset this figure"), step).toHaveCount(0);
    }
  });
}
