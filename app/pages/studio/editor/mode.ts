/**
 * The colours of a lesson's source: front matter, headings, `---`, tags with their attributes,
 * formulas, code. It only looks; what is right and wrong the checker says.
 */
import { StreamLanguage, type StringStream } from "@codemirror/language";
import { tags } from "@lezer/highlight";

interface State {
  /** Whether the front matter is still to come, is being read, or is over. */
  front: "before" | "in" | "after";
  /** The marks that close the block of code we are in; empty outside. */
  fence: string;
  comment: boolean;
  /** Between `$$` and `$$`. */
  formula: boolean;
  tag: "" | "name" | "attributes";
  heading: boolean;
}

export const markdoc = StreamLanguage.define<State>({
  name: "markdoc",
  startState: () => ({
    front: "before",
    fence: "",
    comment: false,
    formula: false,
    tag: "",
    heading: false,
  }),
  copyState: (state) => ({ ...state }),
  token(stream, state) {
    if (stream.sol()) {
      state.heading = false;
      const whole = lineToken(stream, state);
      if (whole !== null) return whole;
    }
    if (state.front === "in") return frontToken(stream);
    if (state.comment) return commentToken(stream, state);
    if (state.tag !== "") return tagToken(stream, state);
    if (state.formula) return formulaToken(stream, state);
    return textToken(stream, state);
  },
  languageData: { commentTokens: { block: { open: "<!--", close: "-->" } } },
  tokenTable: {
    front: tags.propertyName,
    separator: tags.contentSeparator,
    heading: tags.heading,
    brace: tags.brace,
    tag: tags.tagName,
    attribute: tags.attributeName,
    value: tags.attributeValue,
    number: tags.number,
    formula: tags.special(tags.string),
    code: tags.monospace,
    strong: tags.strong,
    emphasis: tags.emphasis,
    link: tags.link,
    mark: tags.processingInstruction,
    comment: tags.comment,
  },
});

/**
 * What a whole line decides: where the front matter ends, a step begins, code opens and closes.
 * Null when the line is read on.
 */
function lineToken(stream: StringStream, state: State): string | null {
  if (state.front === "before") {
    state.front = stream.match(/^---\s*$/) === null ? "after" : "in";
    if (state.front === "in") return "separator";
  }
  if (state.front === "in") {
    if (stream.match(/^---\s*$/) === null) return null;
    state.front = "after";
    return "separator";
  }
  if (state.tag !== "" || state.comment || state.formula) return null;
  const mark = group(stream.match(/^\s*(`{3,}|~{3,})/, false));
  if (state.fence !== "") {
    if (mark.startsWith(state.fence)) state.fence = "";
    stream.skipToEnd();
    return "code";
  }
  if (mark !== "") {
    state.fence = mark;
    stream.skipToEnd();
    return "code";
  }
  if (stream.match(/^---\s*$/) !== null) return "separator";
  if (stream.match(/^#{1,6}\s/) !== null) {
    state.heading = true;
    return "heading";
  }
  return stream.match(/^\s*([-*+]|\d+\.)\s/) === null && stream.match(/^>\s?/) === null
    ? null
    : "mark";
}

function frontToken(stream: StringStream): string | null {
  if (stream.sol() && stream.match(/^[\w-]+(?=\s*:)/) !== null) return "front";
  if (stream.match(/^"(?:\\.|[^"\\])*"?/) !== null) return "value";
  if (stream.match(/^-?\d+(\.\d+)?(?=\s*$)/) !== null) return "number";
  if (stream.match(/^\s*-\s/) !== null) return "mark";
  stream.match(/^[^"\d]+|^./);
  return null;
}

function commentToken(stream: StringStream, state: State): string {
  if (stream.skipTo("-->")) {
    stream.match("-->");
    state.comment = false;
  } else stream.skipToEnd();
  return "comment";
}

function tagToken(stream: StringStream, state: State): string | null {
  if (stream.eatSpace()) return null;
  if (stream.match(/^\/?%\}/) !== null) {
    state.tag = "";
    return "brace";
  }
  if (state.tag === "name") {
    state.tag = "attributes";
    if (stream.match(/^\/?\s*[\w-]+/) !== null) return "tag";
  }
  if (stream.match(/^[\w-]+(?==)/) !== null) return "attribute";
  if (stream.match(/^"(?:\\.|[^"\\])*"?/) !== null) return "value";
  if (stream.match(/^[-\d.]+/) !== null || stream.match(/^(true|false)\b/) !== null)
    return "number";
  stream.next();
  return null;
}

function formulaToken(stream: StringStream, state: State): string {
  if (stream.skipTo("$$")) {
    stream.match("$$");
    state.formula = false;
  } else stream.skipToEnd();
  return "formula";
}

/** Patterns of running text, the first that matches; what none of them takes is plain. */
const RUNNING: readonly (readonly [RegExp, string])[] = [
  [/^\\./, ""],
  [/^(`+)(?!`).*?[^`]\1(?!`)/, "code"],
  [
    /^\$(?![\s\d$])(?:\\.|[^$\\])*[^\s$\\]\$(?!\d)|^\$\d[^$\s]*\$(?!\d)|^\$[^\s$\\]\$(?!\d)/,
    "formula",
  ],
  [/^\*\*(?=\S)(?:[^*]|\*(?!\*))*\*\*/, "strong"],
  [/^\*(?=[^\s*])[^*]*\*/, "emphasis"],
  [/^!?\[[^\]]*\]\([^)]*\)/, "link"],
];

function textToken(stream: StringStream, state: State): string | null {
  if (stream.match("<!--") !== null) {
    state.comment = true;
    return "comment";
  }
  if (stream.match("{%") !== null) {
    state.tag = "name";
    return "brace";
  }
  if (stream.match("$$") !== null) {
    state.formula = true;
    return "formula";
  }
  const plain = state.heading ? "heading" : null;
  for (const [pattern, kind] of RUNNING)
    if (stream.match(pattern) !== null) return kind === "" ? plain : kind;
  stream.next();
  stream.eatWhile(/[^\\`$*[!{<]/);
  return plain;
}

function group(match: boolean | RegExpMatchArray | null): string {
  return typeof match === "object" && match !== null ? (match[1] ?? "") : "";
}
