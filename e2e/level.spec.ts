/** What many changes of lesson, and long training, leave behind: nothing that grows. */
import { lessons, stepsOf } from "./course";
import { type Level, levelOf } from "./devtools";
import { expect, test, type Lab } from "./lab";
import { found, seeded, trialsOr } from "./trials";

const MEGABYTE = 2 ** 20;
/** By how much each may differ from what it was before. */
const MORE: Readonly<Record<keyof Level, number>> = {
  heap: MEGABYTE,
  nodes: 50,
  listeners: 20,
  workers: 0,
  workerHeap: MEGABYTE,
  gpu: 32 * MEGABYTE,
};

function expectLevel(before: Level, after: Level): void {
  const grown = Object.entries(MORE).map(([name, most]) => {
    const what = name as keyof Level;
    return { what, more: after[what] - before[what], most };
  });
  found(grown.map(({ what, more }) => `${what} ${more > 0 ? "+" : ""}${shown(more)}`).join(", "));
  expect(grown.filter(({ more, most }) => more > most)).toEqual([]);
}

function shown(number: number): string {
  return Math.abs(number) < 10_000 ? String(number) : `${(number / MEGABYTE).toFixed(1)} MB`;
}

/** To a step, as a reader gets there; where it trains, it begins to. */
async function visit({ page }: Lab, route: string): Promise<void> {
  await page.evaluate((to) => location.assign(`#/${to}`), route);
  await expect(page.locator('main:not([aria-busy="true"])').first()).toBeVisible();
  await expect(page.locator("main figure [aria-busy=true]")).toHaveCount(0, { timeout: 60_000 });
  const train = page.getByRole("button", { name: /^(Train|Go on)$/ }).first();
  if ((await train.count()) > 0 && (await train.isEnabled())) await train.click();
}

test("changes of lesson leave heap, nodes, listeners, workers and the graphics process level", async ({
  lab,
}) => {
  const changes = trialsOr(4);
  test.setTimeout(120_000 + changes * 20_000);
  const below = seeded(27);
  const places = lessons().map((lesson) => {
    const steps = stepsOf(lesson);
    return `lesson/${lesson}/${steps[below(steps.length)] ?? ""}`;
  });
  const round = places.slice(0, Math.min(changes, places.length));
  await lab.open("", { still: "1" });
  // The first visits load what is kept for good: code, lessons, data.
  for (const place of [...round, ...round]) await visit(lab, place);
  await visit(lab, "");
  const before = await levelOf(lab.page);
  for (let at = 0; at < changes; at++) await visit(lab, round[at % round.length] ?? "");
  await visit(lab, "");
  expectLevel(before, await levelOf(lab.page));
});
