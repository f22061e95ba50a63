/**
 * What a training run is made of, as an author writes it and a reader changes it: one field for
 * each choice. A variant is these settings with a few of them changed (variants.ts); the network
 * and the recipe follow from them (network.ts, recipe.ts).
 */
import { t, word } from "../../language/words";
import { nearest } from "../../../engine/graph/suggest";
import { choice, integer, number, truth } from "../fields/kinds";
import { fileTitle, isOwnFile, orFile } from "../fields/own-files";
import type { StateOf } from "../fields/table";
import type { TextProblem } from "../widget";
import { NETWORK_FIELDS } from "./network-fields";

const OPTIMISER_WORDS = {
  sgd: "plain gradient descent",
  momentum: "gradient descent with momentum",
  nesterov: "Nesterov's momentum",
  adam: "Adam",
  adamw: "AdamW",
  rmsprop: "RMSprop",
} as const;

const DATA_WORDS = {
  mnist: "handwritten digits",
  fashion: "clothing",
  own: "your own pictures",
} as const;

/** What is learned, in words. */
export function dataWords(data: Setting["data"]): string {
  return isOwnFile(data)
    ? t("the pictures of {file}", { file: fileTitle(data) })
    : word(DATA_WORDS[data]);
}

const DATA_FIELDS = {
  data: orFile(
    choice(DATA_WORDS, {
      label: "Pictures",
      says: "What it learns to tell apart; `own`: what the reader opened in the lab.",
    }),
    "sets",
  ),
  side: choice(["28", "14", "7"], {
    label: "Side of a picture",
    says: "In pixels; smaller ones are averages of 2×2 or 4×4.",
  }),
  examples: integer({
    label: "Pictures to train on",
    says: "The first so many; 0: all.",
    from: 0,
    to: 10_000,
    standard: 0,
    look: "typed",
  }),
  pixels: choice(
    { share: "0 to 1", byte: "0 to 255", standard: "standardised" },
    { label: "Pixels", says: "How the numbers of a picture are scaled." },
  ),
};

const AUGMENT_FIELDS = {
  shift: integer({
    label: "Pictures shifted by up to",
    says: "Each picture of a batch is moved by up to so many pixels, at every step anew.",
    from: 0,
    to: 8,
    standard: 0,
  }),
  flip: truth({ label: "Pictures flipped", says: "Half of the pictures are mirrored." }),
};

const RULE_FIELDS = {
  optimiser: choice(OPTIMISER_WORDS, {
    label: "Optimiser",
    says: "Rule by which gradients move weights; momentum is 0.9.",
    look: "select",
  }),
  rate: number({
    label: "Learning rate",
    says: "Learning rate, before the schedule.",
    from: 1e-6,
    to: 100,
    standard: 0.05,
    logarithmic: true,
  }),
  schedule: choice(
    { constant: "stays", cosine: "falls along a cosine", step: "falls in steps", warmup: "rises" },
    { label: "The rate", says: "How the rate changes over the run.", look: "select" },
  ),
  schedule_steps: integer({
    label: "Steps of the schedule",
    says: "Over how many steps, or every how many; 0: over the whole run.",
    from: 0,
    to: 100_000,
    standard: 0,
    look: "typed",
  }),
  schedule_factor: number({
    label: "Factor of the schedule",
    says: "What is left of the rate at the end of a cosine, or after one of the steps.",
    from: 0,
    to: 1,
    standard: 0.05,
    look: "typed",
  }),
  frozen: integer({
    label: "Frozen layers",
    says: "So many layers with weights, from the first on, keep their first weights.",
    from: 0,
    to: 109,
    standard: 0,
    look: "typed",
  }),
  decay: number({
    label: "Weight decay",
    says: "As PyTorch's `weight_decay`.",
    from: 0,
    to: 10,
    standard: 0,
    step: 0.001,
    look: "typed",
  }),
  clip: number({
    label: "Gradient clipping (0: off)",
    says: "Largest length of the whole gradient; 0: not clipped.",
    from: 0,
    to: 1000,
    standard: 0,
    step: 0.1,
    look: "typed",
  }),
  batch: integer({
    label: "Pictures per step",
    says: "Size of a batch.",
    from: 1,
    to: 512,
    standard: 64,
    look: "typed",
  }),
  order: choice(
    { shuffled: "shuffled, each epoch anew", sorted: "class after class, not shuffled" },
    {
      label: "Order of the pictures",
      says: "`sorted`: all of one class, then all of the next, in every epoch: what a forgotten `shuffle=True` does to a folder.",
      look: "select",
    },
  ),
  seed: integer({
    label: "Seed",
    says: "Of first weights and order of pictures, the same for all variants.",
    from: 0,
    to: 1_000_000,
    standard: 1,
    look: "typed",
  }),
};

export const SETTINGS = {
  ...NETWORK_FIELDS,
  ...DATA_FIELDS,
  ...AUGMENT_FIELDS,
  ...RULE_FIELDS,
};

export type Setting = StateOf<typeof SETTINGS>;
export type SettingKey = keyof Setting;

export const NETWORK_KEYS = keysOf(NETWORK_FIELDS);
export const DATA_KEYS = keysOf({ ...DATA_FIELDS, ...AUGMENT_FIELDS });
export const RULE_KEYS = keysOf(RULE_FIELDS);
export const KEYS: readonly SettingKey[] = [...NETWORK_KEYS, ...DATA_KEYS, ...RULE_KEYS];

/** What a run takes up where it is; any other change begins it anew, from its seed. */
export const LIVE: readonly SettingKey[] = ["activation", "rate", "clip"];

export function isKey(name: string): name is SettingKey {
  return KEYS.some((key) => key === name);
}

/** What is wrong with a name that no setting has. */
export function unknownSetting(name: string): TextProblem {
  return {
    message: `there is no setting "${name.slice(0, 40)}"`,
    allowed: KEYS.join(", "),
    suggestion: nearest(name, KEYS) ?? null,
  };
}

/** The settings alone, of a state that holds more. */
export function settingOf(state: Setting): Setting {
  // Every field of a setting, copied from one that has them all.
  return Object.fromEntries(KEYS.map((key) => [key, state[key]])) as Setting;
}

function keysOf<Fields extends object>(fields: Fields): readonly (keyof Fields & SettingKey)[] {
  // A literal's own keys are what its type says.
  return Object.keys(fields) as (keyof Fields & SettingKey)[];
}
