/** Every block of a lesson in its states, without a lesson round it. */
import { type ReactNode, useMemo, useState } from "react";
import type { Block, Inline, LessonDoc } from "../document";
import { Blocks } from "./Blocks";
import { aloneDoc } from "./alone";
import { type LessonScope, LessonScopeContext, type PickRequest } from "./scope";

const DOC: LessonDoc = { ...aloneDoc("gallery", "none", "Gallery", {}), steps: [] };

function Show({ blocks }: { readonly blocks: readonly Block[] }): ReactNode {
  const [pick, setPick] = useState<PickRequest | null>(null);
  const scope = useMemo<LessonScope>(
    () => ({
      doc: DOC,
      step: 0,
      registry: {},
      figures: new Map(),
      stage: [],
      onStage: new Set(),
      prefix: "gallery:",
      mode: "lesson",
      pick,
      setPick,
      hash: () => "#/gallery",
    }),
    [pick],
  );
  return (
    <LessonScopeContext value={scope}>
      <Blocks blocks={blocks} />
    </LessonScopeContext>
  );
}

const text = (words: string): Inline => ({ kind: "text", text: words });
const says = (...words: readonly (string | Inline)[]): Block => ({
  kind: "paragraph",
  content: words.map((word) => (typeof word === "string" ? text(word) : word)),
});
const floor = { tag: "mo", attributes: { stretchy: "false" }, children: ["⌊"] };
const sizeFormula: Inline = {
  kind: "math",
  tex: "\\lfloor (n + 2p - f) / s \\rfloor + 1",
  mathml: {
    tag: "math",
    attributes: {},
    children: [
      {
        tag: "mrow",
        attributes: {},
        children: [
          floor,
          {
            tag: "mfrac",
            attributes: {},
            children: [
              {
                tag: "mrow",
                attributes: {},
                children: ["n", "+", "2p", "−", "f"].map((word) => ({
                  tag: /\w/.test(word) ? "mi" : "mo",
                  attributes: {},
                  children: [word],
                })),
              },
              { tag: "mi", attributes: { "data-role": "weight" }, children: ["s"] },
            ],
          },
          { tag: "mo", attributes: { stretchy: "false" }, children: ["⌋"] },
          { tag: "mo", attributes: {}, children: ["+"] },
          { tag: "mn", attributes: {}, children: ["1"] },
        ],
      },
    ],
  },
};

const prose: readonly Block[] = [
  says(
    "The ",
    { kind: "term", term: "weight", content: [text("filter")] },
    " slides over the ",
    { kind: "term", term: "input", content: [text("picture")] },
    "; at every place it makes one number of the ",
    { kind: "term", term: "output", content: [text("output")] },
    ". With ",
    { kind: "strong", content: [text("stride")] },
    " s the side of the output is ",
    sizeFormula,
    ".",
  ),
  { kind: "heading", level: 2, content: [text("Why the floor")] },
  {
    kind: "list",
    ordered: true,
    items: [
      [says("A place counts only when the whole filter fits.")],
      [says("What is left over at the border is not used.")],
    ],
  },
  { kind: "quote", blocks: [says("What is called convolution here is cross-correlation.")] },
  { kind: "code", language: "python", text: "y = torch.nn.functional.conv2d(x, w, stride=2)" },
  {
    kind: "table",
    head: [[text("stride")], [text("side of the output")]],
    rows: [
      [[text("1")], [text("4")]],
      [[text("2")], [text("2")]],
    ],
  },
];

const hint = [
  [says("Count the places of the window in one row.")],
  [says("The last one must not stick out.")],
];

export const gallery = {
  title: "Lesson blocks",
  states: [
    { name: "prose", node: <Show blocks={prose} /> },
    {
      name: "callouts",
      node: (
        <Show
          blocks={(["note", "tip", "pitfall", "deepdive", "history"] as const).map((tone) => ({
            kind: "callout",
            tone,
            title: "",
            blocks: [says("A stride larger than the filter skips pixels altogether.")],
          }))}
        />
      ),
    },
    {
      name: "predict a number",
      node: (
        <Show
          blocks={[
            {
              kind: "predict",
              id: "p",
              answer: { type: "value", value: 3, tolerance: 0 },
              ask: [says("How many rows will the output have?")],
              reveal: [says("Three: the window fits at 0, 2 and 4.")],
            },
          ]}
        />
      ),
    },
    {
      name: "quiz",
      node: (
        <Show
          blocks={[
            {
              kind: "quiz",
              id: "q",
              several: false,
              ask: [says("What does a stride of 2 do to the output?")],
              choices: [
                {
                  content: [text("It gets half as many rows")],
                  correct: true,
                  feedback: [text("And half as many columns.")],
                },
                {
                  content: [text("It gets larger")],
                  correct: false,
                  feedback: [text("That is what padding does.")],
                },
              ],
              hints: hint,
              solution: [says("The window skips every second place.")],
            },
          ]}
        />
      ),
    },
    {
      name: "numeric",
      node: (
        <Show
          blocks={[
            {
              kind: "numeric",
              id: "n",
              ask: [says("What is the mean of 1 and 2?")],
              value: 1.5,
              tolerance: 0,
              unit: "",
              mistakes: [{ value: 3, feedback: [text("That is their sum.")] }],
              hints: hint,
              solution: [says("3/2")],
            },
          ]}
        />
      ),
    },
    {
      name: "order",
      node: (
        <Show
          blocks={[
            {
              kind: "order",
              id: "o",
              ask: [says("What comes first?")],
              items: [
                [text("multiply")],
                [text("add")],
                [text("add the bias")],
                [text("apply the activation")],
              ],
              hints: [],
              solution: [],
            },
          ]}
        />
      ),
    },
    {
      name: "a mistake of the author",
      node: (
        <Show
          blocks={[{ kind: "problem", message: "There is no figure called “c9”.", line: 31 }]}
        />
      ),
    },
  ],
};
