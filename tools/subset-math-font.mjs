/**
 * Writes app/theme/fonts/math-common.woff2: of Noto Sans Math (SIL Open Font License 1.1) the signs
 * of an ordinary formula, an eighth of the whole, so that a slow link shows a lesson's formulas
 * soon. Which signs: the `unicode-range` of app/theme/math.css. Run it again when the font or the
 * range changes: node tools/subset-math-font.mjs
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import subsetFont from "subset-font";
import { root } from "./install.mjs";

const WHOLE = "node_modules/@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2";
const theme = join(root, "app", "theme");

const css = readFileSync(join(theme, "math.css"), "utf8");
const [, declared = ""] = /unicode-range:([^;]*);/.exec(css) ?? [];
const signs = [...declared.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(
  ([, first, last = first]) => signsBetween(Number.parseInt(first, 16), Number.parseInt(last, 16)),
);
const font = await subsetFont(readFileSync(join(root, WHOLE)), signs.join(""), {
  targetFormat: "woff2",
});
writeFileSync(join(theme, "fonts", "math-common.woff2"), font);
console.log(`${font.length} bytes`);

function signsBetween(first, last) {
  const codes = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return String.fromCodePoint(...codes);
}
