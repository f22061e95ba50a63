/**
 * What a figure of the explorer says of itself: its time line, its numbers by name, its state in
 * words. A preset adds its fields and, where it has them, views of its own.
 */
import { t } from "../language/words";
import { type Index, size } from "../../engine/core/shape";
import type { WidgetDefinition } from "../widgets/widget";
import { nameOf, sceneOf } from "./scene";
import { partsPerCell } from "./grain";
import { cellNamed, namedValues, numbersOf, type Setup } from "./setup";
import { walkCell, walkPlace } from "./walk";
import { sceneWords } from "./words";

type Walked<State extends object> = Pick<
  WidgetDefinition<State>,
  "steps" | "step" | "seek" | "unit" | "place" | "values" | "isShown"
> & {
  /** The cell that the walk stands on, its arithmetic, and what to know about it. */
  readonly stepText: (state: State) => string;
};

export function walked<State extends { readonly at: number }>(
  setupOf: (state: State) => Setup,
): Walked<State> {
  const steps = (state: State): number => stepsOf(setupOf(state));
  return {
    steps,
    step: ({ at }) => at,
    seek: (state, at) => ({ ...state, at: Math.max(0, Math.min(steps(state), Math.round(at))) }),
    unit: "cell",
    place: (state) => placeText(setupOf(state)),
    values: (state) => namedValues(setupOf(state)),
    isShown: (state, name, index) => isShown(setupOf(state), name, index),
    stepText: (state) => stepText(setupOf(state)),
  };
}

function stepsOf(setup: Setup): number {
  const numbers = numbersOf(setup);
  return size(numbers.shape(setup.view.of)) * partsPerCell(numbers, setup.view);
}

/** Of the tensor that is walked through: all numbers, or those up to where the walk stands. */
function isShown(setup: Setup, name: string, index: Index): boolean {
  const { view, at } = setup;
  const numbers = numbersOf(setup);
  const cell = cellNamed(setup, numbers, name, index);
  if (cell === null || cell.tensor !== view.of) return false;
  return view.all || walkPlace(numbers, view, cell.index) <= at;
}

function placeText(setup: Setup): string {
  const { view } = setup;
  const numbers = numbersOf(setup);
  const index = walkCell(numbers, view, setup.at);
  if (index === null) return t("nothing computed yet");
  return nameOf(numbers, view, { tensor: view.of, index }).replace(
    / (?=row|channel|sample|unit)/,
    ", ",
  );
}

function stepText(setup: Setup): string {
  if (setup.at === 0) return placeText(setup);
  const numbers = numbersOf(setup);
  return sceneWords(numbers, setup.view, sceneOf(numbers, setup.view, setup.at));
}
