/** Lessons of the course with other texts in the same places: what a stranger's lesson may hold. */
import { textOf } from "./course";

const LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
const MARKUP = [
  '"><img src=x onerror=ran()>',
  "<script>ran()</script>",
  "<svg onload=ran()>",
  "javascript:ran()",
  "{{constructor.constructor('ran()')()}}",
  "&lt;iframe srcdoc=ran()&gt;",
  "${ran()}",
];

/** A word in another's place; `at` counts the words of the lesson. */
export const TEXTS: Readonly<Record<string, (word: string, at: number) => string>> = {
  "words of 80 letters": (word, at) => (at % 5 === 0 ? LONG : word),
  "one letter": () => "x",
  "right to left": (_, at) => ["שלום", "קונבולוציה", "مرحبا", "\u202eabc", "٣٤٥"][at % 5] ?? "",
  markup: (word, at) => (at % 4 === 0 ? (MARKUP[(at / 4) % MARKUP.length] ?? "") : word),
};

/** Tags, formulas, code and links stand as they are; so do fences and tables. */
const APART = /(\{%.*?%\}|\$[^$]*\$|`[^`]*`|!?\[[^\]]*\]\([^)]*\))/;
const WORD = /[A-Za-z][A-Za-z'’-]*/g;

export function lessonWith(lesson: string, replaced: (word: string, at: number) => string): string {
  let at = 0;
  const words = (text: string): string => text.replaceAll(WORD, (word) => replaced(word, at++));
  const quoted = (text: string): string => words(text).replaceAll(/["\\]/g, "'");
  let [inFront, inFence, inTag] = [0, false, false];
  return textOf(lesson)
    .split("\n")
    .map((line) => {
      if (line === "---") inFront += 1;
      if (inFront < 2)
        return line.startsWith("title:") ? `title: "${quoted(line.slice(6)).trim()}"` : line;
      if (line.startsWith("```")) inFence = !inFence;
      const begins = inTag;
      if (/\{%(?!.*%\})/.test(line)) inTag = true;
      else if (inTag && line.includes("%}")) inTag = false;
      if (inFence || begins || inTag || /^(---|```|\||\{% (?:figure|step|set|sketch))/.test(line))
        return line;
      return line
        .split(APART)
        .map((part, place) => (place % 2 === 1 ? part : words(part)))
        .join("");
    })
    .join("\n");
}
