/**
 * The editor itself, in a shadow root: there its style sheet is adopted, which the site's content
 * security policy allows.
 */
import { word } from "../../../language/words";
import {
  acceptCompletion,
  clearSnippet,
  closeCompletion,
  completionKeymap,
  nextSnippetField,
  prevSnippetField,
  snippetKeymap,
  startCompletion,
} from "@codemirror/autocomplete";
import {
  defaultKeymap,
  history,
  historyField,
  historyKeymap,
  indentLess,
  indentMore,
} from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { lintGutter, nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { completion } from "./completion";
import { direction } from "./direction";
import type { Facts } from "./facts";
import { look } from "./editor-theme";
import { markdoc } from "./mode";

export interface EditorOptions {
  readonly text: string;
  readonly label: string;
  readonly facts: () => Facts;
  readonly onText: (text: string) => void;
  /** The line on which the writer now is, when that changed by their own hand. */
  readonly onLine: (line: number) => void;
}

/** What the library's own panels and lists say. */
const PHRASES = [
  "Find",
  "Replace",
  "next",
  "previous",
  "all",
  "match case",
  "regexp",
  "by word",
  "replace",
  "replace all",
  "close",
  "Completions",
  "Go to line",
  "go",
];

/** What could be undone when the editor was last closed, with the text that it belongs to. */
let left: { readonly doc: string; readonly json: unknown } | null = null;

export function createEditor(parent: HTMLElement, options: EditorOptions): EditorView {
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: "open" });
  parent.addEventListener("keydown", keep); // the page takes no keys that are written here
  const config = { doc: options.text, extensions: extensions(options) };
  const state =
    left?.doc === options.text
      ? EditorState.fromJSON(left.json, config, { history: historyField })
      : EditorState.create(config);
  return new EditorView({ state, parent: root, root });
}

function keep(event: Event): void {
  event.stopPropagation();
}

/** Takes the editor away; what was done can still be undone when it comes back to the same text. */
export function closeEditor(view: EditorView): void {
  left = { doc: view.state.doc.toString(), json: view.state.toJSON({ history: historyField }) };
  view.destroy();
}

function extensions({ label, facts, onText, onLine }: EditorOptions): Extension {
  return [
    EditorState.phrases.of(Object.fromEntries(PHRASES.map((phrase) => [phrase, word(phrase)]))),
    lineNumbers(),
    lintGutter(),
    history(),
    drawSelection(),
    dropCursor(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    bracketMatching(),
    search({ top: true }),
    indentUnit.of("  "),
    EditorState.tabSize.of(2),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      "aria-label": label,
      tabindex: "0",
      spellcheck: "true",
      autocapitalize: "sentences",
    }),
    markdoc,
    direction,
    look,
    completion(facts),
    keys(),
    inSight,
    EditorView.domEventHandlers({ drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0 }), // the studio opens a file
    EditorView.updateListener.of((update) => listen(update, onText, onLine)),
  ];
}

function listen(
  update: ViewUpdate,
  onText: (text: string) => void,
  onLine: (line: number) => void,
): void {
  if (update.docChanged) onText(update.state.doc.toString());
  const byHand = update.transactions.some(
    (one) => one.isUserEvent("select") || one.isUserEvent("input") || one.isUserEvent("delete"),
  );
  if (!byHand) return;
  const line = update.state.doc.lineAt(update.state.selection.main.head).number;
  if (
    line !== update.startState.doc.lineAt(update.startState.selection.main.head).number ||
    update.docChanged
  )
    onLine(line);
}

/**
 * When the editor gets lower, because the list of problems grew, the place where one writes stays
 * in sight.
 */
const inSight = ViewPlugin.define((view) => {
  let height = 0;
  const observer = new ResizeObserver(() => {
    const now = view.scrollDOM.clientHeight;
    if (now < height && view.hasFocus)
      view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head) });
    height = now;
  });
  observer.observe(view.scrollDOM);
  return { destroy: () => observer.disconnect() };
});

/**
 * Tab takes a completion, goes to the next place to fill in, or indents; Escape and then Tab leaves
 * the editor.
 */
function keys(): Extension {
  const onwards = (view: EditorView): boolean =>
    acceptCompletion(view) || (nextSnippetField(view) && startCompletion(view));
  return [
    snippetKeymap.of([
      { key: "Tab", run: onwards, shift: prevSnippetField },
      { key: "Escape", run: clearSnippet },
    ]),
    keymap.of([
      { key: "Tab", run: (view) => acceptCompletion(view) || indentMore(view), shift: indentLess },
      { key: "Escape", run: closeCompletion },
      { key: "F8", run: nextDiagnostic, shift: previousDiagnostic },
    ]),
    keymap.of([...completionKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
  ];
}
