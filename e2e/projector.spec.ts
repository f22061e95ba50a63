/**
 * What the last row reads: on every step of a lesson, on three projectors, no text is under 24 px
 * and everything is on the screen or reached with the two keys of a clicker. `npm test -- --all`
 * walks through every step of every lesson on each.
 */
import type { Page } from "@playwright/test";
import { ALL, lessons, stepsOf } from "./course";
import { expect, test } from "./lab";

const READ = 24;
const SCREENS = [
  { width: 1024, height: 768 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
];
/** The lessons with the widest figures, each on another projector. */
const SAMPLE = ["vanishing-gradients", "lenet", "volumes"];

/**
 * Every text that is seen, with the size of its type as drawn, and how far it lies outside of what
 * the keys bring onto the screen. An index or exponent within a formula may be smaller: it is set
 * at two thirds of its line, as everywhere in mathematics.
 */
function texts(page: Page) {
  return page.evaluate(() => {
    const factor = (one: Element): number => {
      let zoom = 1;
      for (let box: Element | null = one; box !== null; box = box.parentElement)
        zoom *= Number(getComputedStyle(box).zoom) || 1;
      return zoom;
    };
    const drawn = (one: Element): number => {
      const type = Number.parseFloat(getComputedStyle(one).fontSize);
      const matrix = one instanceof SVGElement ? (one as SVGGraphicsElement).getScreenCTM() : null;
      return type * (matrix === null ? factor(one) : Math.hypot(matrix.a, matrix.b));
    };
    const scrolls = (box: Element): boolean => {
      const { overflowX, overflowY } = getComputedStyle(box);
      return [overflowX, overflowY].some((way) => way === "auto" || way === "scroll");
    };
    /** How far it is cut by what does not scroll. */
    const cut = (one: Element): number => {
      const range = document.createRange();
      range.selectNodeContents(one);
      let { left, right, top, bottom } = range.getBoundingClientRect();
      let most = 0;
      // A drawing cuts what lies outside of it; above and below its letters a line has some air.
      const air = one instanceof SVGElement ? 0.25 * drawn(one) : 0;
      for (let box = one.parentElement; box !== null; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        if (overflowX === "visible" && overflowY === "visible") continue;
        if (box instanceof SVGElement && box.localName !== "svg") continue;
        const frame =
          box.localName === "body" || box.localName === "html"
            ? new DOMRect(0, 0, innerWidth, innerHeight)
            : box.getBoundingClientRect();
        if (scrolls(box)) ({ left, right, top, bottom } = frame);
        else
          most = Math.max(
            most,
            frame.left - left,
            right - frame.right,
            frame.top - top - air,
            bottom - frame.bottom - air,
          );
      }
      return most;
    };
    const seen = [...document.querySelectorAll("main *, nav[aria-label=Lecture] > span")].filter(
      (one) =>
        [...one.childNodes].some(
          ({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim() !== "",
        ) &&
        one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        one.closest(".hidden-text, msub, msup, msubsup, munder, mover, munderover, sub, sup") ===
          null &&
        one.closest("[class*=subscript], [class*=exponent]") === null,
    );
    return seen.map((one) => ({
      words: one.textContent?.trim().slice(0, 30) ?? "",
      size: Math.round(10 * drawn(one)) / 10,
      cut: Math.round(cut(one)),
    }));
  });
}

/** Once the layout has come to rest. */
async function settled(page: Page): Promise<void> {
  let before = "";
  await expect(async () => {
    const now = await page.evaluate(
      () =>
        `${document.querySelectorAll("main *").length} ${[...document.querySelectorAll<HTMLElement>("main [style*=zoom]")].map(({ style }) => style.zoom).join()} ${document.querySelectorAll("main [aria-busy=true]").length}`,
    );
    const same = now === before && now.endsWith(" 0");
    before = now;
    expect(same).toBe(true);
  }).toPass({ intervals: [120] });
}

for (const [at, id] of (ALL ? lessons() : SAMPLE).entries())
  for (const screen of ALL ? SCREENS : [SCREENS[at % SCREENS.length] ?? SCREENS[0]])
    if (screen !== undefined)
      test(`projector ${id} at ${screen.width}×${screen.height}: no text under ${READ} px, and the two keys reach all of it`, async ({
        lab,
      }) => {
        test.setTimeout(240_000);
        const { page } = lab;
        await page.setViewportSize(screen);
        await lab.open(`present/${id}`, { theme: "projector", still: "1" });
        const found: string[] = [];
        for (const step of stepsOf(id).filter((_, place) => ALL || place % 2 === at % 2)) {
          await page.evaluate((hash) => void (location.hash = hash), `#/present/${id}/${step}`);
          await expect(page).toHaveURL(new RegExp(`${id}/${step}(\\?|$)`));
          await settled(page);
          for (const { words, size, cut } of await texts(page)) {
            if (size < READ - 0.1) found.push(`${step}: “${words}” is ${size} px`);
            if (cut > 2) found.push(`${step}: “${words}” is cut by ${cut} px`);
          }
        }
        expect(found).toEqual([]);
      });

/** What stands on the screen only after a training, and how its end is seen. */
const TRAINED = {
  "batch-norm-benefits/question": "48 of 48 networks",
  "batch-norm-test/sizes": "batch norm needs more than one value",
};

for (const [step, end] of Object.entries(TRAINED))
  test(`projector ${step}, trained: no text under ${READ} px, and every number of a table in one line`, async ({
    lab,
  }) => {
    test.setTimeout(120_000);
    const { page } = lab;
    await page.setViewportSize({ width: 1024, height: 768 });
    await lab.open(`present/${step}`, { theme: "projector", still: "1" });
    await page.getByRole("button", { name: /^Train/ }).click();
    await expect(page.getByText(end)).toBeVisible({ timeout: 90_000 });
    await settled(page);
    const small = (await texts(page)).filter(({ size, cut }) => size < READ - 0.1 || cut > 2);
    expect(small).toEqual([]);
    const broken = await page
      .locator("main table :is(th[scope=col], td, button)")
      .evaluateAll((cells) =>
        cells.flatMap((cell) => {
          const text = cell.textContent ?? "";
          if (text.includes(" ") && !text.endsWith(" %")) return [];
          const range = document.createRange();
          range.selectNodeContents(cell);
          const tops = [...range.getClientRects()].map(({ top }) => Math.round(top));
          const wide = range.getBoundingClientRect().width > cell.clientWidth + 1;
          return Math.max(...tops) > Math.min(...tops) + 8 || wide ? [text] : [];
        }),
      );
    expect(broken).toEqual([]);
  });

/** Steps whose numbers are long for their cells, and that do not fit the screen. */
const LONG = ["batch-norm/question", "batch-norm/roads"];

for (const step of LONG)
  test(`projector ${step}: numbers keep clear of the lines of their cells, and the arrow to page on covers nothing`, async ({
    lab,
  }) => {
    const { page } = lab;
    await page.setViewportSize({ width: 1024, height: 768 });
    for (const place of ["present", "lesson"]) {
      await lab.open(`${place}/${step}`, { theme: "projector", still: "1" });
      await settled(page);
      expect(await page.evaluate(cramped), place).toEqual([]);
    }
    await lab.open(`present/${step}`, { theme: "projector", still: "1" });
    await settled(page);
    const [stage] = await page.locator("[data-more]:has([role=grid])").all();
    expect(stage, "the figure does not fit").toBeDefined();
    const arrow = await page.evaluate(() => {
      const screen = document.querySelector("main:has([data-more]), :has(> [data-more])");
      const { left, width } = getComputedStyle(screen ?? document.body, "::before");
      return { left, width };
    });
    // It stands before the figure, in the space between text and figure.
    expect(Number.parseFloat(arrow.left) + Number.parseFloat(arrow.width)).toBeLessThanOrEqual(0);
  });

/** Numbers that are nearer to the lines of their cell than two pixels. Runs in the page. */
function cramped(): string[] {
  return [...document.querySelectorAll("[role=grid] td")].flatMap((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    const [text, box] = [range.getBoundingClientRect(), cell.getBoundingClientRect()];
    const free = Math.min(text.left - box.left, box.right - text.right);
    return cell.textContent === "" || free >= 2 ? [] : [`${cell.textContent}: ${free}`];
  });
}
