/**
 * One formula to a closed tree of MathML elements. KaTeX reads the TeX at compile time; its MathML
 * is read back element by element through an allow-list, so that no markup string ever reaches a
 * page. Roles are written `\T{weight}{w_{ij}}` and come out as `data-role`. Bold, blackboard and
 * script letters become the Unicode letters that they are, because browsers no longer style them by
 * `mathvariant`. Errors: FormulaError with the offset in the TeX.
 */
import katex from "katex";
import type { MathNode } from "../document";
import { Budget } from "./budget";
import { LIMITS } from "./limits";
import { didYouMean, listed, nearest } from "./nearest";
import type { Code } from "./codes";
import { styled } from "./math-letters";

export const ROLES = ["input", "weight", "bias", "output", "gradient"] as const;

export class FormulaError extends Error {
  constructor(
    readonly code: Code,
    message: string,
    readonly offset: number,
    readonly allowed?: readonly string[],
    readonly suggestion?: string,
  ) {
    super(message);
  }
}

const ELEMENTS = new Set(
  "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mstyle mpadded mphantom menclose".split(
    " ",
  ),
);
const ATTRIBUTES = new Set(
  (
    "display displaystyle scriptlevel stretchy fence separator form lspace rspace minsize maxsize symmetric largeop movablelimits accent " +
    "accentunder width height depth voffset linethickness columnalign rowspacing columnspacing columnlines rowlines notation"
  ).split(" "),
);
/** Commands that style by hand, load, link or define. Colour is by meaning: `\T`. */
const FORBIDDEN =
  /\\(textcolor|color|colorbox|fcolorbox|href|url|includegraphics|html\w+|def|gdef|edef|xdef|let|futurelet|global|newcommand|renewcommand|providecommand|verb)(?![a-zA-Z])/;

/** Throws FormulaError, and LimitError once the formulas of `budget` are too much together. */
/** `mark` is the decimal mark of the text around it. */
export function renderMath(
  tex: string,
  display: boolean,
  budget = new Budget(),
  mark = ".",
): MathNode {
  refuse(tex);
  budget.spend("tex", tex.length);
  let markup: string;
  try {
    markup = katex.renderToString(tex.trim(), {
      output: "mathml",
      displayMode: display,
      throwOnError: true,
      strict: "ignore",
      maxExpand: LIMITS.expansions,
      maxSize: 20,
      macros: { "\\T": "\\href{role:#1}{#2}" },
      trust: (context) => context.command === "\\href" && context.url.startsWith("role:"),
    });
  } catch (error) {
    throw problem(error, tex);
  }
  return new MarkupReader(markup, budget, mark).math();
}

function refuse(tex: string): void {
  if (tex.length > LIMITS.formula)
    throw new FormulaError(
      "math-long",
      `A formula may have ${LIMITS.formula} characters; this one has ${tex.length}.`,
      0,
    );
  const forbidden = FORBIDDEN.exec(tex);
  if (forbidden !== null) {
    const colour = /color/.test(forbidden[0])
      ? " Colours have meanings here: \\T{weight}{w}, with one of the roles."
      : "";
    throw new FormulaError(
      "math-command",
      `Formulas may not use ${forbidden[0]}.${colour}`,
      forbidden.index,
      ROLES,
    );
  }
  for (const match of tex.matchAll(/\\T\s*\{([^{}]*)\}/g)) {
    const role = (match[1] ?? "").trim();
    if (ROLES.some((known) => known === match[1])) continue;
    const suggestion = nearest(role, ROLES);
    const message = `\\T{${match[1]}}{…}: there is no role "${role}". Roles are ${listed(ROLES)}.${didYouMean(suggestion)}`;
    throw new FormulaError("math-role", message, match.index, ROLES, suggestion);
  }
}

function problem(error: unknown, tex: string): FormulaError {
  if (!(error instanceof katex.ParseError))
    return new FormulaError("math-syntax", "This formula cannot be read.", 0);
  const leading = tex.length - tex.trimStart().length;
  const at = Math.min(typeof error.position === "number" ? error.position : 0, tex.trim().length);
  return new FormulaError(
    "math-syntax",
    `The formula cannot be read: ${withStop(inOurWords(error.rawMessage))}`,
    leading + at,
  );
}

function withStop(words: string): string {
  return words.endsWith("?") ? words : `${words}.`;
}

/** Commands that are written most, to say which one is meant. */
const COMMON =
  "frac dfrac tfrac sqrt sum prod int partial nabla cdot times div pm mp le ge ne approx equiv infty in to mapsto left right text mathrm mathbf mathbb mathcal operatorname hat bar tilde vec dot overline underline begin end quad log ln exp max min lim sin cos tan alpha beta gamma delta epsilon varepsilon eta theta lambda mu nu xi pi rho sigma tau phi varphi chi psi omega Gamma Delta Theta Lambda Sigma Phi Psi Omega lfloor rfloor lceil rceil langle rangle lVert rVert ldots cdots vdots ddots dots".split(
    " ",
  );

function inOurWords(message: string): string {
  const undefinedCommand = /^Undefined control sequence: (.+)$/.exec(message);
  if (undefinedCommand !== null) {
    const [, name = ""] = undefinedCommand;
    const meant = nearest(name.slice(1), COMMON);
    return `there is no command ${name}${meant === undefined ? "" : `; did you mean \\${meant}?`}`;
  }
  if (/macro argument|expected '}'|Unexpected end of input/.test(message))
    return "a } or an argument is missing";
  if (/Too many expansions/.test(message)) return "its macros expand without end";
  if (/Extra \}|got '\}'/.test(message)) return "there is one } too many";
  const expected = /^Expected (.+?), got (.+?)$/.exec(message);
  if (expected !== null) return `${expected[1]} was expected where ${expected[2]} stands`;
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}

/**
 * Reads KaTeX's own, well-formed markup. Anything not on the lists is dropped with its attributes,
 * its content kept.
 */
class MarkupReader {
  #at = 0;
  constructor(
    readonly markup: string,
    readonly budget: Budget,
    readonly mark: string,
  ) {}

  math(): MathNode {
    const [root] = this.#children().flatMap((node) => (typeof node === "string" ? [] : [node]));
    return root ?? { tag: "math", attributes: {}, children: [] };
  }

  #children(variant = ""): MathNode[] {
    const nodes: MathNode[] = [];
    while (this.#at < this.markup.length && !this.markup.startsWith("</", this.#at)) {
      const nested = this.markup[this.#at] === "<" ? this.#element() : [this.#text(variant)];
      for (const node of nested) {
        const last = nodes.at(-1);
        if (typeof node === "string" && typeof last === "string")
          nodes[nodes.length - 1] = last + node;
        else nodes.push(node);
      }
    }
    return nodes.map((node, at) => asSign(node, nodes[at - 1]));
  }

  #text(variant: string): string {
    const end = this.markup.indexOf("<", this.#at);
    const raw = this.markup.slice(this.#at, end < 0 ? undefined : end);
    this.#at += raw.length;
    return styled(unescape(raw), variant);
  }

  #element(): MathNode[] {
    this.budget.spend("mathml");
    const close = this.markup.indexOf(">", this.#at);
    const head = this.markup.slice(this.#at + 1, close);
    this.#at = close + 1;
    const tag = /^[a-z]+/.exec(head)?.[0] ?? "";
    const written = Object.fromEntries(
      [...head.matchAll(/([a-z-]+) ?="([^"]*)"/g)].map(([, name = "", value = ""]) => [
        name,
        unescape(value),
      ]),
    );
    const variant = written["mathvariant"] ?? "";
    const children = head.endsWith("/") ? [] : this.#children(variant);
    if (!head.endsWith("/")) this.#at = this.markup.indexOf(">", this.#at) + 1;
    if (tag === "annotation") return [];
    if (!ELEMENTS.has(tag)) return children;
    return [
      {
        tag,
        attributes: attributesOf(written, tag, variant),
        children: tag === "mn" ? children.map((child) => this.#marked(child)) : children,
      },
    ];
  }

  #marked(node: MathNode): MathNode {
    return typeof node === "string" ? node.replace(".", this.mark) : node;
  }
}

const CLOSES = /^[)\]}|⌋⌉⟩!′]$/;

/**
 * A plus or minus that begins a number or follows another operator is a sign: "= −5". Browsers know
 * that only at the very beginning; elsewhere they set it as an operator between two terms: "= − 5".
 */
function asSign(node: MathNode, before: MathNode | undefined): MathNode {
  if (typeof node === "string" || node.tag !== "mo" || !/^[−+±∓-]$/.test(textOf(node))) return node;
  const begins =
    before === undefined ||
    (typeof before !== "string" && before.tag === "mo" && !CLOSES.test(textOf(before)));
  return begins ? { ...node, attributes: { ...node.attributes, form: "prefix" } } : node;
}

function textOf(node: MathNode): string {
  return typeof node === "string" ? node : node.children.map(textOf).join("");
}

function attributesOf(
  written: Readonly<Record<string, string>>,
  tag: string,
  variant: string,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(written)) if (ATTRIBUTES.has(name)) kept[name] = value;
  // A single letter is slanted unless told otherwise; the other variants are letters of their own
  // by now.
  if (tag === "mi" && variant !== "" && variant !== "italic" && variant !== "bold-italic")
    kept["mathvariant"] = "normal";
  const role = ROLES.find((known) => written["href"] === `role:${known}`);
  if (role !== undefined) kept["data-role"] = role;
  return kept;
}

function unescape(text: string): string {
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, "&");
}
