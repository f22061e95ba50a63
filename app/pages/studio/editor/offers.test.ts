/**
 * Completion: what is offered is what the checker accepts at that very place, with the description
 * beside it.
 */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileLesson } from "../../../lesson/compile/compile";
import { FRONT_MATTER } from "../../../lesson/language/front-matter-keys";
import { allowedIn, TAG_NAMES, TAGS } from "../../../lesson/language/schema";
import { generators } from "../../../lesson/practice";
import { widgets } from "../../../widgets";
import { STARTER } from "../starter";
import type { Offer } from "./facts";
import { offersAt } from "./offers";

const compiled = (text: string) => compileLesson(text, { file: "lesson.mdoc", registry: widgets });
const facts = { registry: widgets, generators, doc: compiled(STARTER).doc };

/** What is offered where `|` stands at the end of the starter lesson. */
function offered(written: string): readonly Offer[] {
  const before = `${STARTER}\n${written.slice(0, written.indexOf("|"))}`;
  return (
    offersAt(before + written.slice(written.indexOf("|") + 1), before.length, facts)?.offers ?? []
  );
}

function labels(written: string): string[] {
  return offered(written).map(({ label }) => label);
}

/** The starter lesson with `written`, where `|` is replaced by what the offer writes. */
function taken(written: string, offer: Offer, fill = ""): string {
  const before = `${STARTER}\n${written.slice(0, written.indexOf("|"))}`;
  const after = written.slice(written.indexOf("|") + 1);
  const from = offersAt(before + after, before.length, facts)?.from ?? before.length;
  return before.slice(0, from) + (offer.template ?? offer.label).replaceAll("${}", fill) + after;
}

function codes(text: string): string[] {
  return compiled(text).diagnostics.map(({ code }) => code);
}

describe("tags", () => {
  test.each(["step", "callout", "quiz", "predict", "numeric", "compare", "notes"])(
    "in %s: those that may stand there, each with its summary",
    (place) => {
      const offers = offered(place === "step" ? "{% |" : `{% ${place} %}\n{% |`);
      const inline = Object.values(TAGS).filter((tag) => tag.inline === true);
      expect(offers.map(({ label }) => label).toSorted()).toEqual(
        [...allowedIn(place), ...inline.map(({ name }) => name)].toSorted(),
      );
      for (const { label, info } of offers) expect(info).toBe(TAGS[label]?.summary);
    },
  );

  test("a tag that was chosen is one that is known, closed, in its place, and has the attributes it needs", () => {
    for (const offer of offered("{% |").filter(({ label }) => label !== "step")) {
      const found = codes(taken("{% |", offer, "x1"));
      for (const code of [
        "tag-unknown",
        "tag-misplaced",
        "tag-unclosed",
        "tag-syntax",
        "tag-unfinished",
        "attribute-missing",
        "part-missing",
      ])
        expect(found, `${offer.label}: ${code}`).not.toContain(code);
    }
  });

  test("a closing tag is that of the innermost open one; there are none where nothing is open", () => {
    expect(labels("{% quiz %}\n{% ask %}\n{% /|")).toEqual(["ask", "quiz"]);
    expect(labels("{% /|")).toEqual([]);
  });

  test("nothing is offered in code, in comments, in text, and after the end of a tag", () => {
    for (const written of [
      "```\n{% |\n```",
      "<!-- {% | -->",
      "`{% |`",
      "stride 2|",
      "{% notes %}|",
      'alt="%}|',
    ])
      expect(labels(written), written).toEqual([]);
  });
});

describe("attributes and values", () => {
  test("every attribute of every tag is offered with its description, and none twice", () => {
    for (const name of TAG_NAMES) {
      const own = offered(`{% ${name} | /%}`);
      expect(own.map(({ label }) => label)).toEqual(Object.keys(TAGS[name]?.attributes ?? {}));
      for (const { label, info } of own)
        expect(info).toBe(TAGS[name]?.attributes[label]?.description);
      for (const { label } of own)
        expect(labels(`{% ${name} ${label}="x" | /%}`)).not.toContain(label);
    }
  });

  test("a figure has the properties of its kind, wherever the kind stands; what is offered is accepted", () => {
    for (const [kind, { definition }] of Object.entries(widgets)) {
      const tag = `{% figure id="f9" alt="Something" | kind="${kind}" /%}`;
      const properties = offered(tag).filter(({ label }) => label in definition.properties);
      expect(properties.map(({ label }) => label)).toEqual(Object.keys(definition.properties));
      for (const property of Object.keys(definition.properties))
        for (const value of offered(
          `{% figure id="f9" alt="Something" kind="${kind}" ${property}=| /%}`,
        )) {
          const text = taken(
            `{% figure id="f9" alt="Something" kind="${kind}" ${property}=| /%}`,
            value,
          );
          const refused = compiled(text).diagnostics.filter(
            ({ code }) => !["figure-impossible", "figure-keeps", "internal"].includes(code),
          );
          expect(refused, `${kind} ${property}=${value.label}`).toEqual([]);
        }
    }
  });

  test("kinds come with what they are", () => {
    expect(labels('{% figure kind="|')).toEqual(
      Object.values(widgets).map(({ definition }) => definition.name),
    );
    expect(offered('{% figure kind="|').find(({ label }) => label === "conv")?.info).toBe(
      widgets["conv"]?.definition.summary,
    );
    expect(labels('{% practice kind="|')).toEqual(Object.keys(generators));
  });

  test("names of the lesson: figures, controls, goals, and the numbers that a figure computes", () => {
    expect(labels('{% set figure="|')).toEqual(["c1"]);
    expect(labels('{% figure id="c2" kind="conv" bind="|')).toEqual(["c1"]);
    expect(labels('{% figure id="c2" kind="pool" bind="|')).toEqual([]);
    expect(labels('{% figure kind="conv" hide="presets |')).toEqual(
      [...new Set([...(widgets["conv"]?.definition.controls ?? []), "transport"])].filter(
        (name) => name !== "presets",
      ),
    );
    expect(offered("{% quiz goal=|")[0]?.info).toBe("Compute one output of a convolution");
    const references = labels('{% numeric from="c1.|');
    expect(references).toContain("c1.y[0][0]");
    for (const from of references)
      expect(
        codes(
          `${STARTER}\n{% numeric id="n9" from="${from}" %}{% ask %}?{% /ask %}{% solution %}!{% /solution %}{% /numeric %}`,
        ),
      ).toEqual([]);
  });

  test("options of a tag are its own", () => {
    expect(labels('{% callout tone="|')).toEqual(["note", "tip", "pitfall", "deepdive", "history"]);
    expect(offered("{% callout tone=|")[0]?.template).toBe('"note"');
    expect(labels("{% choice correct=|")).toEqual(["true", "false"]);
    expect(labels("$\\T{|")).toContain("gradient");
  });
});

describe("the front matter", () => {
  test("offers the keys that are not there yet, and their values", () => {
    const keys = (text: string) =>
      offersAt(text, text.length, facts)?.offers.map(({ label }) => label);
    expect(keys("---\n")).toEqual(Object.keys(FRONT_MATTER));
    expect(keys("---\nid: x\ntitle: y\n")).toEqual(
      Object.keys(FRONT_MATTER).filter((key) => key !== "id" && key !== "title"),
    );
    expect(keys("---\nlevel: ")).toEqual(["intro", "core", "advanced"]);
    expect(keys("---\nlicense: CC")).toContain("CC-BY-4.0");
    expect(keys("---\nid: x\n---\n\nti")).toBeUndefined();
  });
});

test("at any place of any lesson, whole or cut off, there is an answer and it begins at or before that place", () => {
  const lessons = readdirSync("lessons", { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [readFileSync(`lessons/${entry.name}/lesson.mdoc`, "utf8")] : [],
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...lessons),
      fc.nat(),
      fc.constantFrom("", "{%", "{% ", '"', "=", " ", "\n"),
      fc.boolean(),
      (text, seed, typed, cut) => {
        const at = seed % (text.length + 1);
        const before = text.slice(0, at) + typed;
        const found = offersAt(cut ? before : before + text.slice(at), before.length, facts);
        expect(found?.from ?? 0).toBeLessThanOrEqual(before.length);
        for (const { label } of found?.offers ?? []) expect(label).not.toBe("");
      },
    ),
    { numRuns: 300 },
  );
});
