/**
 * Sums of two branches: which layers a number comes from, and the paths that a gradient takes back.
 */
import { t } from "../../language/words";
import type { Arrow } from "../../figures/scene/scene";
import type { Overlay, OverlayContext } from "./overlay";

export function joinsOverlay(context: OverlayContext): Overlay | null {
  const { layer, backward, index, view, expression } = context;
  const paths =
    expression?.kind === "sum"
      ? expression.terms.flatMap((term) => (term.kind === "named" ? [term.name] : []))
      : [];
  const back = paths.filter((name) => name.startsWith("through "));
  if (back.length > 1)
    return {
      notes: [t("The gradient comes back by {back} paths and is added up.", { back: back.length })],
    };
  if (backward || layer.inputs.length < 2) return null;
  const arrows =
    index === null || expression?.kind !== "sum"
      ? []
      : expression.terms.flatMap((term): Arrow[] =>
          term.kind === "cell"
            ? [
                {
                  from: { tensor: term.tensor, index: term.index },
                  to: { tensor: view.of, index },
                  main: true,
                },
              ]
            : [],
        );
  const signs = layer.inputs.slice(1).map((name) => [`${name}.y`, signOf(layer.kind)] as const);
  return { arrows, signs: new Map(signs) };
}

function signOf(kind: string): string {
  return kind === "add" ? "+" : "and";
}
