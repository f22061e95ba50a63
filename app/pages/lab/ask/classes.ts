/** What a network's last layer says of the classes. Pure. */
import { t } from "../../../language/words";
import { size } from "../../../../engine/core/shape";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { softmaxOf } from "../../../figures/network/ProbabilityBars";

/** How many classes the network tells apart; null where its last layer gives maps. */
export function classCount({ output: { shape } }: NetworkShapes): number | null {
  const [classes = 0, ...rest] = shape;
  return size(rest) === 1 && classes > 1 ? classes : null;
}

/** Shares that add up to 1: of scores by softmax, of a softmax as they are. */
export function sharesOf({ output }: NetworkShapes, numbers: ArrayLike<number>): Float64Array {
  return output.kind === "softmax" ? Float64Array.from(numbers) : softmaxOf(numbers);
}

/** "espresso", or "class 3" where the classes have no names. */
export function className(names: readonly string[], at: number): string {
  return names[at] ?? t("class {at}", { at });
}

/** "3: espresso", for where a class stands as its number elsewhere. */
export function numberedClass(names: readonly string[], at: number): string {
  const name = className(names, at);
  return name === String(at) || names[at] === undefined ? name : `${at}: ${name}`;
}
