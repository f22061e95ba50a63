/**
 * Lines that run from right to left: each line takes the direction of its own words. Tags and
 * formulas stay as they are and count for nothing when a line's direction is found, so that `{% ask
 * %}كم{% /ask %}` is a line of Arabic.
 */
import { type Extension, RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  Direction,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

const LINE = Decoration.line({ attributes: { dir: "auto" } });
const ISOLATED = Decoration.mark({ attributes: { dir: "ltr" }, bidiIsolate: Direction.LTR });
const MARKUP = /\{%.*?%\}|\$\$.*?\$\$|\$[^\s$][^$]*\$|`[^`]+`/g;

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges)
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      builder.add(line.from, line.from, LINE);
      for (const match of line.text.matchAll(MARKUP)) {
        const start = line.from + match.index;
        builder.add(start, start + match[0].length, ISOLATED);
      }
      at = line.to + 1;
    }
  return builder.finish();
}

const lines = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    }
  },
  {
    decorations: (plugin) => plugin.decorations,
    provide: (plugin) =>
      EditorView.bidiIsolatedRanges.of(
        (view) => view.plugin(plugin)?.decorations ?? Decoration.none,
      ),
  },
);

export const direction: Extension = [EditorView.perLineTextDirection.of(true), lines];
