/**
 * The checker's diagnostics as the editor's: underlined where they are, with the button that mends
 * them.
 */
import { t } from "../../../language/words";
import type { Diagnostic as Mark } from "@codemirror/lint";
import type { Diagnostic } from "../../../lesson/language/diagnostics";
import { kindOf } from "../said";
import { extentOf, rangeOf } from "../edits";

export function marksOf(text: string, diagnostics: readonly Diagnostic[]): Mark[] {
  return diagnostics.map((one) => {
    const { fix } = one;
    return {
      ...extentOf(text, one),
      severity: one.severity,
      source: one.code,
      message: [kindOf(one), one.message].filter((part) => part !== null).join(" "),
      ...(fix === undefined
        ? {}
        : {
            actions: [
              {
                name: t("Mend"),
                apply: (view) =>
                  view.dispatch({
                    changes: { ...rangeOf(view.state.doc.toString(), fix), insert: fix.text },
                    userEvent: "input.fix",
                  }),
              },
            ],
          }),
    };
  });
}
