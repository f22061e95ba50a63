/**
 * The contract of every figure in the browser: what it draws, as the file of "Save as SVG" says it,
 * is what it drew before; and on a phone, a projector and a desk nothing is cut, lies on something
 * else or is drawn over a bar. A new widget is covered by having a folder. Each is looked at as it
 * opens; with `--all` in every state that is kept for it, too, where the file has to say every
 * number of the page.
 * After a change that is wanted: `npx playwright test e2e/figures.spec.ts --update-snapshots`.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Fixture } from "../app/widgets/fixtures/fixture";
import { ALL, inTurn } from "./course";
import { faultsOf } from "./everywhere";
import { expect, test } from "./lab";
import { cells, missing, outline, parsed, saved } from "./saved-picture";

const SIZES = [
  { width: 390, height: 844 },
  { width: 1024, height: 768 },
  { width: 1440, height: 900 },
] as const;

const widgets = readdirSync("app/widgets").filter((name) =>
  existsSync(`app/widgets/${name}/index.ts`),
);

/** How each opens, and with `--all` as lessons of the newest version set it. */
function addressesOf(widget: string): readonly string[] {
  const newest = readdirSync("app/widgets/fixtures")
    .filter((file) => new RegExp(`^${widget}\\.v\\d+\\.json$`).test(file))
    .toSorted()
    .at(-1);
  if (!ALL || newest === undefined) return [""];
  const { cases }: Fixture = JSON.parse(readFileSync(`app/widgets/fixtures/${newest}`, "utf8"));
  const written = cases.map(({ properties }) =>
    new URLSearchParams(
      Object.entries(properties).map(([name, value]) => [
        name,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ).toString(),
  );
  return [...new Set(["", ...written])];
}

for (const widget of widgets)
  for (const [at, address] of addressesOf(widget).entries()) {
    const route = `lab/${widget}${address === "" ? "" : `?${address}`}`;
    const name = at === 0 ? widget : `${widget}, state ${at},`;

    test(`${name} is saved as what it is; at three sizes nothing is cut, on something else or over a bar`, async ({
      lab,
    }) => {
      const { page } = lab;
      await lab.open(route, { still: "1" });
      await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
      const figure = page.locator("main figure[data-figure]").first();
      await expect(figure).toBeVisible();
      // A run scores its held-out pictures once before it is trained; before, its plot says when.
      if (widget === "training") await expect(figure).not.toContainText("a dot for each time");
      const { text } = await saved(page, figure);
      if (at === 0) expect.soft(await outline(page, text)).toMatchSnapshot(`${widget}.txt`);
      else expect.soft(missing(await cells(figure), (await parsed(page, text)).words)).toBe("");
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await expect.soft
          .poll(() => faultsOf(page), { message: `${size.width}×${size.height}` })
          .toEqual([]);
      }
    });
  }

const parts = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".gallery.tsx"))
  .map((file) => file.replace(/^.*\//, "").replace(".gallery.tsx", "").toLowerCase())
  .toSorted();

for (const [turn, part] of parts.entries())
  for (const size of inTurn(SIZES, turn))
    test(`states of ${part} at ${size.width}×${size.height}: nothing cut, on something else or over a bar`, async ({
      lab,
    }) => {
      const { page } = lab;
      await page.setViewportSize(size);
      await lab.open(`gallery/${part}`, { still: "1" });
      await expect(page.locator("[data-gallery]").first()).toBeVisible();
      await expect.poll(() => faultsOf(page)).toEqual([]);
    });
