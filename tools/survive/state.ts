/** What the page remembers: replayed, damaged, written by two tabs; and addresses of nonsense. */
import * as v from "valibot";
import { formatHash, parseAddress } from "../../app/shell/address";
import { createStorage } from "../../app/store/storage";
import { progressSchema, type Progress } from "../../app/store/progress";
import { createLab } from "../../app/store/store";
import type { Random } from "../../engine/core/random";
import { random } from "../../engine/core/random";
import { changedText, changedValue } from "./mutate";
import { type Outcome, pick, trials } from "./promise";

function played(from: Random): string {
  const lab = createLab();
  lab.getState().placeFigure("a/c1", "conv", { n: 0 }, { n: 0 });
  for (let count = 0; count < 200; count++) {
    const { changeFigure, undoFigure, redoFigure, resetFigure, visit } = lab.getState();
    const way = from.below(6);
    if (way < 2) changeFigure("a/c1", { n: from.below(50) }, way === 0 ? "merge" : "step");
    else if (way === 2) undoFigure("a/c1");
    else if (way === 3) redoFigure("a/c1");
    else if (way === 4) resetFigure("a/c1");
    else visit("stride", `step-${from.below(5)}`, from.below(2) === 0);
  }
  const { figures, progress, answers } = lab.getState();
  return JSON.stringify({ figures, progress, answers });
}

export function replays(count: number): Promise<Outcome> {
  return trials(count, (_, seed) =>
    played(random(seed)) === played(random(seed)) ? null : "the same intents end elsewhere",
  );
}

/** As much of Storage as `createStorage` uses. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

const PROGRESS: Progress = {
  lessons: { stride: { step: "guess", visited: ["guess", "slide"], done: false } },
  last: "#/lesson/stride/guess",
};

export function damagedDocuments(count: number): Promise<Outcome> {
  return trials(count, (from) => {
    const whole = { format: 1, data: PROGRESS };
    const written =
      from.below(2) === 0
        ? JSON.stringify(changedValue(whole, from))
        : changedText(JSON.stringify(whole), from);
    const kept = storage();
    kept.setItem("convlab:/:progress", written);
    const persist = createStorage(kept, "/");
    const read = persist.read("progress", progressSchema);
    if (read !== null && !v.is(progressSchema, read)) return `read as ${JSON.stringify(read)}`;
    persist.write("progress", PROGRESS);
    const again = persist.read("progress", progressSchema);
    const aside = [...Array(kept.length).keys()].map((at) => kept.getItem(kept.key(at) ?? ""));
    if (read === null && !aside.includes(written)) return `${written} is lost`;
    return again === null && persist.state() === "kept" ? "nothing can be written after it" : null;
  });
}

const PIECES =
  "#/|lesson|stride|?|&|=|;|,|~|'|%|%zz|c1.|c1.__proto__.x|constructor|seed|theme|-1|1e999|\ud800|../|//|\0".split(
    "|",
  );

export function addresses(count: number): Promise<Outcome> {
  return trials(count, (from) => {
    const text = (): string =>
      Array.from({ length: from.below(12) }, () =>
        from.below(3) === 0 ? String.fromCharCode(from.below(0xffff)) : pick(from, PIECES),
      ).join("");
    const address = parseAddress(`?${text()}`, `#/${text()}`);
    const again = formatHash(address.page, address.path, address.parameters);
    if (!again.startsWith("#/")) return `${again} is no place`;
    return Object.hasOwn(Object.prototype, "x") ? "a prototype was changed" : null;
  });
}
