/** The file that "Save as SVG" gives, and what it says. */
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";

export async function saved(
  page: Page,
  figure: Locator,
): Promise<{ readonly name: string; readonly text: string }> {
  await figure.getByRole("button", { name: "More about this figure" }).click();
  const download = page.waitForEvent("download");
  await page
    .getByRole("button", { name: "Save as SVG" })
    .or(page.getByRole("menuitem", { name: "Save as SVG" }))
    .first()
    .click();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

/** Every cell with a number, of every grid and table, in order. */
export async function cells(scope: Locator): Promise<string[]> {
  const found = await scope
    .locator("[role=grid] td, [role=grid] [role=gridcell], table td")
    .allInnerTexts();
  return found.map((text) => text.replace(/\s+/g, "")).filter((text) => /\d/.test(text));
}

/** What the file says, as an XML parser reads it. */
export async function parsed(
  page: Page,
  text: string,
): Promise<{
  readonly wrong: string;
  readonly words: string[];
  readonly links: string[];
  readonly tags: string[];
}> {
  const blank = await page.context().newPage();
  await blank.goto("about:blank");
  const read = await blank.evaluate((source) => {
    const file = new DOMParser().parseFromString(source, "image/svg+xml");
    const all = [...file.querySelectorAll("*")];
    return {
      wrong: file.querySelector("parsererror")?.textContent ?? "",
      words: [...file.querySelectorAll("text")].map((one) => one.textContent ?? ""),
      links: all.flatMap((one) =>
        [...one.attributes].filter(({ name }) => /href|src/.test(name)).map(({ value }) => value),
      ),
      tags: [...new Set(all.map((one) => one.localName))],
    };
  }, text);
  await blank.close();
  return read;
}

/**
 * The first of the numbers that the words do not say in the same order; "" when they say all. A
 * number may be in several words.
 */
export function missing(numbers: readonly string[], words: readonly string[]): string {
  const written = words.map((one) => one.replace(/\s+/g, "")).join(" ");
  let from = 0;
  for (const number of numbers) {
    const signs = [...number].map((sign) => sign.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(" ?");
    const at = new RegExp(`(?<=^| )${signs}(?=$| )`, "g");
    at.lastIndex = from;
    if (at.exec(written) === null) return `${number} after ${written.slice(0, from)}`;
    from = at.lastIndex;
  }
  return "";
}

/**
 * What is drawn, without where, how large and in which colour: a line for each element and each
 * text, indented as they are nested. Digits are cut, since they differ with the machine's last
 * bits; up to four lines that stand several times in a row are counted.
 */
export async function outline(page: Page, file: string): Promise<string> {
  const blank = await page.context().newPage(); // the lab's own pages parse no markup
  await blank.goto("about:blank");
  const read = await blank.evaluate((source) => {
    const LONGEST = 4;
    const cut = (value: string): string =>
      (value.startsWith("data:") ? (value.split(";")[0] ?? "") : value)
        .replace(/#[\da-f]{3,8}\b|\b(?:rgba?|oklch|oklab|color)\([^)]*\)/g, "colour")
        .replace(/\d+(?:[.,]\d+)*/g, "#")
        .replace(/\s+/g, " ")
        .trim();
    const attributesOf = (element: Element): string[] =>
      [...element.attributes]
        .filter(({ name }) => !/^xmlns|^(?:id|clip-path|lengthAdjust|font-family)$/.test(name))
        .map(({ name, value }) => `${name}=${cut(value)}`)
        .filter((one) => !/=[#−\s.,-]*$/.test(one));
    const lines = (node: Node): string[] => {
      if (node instanceof Text) return [cut(node.data)].filter((line) => line !== "");
      if (!(node instanceof Element) || node.localName === "clipPath") return [];
      const head = [node.localName, ...attributesOf(node)].join(" ");
      const inner = counted([...node.childNodes].map(lines));
      return inner.length === 1 && node.localName === "text"
        ? [`${head}: ${inner[0]}`]
        : [head, ...inner.map((line) => `  ${line}`)];
    };
    /** The children's lines; a run of children that repeats stands once. */
    const counted = (parts: readonly string[][]): string[] => {
      const all = parts.filter(({ length }) => length > 0).map((part) => part.join("\n"));
      const found: string[] = [];
      for (let at = 0; at < all.length; ) {
        const [length, times] = repeatedAt(all, at);
        const run = all.slice(at, at + length).flatMap((part) => part.split("\n"));
        if (times === 1) found.push(...run);
        else found.push(`${times} ×`, ...run.map((line) => `  ${line}`));
        at += length * times;
      }
      return found;
    };
    /** How long the run is that covers most from here on, and how often it stands. */
    const repeatedAt = (all: readonly string[], from: number): readonly [number, number] => {
      let best: readonly [number, number] = [1, 1];
      for (let length = 1; length <= LONGEST; length++) {
        let same = 0;
        while (from + length + same < all.length && all[from + same] === all[from + length + same])
          same += 1;
        const times = 1 + Math.floor(same / length);
        if (times > 1 && length * times > best[0] * best[1]) best = [length, times];
      }
      return best;
    };
    const { documentElement } = new DOMParser().parseFromString(source, "image/svg+xml");
    return `${lines(documentElement).join("\n")}\n`;
  }, file);
  await blank.close();
  return read;
}
