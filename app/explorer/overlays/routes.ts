/** Routes of a maximum: which cell won each window, where the gradient goes, and ties. */
import { t, word } from "../../language/words";
import { evaluate, type Expression } from "../../../engine/core/expression";
import { type Index, offset, size, unravel } from "../../../engine/core/shape";
import { valueAt } from "../../../engine/core/tensor";
import { windowsOver } from "../../../engine/core/window";
import { explain } from "../../../engine/explain/explain";
import { type Numbers, present } from "../../../engine/explain/numbers";
import { valueName } from "../../../engine/graph/layer-shapes";
import type { LayerShape } from "../../../engine/graph/shapes";
import type { Arrow } from "../../figures/scene/scene";
import { placeOf } from "../walk";
import type { Overlay, OverlayContext } from "./overlay";
import { slidingOf } from "./sliding";

export function routesOverlay(context: OverlayContext): Overlay | null {
  const { layer, numbers, index } = context;
  if (!Object.hasOwn(layer.saved, "argmax")) return null;
  return {
    arrows: arrowsOf(context),
    remarks: index === null ? [] : remarksOf(context, index),
    signs: new Map([
      [`${layer.name}.y`, "max"],
      ...(numbers.has("input.dy") ? [["input.dy", "→"] as const] : []),
    ]),
  };
}

/** All routes that are reached, or those of the current cell. */
function arrowsOf({ numbers, layer, view, backward, index, at }: OverlayContext): Arrow[] {
  const argmax = present(numbers, `${layer.name}.argmax`);
  const input = layer.inputs[0] ?? "input";
  const shape = numbers.shape(valueName(input));
  const columns = shape[3] ?? 1;
  const arrows: Arrow[] = [];
  for (let flat = 0; flat < size(argmax.shape); flat++) {
    const won = argmax.data[flat] ?? -1;
    if (won < 0) continue;
    const to = unravel(argmax.shape, flat);
    const from: Index = [to[0] ?? 0, to[1] ?? 0, Math.floor(won / columns), won % columns];
    const cell = backward ? from : to;
    const main = index !== null && cell.every((one, axis) => one === index[axis]);
    const place = placeOf(backward ? shape : argmax.shape, view.order, cell);
    if (!main && !(view.arrows && (view.all || place <= at))) continue;
    arrows.push(
      backward
        ? {
            from: { tensor: `${layer.name}.dy`, index: to },
            to: { tensor: view.of, index: from },
            main,
          }
        : {
            from: { tensor: valueName(input), index: from },
            to: { tensor: view.of, index: to },
            main,
          },
    );
  }
  return arrows;
}

const TIE = "The first in reading order counts as the maximum.";

function remarksOf(
  { numbers, layer, backward, expression }: OverlayContext,
  index: Index,
): string[] {
  if (!backward) {
    const ties = tiesIn(expression);
    return ties > 1
      ? [
          t("A tie: {ties} cells of this window are equally large. {first}", {
            ties,
            first: word(TIE),
          }),
        ]
      : [];
  }
  const { ties, won } = tiesAt(numbers, layer, index);
  if (ties > 1)
    return [
      t("A tie: {ties} cells of this window are equally large. {won}", {
        ties,
        won: won
          ? t("This one comes first in reading order, so it gets the whole error.")
          : t("Another one comes before this one in reading order, and gets the whole error."),
      }),
    ];
  return won
    ? []
    : [
        t(
          "This cell was never the maximum of its window. Changing it a little changes no output, so no error reaches it.",
        ),
      ];
}

/** How many candidates of a maximum are as large as the winner. */
function tiesIn(expression: Expression | null): number {
  if (expression?.kind !== "maximum") return 1;
  const most = evaluate(expression);
  return expression.among.filter((one) => one.kind === "cell" && one.value === most).length;
}

/**
 * Whether an input cell won a window, and how many cells share the largest number with it: in the
 * windows that it won, else in those that it lost to an equal.
 */
function tiesAt(
  numbers: Numbers,
  layer: LayerShape,
  [sample = 0, channel = 0, row = 0, column = 0]: Index,
): { readonly ties: number; readonly won: boolean } {
  const argmax = present(numbers, `${layer.name}.argmax`);
  const x = present(numbers, valueName(layer.inputs[0] ?? "input"));
  const y = present(numbers, `${layer.name}.y`);
  const value = valueAt(x, [sample, channel, row, column]);
  const own = offset(x.shape, [0, 0, row, column]);
  const equal = windowsOf(layer, argmax.shape, row, column)
    .map(([i, j]): Index => [sample, channel, i, j])
    .filter((at) => valueAt(y, at) === value);
  const winning = equal.filter((at) => valueAt(argmax, at) === own);
  const among = winning.length > 0 ? winning : equal;
  const ties = among.map((at) => tiesIn(explain(numbers, `${layer.name}.y`, at).expression));
  return { ties: Math.max(1, ...ties), won: winning.length > 0 };
}

/** The windows that see a cell: by the sliding axes, or the only one of a global maximum. */
function windowsOf(
  layer: LayerShape,
  shape: Index,
  row: number,
  column: number,
): (readonly [number, number])[] {
  const sliding = slidingOf(layer);
  const [, , rows = 1, columns = 1] = shape;
  const [top, bottom] = sliding === null ? [0, rows - 1] : windowsOver(sliding.rows, row);
  const [left, right] = sliding === null ? [0, columns - 1] : windowsOver(sliding.columns, column);
  const found: (readonly [number, number])[] = [];
  for (let i = top; i <= bottom; i++) for (let j = left; j <= right; j++) found.push([i, j]);
  return found;
}
