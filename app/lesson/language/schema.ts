/**
 * Every tag of the lesson language: what it is for, where it may stand, what it takes. The compiler checks against this
 * table, the reference page and the studio's palette are made from it, and nothing else says what a tag may be.
 */

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
  /** "none" ends with `/%}`; "optional" may; "text" is one run of text; "blocks" is anything; "parts" is only its part tags. */
  readonly body: "none" | "optional" | "text" | "blocks" | "parts";
  readonly attributes: Readonly<Record<string, AttributeSchema>>;
  /** Further attributes come from the widget or generator named by `kind`. */
  readonly open?: boolean;
  /** A complete block for the reference; goes through the checker. */
  readonly example: string;
}

const ID: AttributeSchema = {
  type: "id",
  required: true,
  description: "Name in this lesson: small letters, digits, hyphens. Links, progress and translations hang on it, so never change it.",
};
const GOAL: AttributeSchema = {
  type: "goals",
  description: "Which goal of the front matter this tests: its number, or a list of numbers.",
};
const FROM: AttributeSchema = {
  type: "reference",
  description: "The answer, read from a figure: `c1.y[0][2]` is a number of its tensor `y`, `c1.y.shape[0]` an extent.",
};
const TOLERANCE: AttributeSchema = {
  type: "number",
  min: 0,
  max: 1e6,
  description: "How far off still counts as right. Without it: exact for whole numbers, else 0.005.",
};
const FLOW = ["step", "callout", "only"] as const;
const READING = [...FLOW, "reveal", "hint", "solution"] as const;
const QUESTIONS = ["quiz", "numeric", "cell", "order"] as const;

export const TONES = ["note", "tip", "pitfall", "deepdive", "history"] as const;
export const MEDIA = ["screen", "present", "print"] as const;
export const ANSWERS = ["value", "choice", "open"] as const;
/** The tags that are questions, and so have an id of their own that progress hangs on. */
export const QUESTION_TAGS: ReadonlySet<string> = new Set(["predict", ...QUESTIONS, "practice"]);

const list: readonly TagSchema[] = [
  {
    name: "step",
    summary: "Names a step. It is the first thing after `---`; the `##` heading below it is the step's title.",
    inside: ["step"],
    body: "none",
    attributes: {
      id: ID,
      minutes: { type: "number", min: 0, max: 600, description: "How long the step takes in a lecture; the presenter's clock uses it." },
    },
    example: `{% step id="slide" minutes=3 /%}\n\n## The window slides`,
  },
  {
    name: "figure",
    summary: "A figure that the reader can work with. Its body, if any, is the caption.",
    inside: [...FLOW, "compare", "reveal", "solution"],
    body: "optional",
    open: true,
    attributes: {
      id: ID,
      kind: { type: "text", required: true, description: "Which figure: `conv`, `pool` and the other kinds under Figures." },
      alt: {
        type: "text",
        required: true,
        description: "What it shows, in a sentence, for a reader who cannot see it. The numbers are described by the figure itself.",
      },
      hide: { type: "names", description: "Controls to leave out, by name." },
      lock: { type: "names", description: "Controls to show but not let the reader change." },
      bind: { type: "id", description: "Id of another figure of the same kind: both then show the same state." },
    },
    example: `{% figure id="c1" kind="conv" alt="A 3 by 3 filter on a 6 by 6 input" %}\nMove the filter with the arrow keys.\n{% /figure %}`,
  },
  {
    name: "set",
    summary: "Puts a figure into a state when the step opens. Without values it only brings the figure on stage.",
    inside: ["step"],
    body: "none",
    open: true,
    attributes: {
      figure: { type: "id", required: true, description: "Id of the figure." },
      step: { type: "integer", min: 0, max: 1e6, description: "Position on the figure's time line." },
    },
    example: `{% set figure="c1" step=3 /%}`,
  },
  {
    name: "compare",
    summary: "Two to four figures side by side, on one colour scale.",
    inside: FLOW,
    body: "parts",
    attributes: {},
    example: `{% compare %}\n{% figure id="left" kind="conv" alt="Without padding" /%}\n{% figure id="right" kind="conv" alt="With padding" /%}\n{% /compare %}`,
  },
  {
    name: "predict",
    summary:
      "The reader commits to an answer, then sees what happens. With `from` or `value` the answer is a number; with `choice` parts one of several; else free text.",
    inside: FLOW,
    body: "parts",
    attributes: {
      id: ID,
      type: { type: "choice", options: ANSWERS, description: "What is asked for. Follows from the rest when left out." },
      from: FROM,
      value: { type: "amount", description: 'The answer as a number: `3`, `0.5`, `"2/3"`. Beside `from` it is compared with it.' },
      tolerance: TOLERANCE,
      goal: GOAL,
    },
    example: `{% predict id="p1" value=3 %}\n{% ask %}How many rows will the output have?{% /ask %}\n{% reveal %}Three. Step through it above.{% /reveal %}\n{% /predict %}`,
  },
  {
    name: "ask",
    summary: "The question itself.",
    inside: ["predict", ...QUESTIONS],
    body: "blocks",
    attributes: {},
    example: `{% predict id="p2" %}\n{% ask %}What happens at the border?{% /ask %}\n{% reveal %}Those pixels are used less often.{% /reveal %}\n{% /predict %}`,
  },
  {
    name: "reveal",
    summary: "What a `predict` shows after the reader has committed.",
    inside: ["predict"],
    body: "blocks",
    attributes: {},
    example: `{% predict id="p3" %}\n{% ask %}Which number comes next?{% /ask %}\n{% reveal %}Look at the figure.{% /reveal %}\n{% /predict %}`,
  },
  {
    name: "quiz",
    summary: "Choices, of which one is right, or several with `several=true`.",
    inside: FLOW,
    body: "parts",
    attributes: {
      id: ID,
      several: { type: "boolean", description: "The reader marks every right choice. Default false." },
      goal: GOAL,
    },
    example: `{% quiz id="q1" %}\n{% ask %}What does a stride of 2 do to the output?{% /ask %}\n{% choice correct=true %}It has about half as many rows.{% /choice %}\n{% choice feedback="That is what padding does." %}It gets larger.{% /choice %}\n{% hint %}Count the positions of the window.{% /hint %}\n{% solution %}The window skips every second position.{% /solution %}\n{% /quiz %}`,
  },
  {
    name: "choice",
    summary: "One choice of a `quiz` or `predict`.",
    inside: ["quiz", "predict"],
    body: "text",
    attributes: {
      correct: { type: "boolean", description: "Whether it is right. Default false." },
      feedback: {
        type: "text",
        description: "What to say to a reader who picks it. Every wrong choice should have one; formulas are allowed.",
      },
    },
    example: `{% quiz id="q2" several=true %}\n{% ask %}Which have no parameters to learn?{% /ask %}\n{% choice correct=true %}Max pooling{% /choice %}\n{% choice correct=true %}ReLU{% /choice %}\n{% choice feedback="Its filters are learned." %}Convolution{% /choice %}\n{% /quiz %}`,
  },
  {
    name: "numeric",
    summary: "The reader types a number; fractions such as 2/3 are understood.",
    inside: FLOW,
    body: "parts",
    attributes: {
      id: ID,
      from: FROM,
      value: {
        type: "amount",
        description: 'The answer: `3`, `0.5`, `"2/3"`. Needed unless there is a `from`; beside it, it is compared.',
      },
      tolerance: TOLERANCE,
      unit: { type: "text", description: 'Written after the field: "parameters".' },
      goal: GOAL,
    },
    example: `{% numeric id="n1" value=280 unit="parameters" %}\n{% ask %}Ten filters of 3×3×3, each with a bias. How many parameters?{% /ask %}\n{% mistake value=270 %}You left out the ten biases.{% /mistake %}\n{% hint %}One filter has 27 weights and a bias.{% /hint %}\n{% solution %}$(27 + 1) \\cdot 10 = 280\${% /solution %}\n{% /numeric %}`,
  },
  {
    name: "mistake",
    summary: "A wrong answer that you expect, and what to say about it.",
    inside: ["numeric"],
    body: "text",
    attributes: {
      value: { type: "amount", description: "The wrong number." },
      from: FROM,
    },
    example: `{% numeric id="n2" value=3 %}\n{% ask %}How many rows?{% /ask %}\n{% mistake value=4 %}With padding 1 it would be 4.{% /mistake %}\n{% /numeric %}`,
  },
  {
    name: "cell",
    summary: "The reader clicks the right cell of a figure.",
    inside: FLOW,
    body: "parts",
    attributes: { id: ID, from: { ...FROM, required: true, description: "The right cell: `c1.y[0][2]`." }, goal: GOAL },
    example: `{% cell id="k1" from="c1.y[0][0]" %}\n{% ask %}Click the number that the filter is computing now.{% /ask %}\n{% /cell %}`,
  },
  {
    name: "order",
    summary: "The reader puts things into order. Write them as a numbered list in the right order; they are shuffled.",
    inside: FLOW,
    body: "parts",
    attributes: { id: ID, goal: GOAL },
    example: `{% order id="o1" %}\n{% ask %}In which order does a layer compute?{% /ask %}\n\n1. Multiply window and filter\n2. Add the products\n3. Add the bias\n4. Apply the activation\n\n{% /order %}`,
  },
  {
    name: "practice",
    summary: "Endless generated exercises with hints and feedback; the same seed gives the same series, on screen and as a worksheet.",
    inside: FLOW,
    body: "none",
    open: true,
    attributes: {
      id: ID,
      kind: { type: "text", required: true, description: "Which exercises: `output-size`, `pooling` and the other kinds under Practice." },
      seed: { type: "integer", min: 0, max: 4294967295, description: "Another seed, another series. Default 1." },
      goal: GOAL,
    },
    example: `{% practice id="e1" kind="output-size" seed=7 /%}`,
  },
  {
    name: "hint",
    summary: "Help, shown when asked for. Several in a question are shown one after the other.",
    inside: [...FLOW, ...QUESTIONS],
    body: "blocks",
    attributes: {},
    example: `{% hint %}Try it with a smaller input first.{% /hint %}`,
  },
  {
    name: "solution",
    summary: "The worked answer, shown when asked for; in print it stands on the last page.",
    inside: [...FLOW, ...QUESTIONS],
    body: "blocks",
    attributes: {},
    example: `{% solution %}The sum is $3 + 1 + 2 - 0 - 5 - 7 = -6$.{% /solution %}`,
  },
  {
    name: "callout",
    summary: "A box beside the main thread.",
    inside: [...READING.filter((name) => name !== "callout"), "notes"],
    body: "blocks",
    attributes: {
      tone: { type: "choice", options: TONES, required: true, description: "What kind of remark it is." },
      title: { type: "text", description: "Its heading; without one the tone's own name." },
    },
    example: `{% callout tone="pitfall" title="Not the textbook's convolution" %}\nThe filter is not flipped.\n{% /callout %}`,
  },
  {
    name: "notes",
    summary: "Speaker notes for this step. `[click]` marks where you press the clicker.",
    inside: ["step"],
    body: "blocks",
    attributes: {},
    example: `{% notes %}\nCollect guesses first. [click] Most say 4.\n{% /notes %}`,
  },
  {
    name: "only",
    summary: "Something for one medium only.",
    inside: [...READING.filter((name) => name !== "only"), "notes"],
    body: "blocks",
    attributes: { for: { type: "choice", options: MEDIA, required: true, description: "Where it appears." } },
    example: `{% only for="print" %}\nDo this page with a pencil.\n{% /only %}`,
  },
  {
    name: "term",
    summary: "A word or formula that lights what it means in the figure: a role, a cell of a figure, or a word of the glossary.",
    inside: ["text"],
    inline: true,
    body: "text",
    attributes: {
      name: {
        type: "text",
        required: true,
        description:
          "`input`, `weight`, `bias`, `output`, `gradient`; or a reference such as `c1.y[0][2]`; or a glossary word such as `stride`.",
      },
    },
    example: `Each {% term name="weight" %}weight{% /term %} meets one pixel.`,
  },
];

export const TAGS: Readonly<Record<string, TagSchema>> = Object.fromEntries(list.map((tag) => [tag.name, tag]));
export const TAG_NAMES: readonly string[] = list.map((tag) => tag.name);

/** The tag of that name; names of Object.prototype are none. */
export function tagNamed(name: string): TagSchema | undefined {
  return Object.hasOwn(TAGS, name) ? TAGS[name] : undefined;
}

/** The tags that may stand directly in `place` ("step" or a tag's name). */
export function allowedIn(place: string): string[] {
  return list.filter((tag) => tag.inside.includes(place)).map((tag) => tag.name);
}
