/** What is said of a tag and of its attributes, and what several tags have in common. */

export type AttributeSchema = {
  readonly required?: boolean;
  readonly description: string;
} & (
  | { readonly type: "id" | "text" | "boolean" | "names" | "reference" | "amount" | "goals" }
  | { readonly type: "integer" | "number"; readonly min: number; readonly max: number }
  | { readonly type: "choice"; readonly options: readonly string[] }
);

export interface TagSchema {
  readonly name: string;
  readonly summary: string;
  /** Where it may stand: "step" is directly in a step, other names are tags. */
  readonly inside: readonly string[];
  /** Stands in a line of text instead of being a block. */
  readonly inline?: boolean;
  /**
   * "none" ends with `/%}`; "optional" may; "text" is one run of text; "blocks" is anything;
   * "parts" is only its part tags.
   */
  readonly body: "none" | "optional" | "text" | "blocks" | "parts";
  readonly attributes: Readonly<Record<string, AttributeSchema>>;
  /** Further attributes come from the widget or generator named by `kind`. */
  readonly open?: boolean;
  /** A complete block for the reference; goes through the checker. */
  readonly example: string;
}

export const ID: AttributeSchema = {
  type: "id",
  required: true,
  description:
    "Name in this lesson: small letters, digits, hyphens. Links, progress and translations hang on it, so never change it.",
};
export const GOAL: AttributeSchema = {
  type: "goals",
  description: "Which goal of the front matter this tests: its number, or a list of numbers.",
};
export const FROM: AttributeSchema = {
  type: "reference",
  description:
    "The answer, read from a figure: `c1.y[0][2]` is a number of its tensor `y`, `c1.y.shape[0]` an extent.",
};
export const HIDES: AttributeSchema = {
  type: "names",
  description:
    'What the figure hides until the question is answered: names of its tensors, whose cells then show "?" (`hides="y"`), names of its parts as in `hide`, or `figure` for all of it. The figure is the one of `from`, else the one on the stage. A prediction counts as answered when it is committed, other questions when the answer is right or the solution is shown. `hides=""` says that the answer is meant to be read in the figure.',
};
export const TOLERANCE: AttributeSchema = {
  type: "number",
  min: 0,
  max: 1e6,
  description:
    "How far off still counts as right. Without it: exact for whole numbers, else 0.005.",
};
export const FLOW = ["step", "callout", "only"] as const;
export const READING = [...FLOW, "reveal", "hint", "solution"] as const;
export const QUESTIONS = ["quiz", "numeric", "cell", "order"] as const;
