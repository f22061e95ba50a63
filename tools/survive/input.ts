/** Readers' hands: 1 to 7. */
import { delayedMessages } from "./delays";
import type { PromiseMade } from "./promise";
import { replays } from "./state";

export const INPUT: readonly PromiseMade[] = [
  {
    number: 1,
    says: "10,000 random events in every lesson, 3 seeds, bring no error",
    count: 3,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/fuzz.spec.ts"],
    },
  },
  {
    number: 2,
    says: "1,000 trusted events in every lesson, with drags, the wheel and two touches, bring no error",
    count: 1000,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/hands.spec.ts"],
    },
  },
  {
    number: 3,
    says: "every goal of every lesson is reached by keyboard alone; the focus is never lost",
    count: 500,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/keyboard.spec.ts", "e2e/keys.spec.ts"],
    },
  },
  {
    number: 4,
    says: "texts that are long, right to left or markup overflow nothing and run nothing",
    count: 1000,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/texts.spec.ts"],
    },
  },
  {
    number: 5,
    says: "axe finds nothing serious in any lesson and theme, before and after random events",
    count: 1,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/pages.spec.ts", "e2e/fuzz.spec.ts"],
      titles: "axe finds nothing|random events",
    },
  },
  {
    number: 6,
    says: "the same intents end in the same store",
    count: 100,
    trial: { kind: "here", run: replays },
  },
  {
    number: 7,
    says: "messages delayed at random end in the same state; nothing of an old run is drawn",
    count: 200,
    trial: { kind: "here", run: delayedMessages },
  },
];
