import { zipSync } from "fflate";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeSafetensors } from "../../../engine/data/formats/safetensors";
import { npy } from "../language/fixtures/npy";
import { generators } from "../practice";
import { widgets } from "../../widgets";
import { TAGS } from "../language/schema";
import { compileLesson } from "./compile";
import { starter } from "./starter";
import { tagReference } from "./tag-reference";

const docs = join(import.meta.dirname, "..", "..", "..", "docs");
const authoring = readFileSync(join(docs, "authoring.md"), "utf8");
const reference = readFileSync(join(docs, "lesson-tags.md"), "utf8");
const examples = (text: string): string[] =>
  [...text.matchAll(/^```markdoc\n([\s\S]*?)^```/gm)].map((match) => (match[1] ?? "").trim());

/** A block of the documentation in a lesson with the figure that such blocks refer to. */
function shell(block: string): string {
  if (block.startsWith("---\nformat")) return block;
  const isStep = /^(---\n+)?\{% step/.test(block);
  const figure = /id="c1"/.test(block)
    ? ""
    : '{% figure id="c1" kind="conv" alt="A filter on an input" /%}\n\n';
  return `---
format: 1
id: shell
title: Shell
summary: Round an example.
lang: en
level: intro
minutes: 20
goals: [See the example]
license: CC-BY-4.0
---

{% step id="start" /%}

## Start

${figure}{% predict id="shell-question" goal=1 %}{% ask %}What?{% /ask %}{% reveal %}This.{% /reveal %}{% /predict %}

${isStep ? block.replace(/^\{%/, "---\n\n{%") : block}${isStep && block.endsWith("slides") ? "\n\nText." : ""}
`;
}

/** The files that the examples name. */
const OWN = {
  assets: { "assets/cat.webp": "cat.webp" },
  arrays: {
    "assets/digit.npy": npy(
      [1, 4, 4],
      Array.from({ length: 16 }, (_, at) => at),
    ),
    "assets/leaves.zip": zipSync(
      Object.fromEntries(
        ["birch", "maple", "oak"].map((name) => [`leaves/${name}/1.png`, Uint8Array.of(1)]),
      ),
    ),
    "assets/whole.safetensors": writeSafetensors(
      new Map([
        ["conv.weight", { shape: [2, 1, 3, 3], data: new Float32Array(18).fill(1) }],
        ["conv.bias", { shape: [2], data: new Float32Array(2) }],
      ]),
    ),
    "assets/kernel.npy": npy([3, 3], [1, 0, -1, 1, 0, -1, 1, 0, -1]),
    "assets/net.safetensors": writeSafetensors(
      new Map([
        [
          "conv1.weight",
          { shape: [2, 3, 3, 3], data: Float32Array.from({ length: 54 }, (_, at) => (at % 3) - 1) },
        ],
      ]),
    ),
  },
};

const faults = (text: string): string[] =>
  compileLesson(text, { file: "example", registry: widgets, ...OWN }).diagnostics.map(
    ({ line, code, message }) => `${line} ${code}: ${message}`,
  );

test("the reference of tags is what the schemas say (node tools/run.mjs lessons-reference --write)", () => {
  expect(reference).toBe(
    tagReference({
      widgets: Object.values(widgets).map(({ definition }) => definition),
      generators: Object.values(generators),
    }),
  );
});

describe("examples of the documentation pass the strict check", () => {
  test.each(examples(authoring).map((example) => [example.split("\n")[0] ?? "", example]))(
    "authoring.md: %s",
    (_, example) => {
      expect(faults(shell(example))).toEqual([]);
    },
  );

  test.each(examples(reference).map((example) => [example.split("\n")[0] ?? "", example]))(
    "lesson-tags.md: %s",
    (_, example) => {
      expect(faults(shell(example))).toEqual([]);
    },
  );

  test("the examples of authoring.md, written one under the other as its reader does, are a lesson without a mistake", () => {
    expect(faults(examples(authoring).join("\n\n"))).toEqual([]);
  });

  test("there are examples of every tag, every figure and every practice", () => {
    const all = examples(reference).join("\n");
    for (const name of Object.keys(TAGS)) expect(all).toContain(`{% ${name}`);
    for (const name of [...Object.keys(widgets), ...Object.keys(generators)])
      expect(all).toContain(`kind="${name}"`);
    expect(examples(authoring).length).toBeGreaterThan(7);
  });

  test("what authoring.md says of a wrong key is what the check says", () => {
    const wrong = shell(
      '{% numeric id="rows" from="c1.y.shape[0]" value=3 %}\n{% ask %}How many rows?{% /ask %}\n{% /numeric %}',
    );
    expect(faults(wrong)).toEqual([
      expect.stringContaining(
        "answer-wrong: The key says 3, the figure computes 4 (c1.y.shape[0]).",
      ),
    ]);
    expect(authoring).toContain("The key says 3, the figure computes 4 (c1.y.shape[0]).");
  });
});

test("a new lesson passes the strict check, whatever its title", () => {
  for (const title of ["My lesson", "Stride: what it does", '"Quoted" & more', "- a list", "100%"])
    expect(faults(starter("my-lesson", title))).toEqual([]);
});

test("no property of a figure or a practice hides an attribute that every figure or practice has", () => {
  for (const { definition } of Object.values(widgets))
    expect(
      Object.keys(definition.properties).filter(
        (name) =>
          name in (TAGS["figure"]?.attributes ?? {}) || name === "figure" || name === "step",
      ),
    ).toEqual([]);
  for (const { options } of Object.values(generators))
    expect(
      Object.keys(options).filter((name) => name in (TAGS["practice"]?.attributes ?? {})),
    ).toEqual([]);
});
