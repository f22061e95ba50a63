/** Tags of what is read: help, boxes, notes, numbers and words in a sentence. */
import { FLOW, FROM, QUESTIONS, READING, type TagSchema } from "../tag-schema";

export const TONES = ["note", "tip", "pitfall", "deepdive", "history"] as const;
export const MEDIA = ["screen", "present", "print"] as const;

export const TEXT: readonly TagSchema[] = [
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
      tone: {
        type: "choice",
        options: TONES,
        required: true,
        description: "What kind of remark it is.",
      },
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
    attributes: {
      for: { type: "choice", options: MEDIA, required: true, description: "Where it appears." },
    },
    example: `{% only for="print" %}\nDo this page with a pencil.\n{% /only %}`,
  },
  {
    name: "value",
    summary:
      "A number that a figure computes, in a sentence: it is read when the lesson is compiled, with the figure as it stands at this point of the lesson, so that text and figure cannot disagree.",
    inside: ["text"],
    inline: true,
    body: "none",
    attributes: {
      from: {
        ...FROM,
        required: true,
        description:
          "The number: `c1.y[0][2]` is a number of the figure's tensor `y`, `c1.y.shape[0]` an extent.",
      },
      digits: {
        type: "integer",
        min: 1,
        max: 12,
        description: "Significant digits. Without it: as many as a figure writes, at most four.",
      },
    },
    example: `The first number of the output is {% value from="c1.y[0][0]" /%}.`,
  },
  {
    name: "term",
    summary:
      "A word or formula that lights what it means in the figure: a role, a cell of a figure, or a word of the glossary.",
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
