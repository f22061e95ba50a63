/**
 * Markdoc's own Markdown parser, with formulas, within a budget: every token is paid for before the
 * next one is made.
 */
import Markdoc from "@markdoc/markdoc";
import type MarkdownIt from "markdown-it";
import type StateInline from "markdown-it/lib/rules_inline/state_inline";
import { Budget } from "./budget";
import { maths } from "./maths-plugin";

/** Levels of inline nesting; beyond them a line is plain text. */
const DEEPEST = 100;

export type Token = ReturnType<MarkdownIt["parse"]>[number];

let made: MarkdownIt | null = null;

/** Markdoc's own parser with formulas; every address is let through to be judged by us. */
export function tokenizer(): MarkdownIt {
  if (made !== null) return made;
  const inner: unknown = Reflect.get(new Markdoc.Tokenizer(), "parser");
  if (!isParser(inner)) throw new Error("this version of Markdoc keeps its parser elsewhere");
  inner.use(maths);
  inner.validateLink = () => true;
  inner.disable("reference"); // `[a]: b` definitions take quadratic time in a hostile file, and nobody writes them
  inner.inline.tokenize = tokenizeInline;
  countTokens(inner);
  made = inner;
  return inner;
}

/** Every token is paid for before the next one is made. */
function countTokens(parser: MarkdownIt): void {
  const { State: BlockState } = parser.block;
  parser.block.State = class extends BlockState {
    override push(type: string, tag: string, nesting: Token["nesting"]): Token {
      const budget = budgetOf(this.env);
      budget.line = this.line + 1;
      budget.spend("nodes");
      if (type === "td_open" || type === "th_open") budget.spend("cells");
      if (type.startsWith("math")) budget.spend("formulas");
      return super.push(type, tag, nesting);
    }
  };
  const { State: InlineState } = parser.inline;
  parser.inline.State = class extends InlineState {
    constructor(...given: ConstructorParameters<typeof InlineState>) {
      budgetOf(given[2]).run(given[0]);
      super(...given);
    }
    override push(type: string, tag: string, nesting: Token["nesting"]): Token {
      const budget = budgetOf(this.env);
      budget.spend("nodes");
      if (type.startsWith("math")) budget.spend("formulas");
      return super.push(type, tag, nesting);
    }
  };
}

function budgetOf(env: unknown): Budget {
  const budget: unknown = typeof env === "object" && env !== null && "budget" in env && env.budget;
  if (budget instanceof Budget) return budget;
  throw new Error("the tokenizer was called without a budget");
}

/**
 * As in markdown-it, whose own version never ends once a line nests deeper than it allows, and
 * loses its list of delimiters when a tag is closed inside a link that it was not opened in.
 */
function tokenizeInline(state: StateInline): void {
  const rules = state.md.inline.ruler.getRules("");
  while (state.pos < state.posMax) {
    const known = state.level < DEEPEST && rules.some((rule) => rule(state, false));
    state.delimiters ??= [];
    if (!known) state.pending += state.src[state.pos++] ?? "";
  }
  if (state.pending !== "") state.pushPending();
}

function isParser(value: unknown): value is MarkdownIt {
  return (
    typeof value === "object" &&
    value !== null &&
    "parse" in value &&
    "inline" in value &&
    "validateLink" in value
  );
}
