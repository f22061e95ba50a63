import { describe, expect, test } from "vitest";
import type { MathNode } from "../document";
import { FormulaError, renderMath } from "./mathml";
import { parseInline } from "./parse";

/** A formula as text with tags, attributes left out unless they are asked for. */
function shown(node: MathNode, attribute = ""): string {
  if (typeof node === "string") return node;
  const value = node.attributes[attribute];
  return `<${node.tag}${value === undefined ? "" : ` ${value}`}>${node.children.map((child) => shown(child, attribute)).join("")}</>`;
}
const fault = (tex: string): FormulaError => {
  try {
    renderMath(tex, false);
  } catch (error) {
    if (error instanceof FormulaError) return error;
  }
  throw new Error(`${tex} was accepted`);
};

describe("formulas", () => {
  test("become a closed tree of MathML without annotations or strings of markup", () => {
    expect(shown(renderMath("\\frac{a}{b}", true))).toBe(
      "<math><mrow><mfrac><mi>a</><mi>b</></></></>",
    );
    expect(JSON.stringify(renderMath("x < y \\& z", false))).not.toMatch(
      /&amp;|annotation|semantics|xmlns|"<[a-z]/,
    );
    expect(shown(renderMath("a < b", false))).toContain("<mo><</>");
  });

  test("carry the role of a part, also of a part with roles inside", () => {
    expect(shown(renderMath("\\T{weight}{w_{ij}} x", false), "data-role")).toContain(
      "<msub weight><mi>w</>",
    );
    const nested = shown(renderMath("\\T{output}{y + \\T{bias}{b}}", false), "data-role");
    expect(nested).toContain("output");
    expect(nested).toContain("<mi bias>b</>");
  });

  test("tell a sign from an operator between two terms", () => {
    const written = (tex: string): string => shown(renderMath(tex, false), "form");
    for (const tex of ["\\beta = -5", "(-5)", "-5", "a \\cdot +5", "x^{-1}", "= \\pm 1"])
      expect(written(tex), tex).toMatch(/<mo prefix>[−+±]</);
    for (const tex of ["a - b", "(a) - b", "f' - 1", "\\lfloor a \\rfloor + 1"])
      expect(written(tex), tex).not.toContain("prefix");
  });

  test("have bold, blackboard and script letters as letters, because browsers do not style them", () => {
    expect(
      shown(renderMath("\\mathbf{W}\\mathbb{R}\\mathcal{L}\\mathbf{\\sigma}\\mathbf{3}", false)),
    ).toMatch(/𝐖.*ℝ.*ℒ.*𝛔.*𝟑/u);
    expect(JSON.stringify(renderMath("\\mathbf{W}\\operatorname{softmax}", false))).not.toMatch(
      /"mathvariant":"(?!normal)/,
    );
  });

  test("say what is wrong and where", () => {
    expect(fault("\\frac{a}{b").message).toBe(
      "The formula cannot be read: a } or an argument is missing.",
    );
    expect(fault("a + \\sigmaa b").message).toBe(
      "The formula cannot be read: there is no command \\sigmaa; did you mean \\sigma?",
    );
    expect(fault("a + \\sigmaa b").offset).toBe(4);
    expect(fault("\\T{weigth}{w}")).toMatchObject({ code: "math-role", suggestion: "weight" });
  });

  test.each([
    "\\href{x}{y}",
    "\\url{x}",
    "\\includegraphics{x}",
    "\\htmlClass{x}{y}",
    "\\def\\a{b}",
    "\\color{red}x",
    "\\newcommand{\\a}{b}",
  ])("refuse %s", (tex) => {
    expect(fault(tex).code).toBe("math-command");
  });
});

describe("dollars", () => {
  const kinds = (text: string): string[] =>
    parseInline(text, 1).map(({ type, text: inner }) => (type === "math" ? `[${inner}]` : inner));
  test.each([
    ["costs $5 and $6", ["costs $5 and $6"]],
    ["from $5 to $6, or $7/$8", ["from $5 to $6, or $7/$8"]],
    ["$a_{i}*b*c$ and *d*", ["[a_{i}*b*c]", " and ", ""]],
    ["$\\frac{a}{b}$", ["[\\frac{a}{b}]"]],
    ["$\\{1,2\\}$ {1,2}", ["[\\{1,2\\}]", " {1,2}"]],
    ["\\$x$ is text", ["$x$ is text"]],
    ["$x$-axis, $y$.", ["[x]", "-axis, ", "[y]", "."]],
    ["$ x $", ["$ x $"]],
    ["a $$x$$ b", ["a ", "[x]", " b"]],
    ["$\\text{5 \\$}$", ["[\\text{5 \\$}]"]],
  ])("%s", (text, expected) => expect(kinds(text)).toEqual(expected));
});
