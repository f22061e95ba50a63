/** Tags that ask: predictions, quizzes, numbers, cells, orders and practice. */
import { FLOW, FROM, GOAL, HIDES, ID, QUESTIONS, type TagSchema, TOLERANCE } from "../tag-schema";

const ANSWERS = ["value", "choice", "open"] as const;

export const ASKING: readonly TagSchema[] = [
  {
    name: "predict",
    summary:
      "The reader commits to an answer, then sees what happens. With `from` or `value` the answer is a number; with `choice` parts one of several; else free text.",
    inside: FLOW,
    body: "parts",
    attributes: {
      id: ID,
      type: {
        type: "choice",
        options: ANSWERS,
        description: "What is asked for. Follows from the rest when left out.",
      },
      from: FROM,
      value: {
        type: "amount",
        description:
          'The answer as a number: `3`, `0.5`, `"2/3"`. Beside `from` it is compared with it.',
      },
      hides: HIDES,
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
      several: {
        type: "boolean",
        description: "The reader marks every right choice. Default false.",
      },
      hides: HIDES,
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
        description:
          "What to say to a reader who picks it. Every wrong choice should have one; formulas are allowed.",
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
        description:
          'The answer: `3`, `0.5`, `"2/3"`. Needed unless there is a `from`; beside it, it is compared.',
      },
      tolerance: TOLERANCE,
      hides: HIDES,
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
    attributes: {
      id: ID,
      from: { ...FROM, required: true, description: "The right cell: `c1.y[0][2]`." },
      hides: HIDES,
      goal: GOAL,
    },
    example: `{% cell id="k1" from="c1.y[0][0]" %}\n{% ask %}Click the number that the filter is computing now.{% /ask %}\n{% /cell %}`,
  },
  {
    name: "order",
    summary:
      "The reader puts things into order. Write them as a numbered list in the right order; they are shuffled.",
    inside: FLOW,
    body: "parts",
    attributes: { id: ID, goal: GOAL },
    example: `{% order id="o1" %}\n{% ask %}In which order does a layer compute?{% /ask %}\n\n1. Multiply window and filter\n2. Add the products\n3. Add the bias\n4. Apply the activation\n\n{% /order %}`,
  },
  {
    name: "practice",
    summary:
      "Endless generated exercises with hints and feedback; the same seed gives the same series, on screen and as a worksheet.",
    inside: FLOW,
    body: "none",
    open: true,
    attributes: {
      id: ID,
      kind: {
        type: "text",
        required: true,
        description:
          "Which exercises: `output-size`, `pooling` and the other kinds under Practice.",
      },
      seed: {
        type: "integer",
        min: 0,
        max: 4294967295,
        description: "Another seed, another series. Default 1.",
      },
      goal: GOAL,
    },
    example: `{% practice id="e1" kind="output-size" seed=7 /%}`,
  },
];
