/**
 * Shows in the editor what `offersAt` knows: a list while one writes, with the description of each
 * beside it.
 */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippet,
  startCompletion,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Facts, Offer } from "./facts";
import { offersAt } from "./offers";

/** `facts` is asked anew each time: the lesson changes while it is written. */
export function completion(facts: () => Facts): Extension {
  return autocompletion({
    override: [(context) => complete(context, facts())],
    icons: false,
    aboveCursor: false,
    maxRenderedOptions: 60,
    interactionDelay: 0,
  });
}

function complete(context: CompletionContext, facts: Facts): CompletionResult | null {
  const found = offersAt(context.state.doc.toString(), context.pos, facts);
  if (found === null || found.offers.length === 0) return null;
  if (
    !context.explicit &&
    context.pos === found.from &&
    context.matchBefore(/[\w-]\s*$/) !== null &&
    !isOpening(context)
  )
    return null;
  return { from: found.from, options: found.offers.map(option), validFor: /^[\w.[\]-]*$/ };
}

/**
 * Where a list is welcome before a letter is typed: after `{%`, a quote, an equals sign, a space
 * within a tag.
 */
function isOpening(context: CompletionContext): boolean {
  return context.matchBefore(/(\{%\s*\/?|["=[]|\s)$/) !== null;
}

function option({ label, template, detail, info, more }: Offer, at: number): Completion {
  return {
    label,
    boost: -Math.min(99, at),
    ...(detail === undefined || detail === "" ? {} : { detail }),
    ...(info === undefined || info === "" ? {} : { info }),
    apply: (view, completed, from, to) => {
      const write = snippet(template ?? label.replaceAll("{", "\\{"));
      write(view, completed, from, to);
      if (more === true) again(view);
    },
  };
}

function again(view: EditorView): void {
  setTimeout(() => startCompletion(view), 0);
}
