/** Which way a language is written. */

const RIGHT_TO_LEFT = new Set("ar arc ckb dv fa he ks ps sd syr ug ur yi".split(" "));

export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(language.split("-")[0] ?? "") ? "rtl" : "ltr";
}
