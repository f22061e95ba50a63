/** Properties of the figure "network" that name what its network does not have. */
import { LabError } from "../../../engine/core/errors";
import type { Numbers } from "../../../engine/explain/numbers";
import { nearest } from "../../../engine/graph/suggest";
import { numbersOf, type Setup } from "../../explorer/setup";
import { isUseCount } from "../../explorer/use-counts";
import { isOwnFile } from "../fields/own-files";
import { weightsProblem } from "../fields/own-weights";
import type { PropertyValues, TextProblem } from "../widget";
import type { Edit } from "./edits";
import { networkOf, setupOf } from "./setup";
import type { NetworkState } from "./state";

/** Names listed in a message. */
const LISTED = 24;

export function problems(
  properties: PropertyValues,
  state: NetworkState,
): Readonly<Record<string, TextProblem>> {
  const { spec } = properties;
  const asWritten = networkOf({ ...state, spec: typeof spec === "string" ? spec : state.spec });
  if (asWritten instanceof LabError)
    return {
      spec: { message: asWritten.message, allowed: "layers that fit the input", suggestion: null },
    };
  const { weights } = state;
  const problem = isOwnFile(weights) ? weightsProblem(weights, asWritten) : null;
  if (problem !== null) return { weights: problem };
  const setup = setupOf(state);
  const numbers = numbersOf(setup);
  const isKnown = (name: string): boolean => numbers.has(name) && !isUseCount(name);
  const known = Object.values(setup.names)
    .map(({ tensor }) => tensor)
    .filter(isKnown);
  const named: Readonly<Record<string, readonly string[]>> = {
    of: words(properties["of"]),
    panels: words(properties["panels"]),
  };
  const found: Record<string, TextProblem> = {};
  for (const [property, names] of Object.entries(named)) {
    const wrong = names.find((name) => !isKnown(name));
    if (wrong !== undefined) found[property] = missing(wrong, known);
  }
  const edits = state.edits.flatMap((one) => editProblems(one, setup.leaves, numbers));
  return edits[0] === undefined ? found : { ...found, edits: edits[0] };
}

function words(text: unknown): readonly string[] {
  return typeof text === "string" ? text.split(/\s+/).filter((word) => word !== "") : [];
}

function missing(name: string, known: readonly string[]): TextProblem {
  return {
    message: `the network has no tensor "${name.slice(0, 60)}" here`,
    allowed: known.slice(0, LISTED).join(", ") + (known.length > LISTED ? ", …" : ""),
    suggestion: nearest(name, known) ?? null,
  };
}

function editProblems(
  { tensor, index }: Edit,
  leaves: Setup["leaves"],
  numbers: Numbers,
): readonly TextProblem[] {
  if (!Object.hasOwn(leaves, tensor)) return [missing(tensor, Object.keys(leaves))];
  const shape = numbers.shape(tensor);
  const isInside =
    index.length <= shape.length && index.every((at, axis) => at < (shape[axis] ?? 0));
  if (isInside) return [];
  const message = `${tensor}${index.map((at) => `[${at}]`).join("")} lies outside`;
  return [
    { message, allowed: `indices within ${shape.join("×")}, counted from 0`, suggestion: null },
  ];
}
