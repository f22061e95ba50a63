/**
 * A row of leaf numbers that are moved as bars (an input, a bias): their gradients, what the
 * network makes of them, and one step of gradient descent on them alone.
 */
import { LabError } from "../../../engine/core/errors";
import { size, unravel } from "../../../engine/core/shape";
import { type Numbers, present } from "../../../engine/explain/numbers";
import { gradientName } from "../../../engine/explain/tensor-names";
import { numbersOf } from "../../explorer/setup";
import { readDials } from "./dials";
import { networkOf, setupOf } from "./setup";
import type { Edit } from "./edits";
import type { NetworkState } from "./state";

/** More bars are not told apart. */
export const MOST_BARS = 12;

export interface Moved {
  readonly tensor: string;
  readonly values: readonly number[];
  /** By the loss, or by what is given at the output; null where there is none. */
  readonly gradient: { readonly tensor: string; readonly values: readonly number[] } | null;
  /** The last layer's numbers, where it has one for each bar. */
  readonly results: { readonly tensor: string; readonly values: readonly number[] } | null;
  /** The last layer is a softmax: its numbers are probabilities. */
  readonly isShared: boolean;
  /** The right class; null without a loss. */
  readonly label: number | null;
  readonly loss: number | null;
  /** After one step: by the gradient alone (a straight line), and computed. */
  readonly step: { readonly predicted: number; readonly computed: number } | null;
}

const known = new WeakMap<NetworkState, Moved | null>();

/** Null where the numbers that the state names are not a row of leaves. Computed once per state. */
export function movedOf(state: NetworkState): Moved | null {
  const found = known.get(state);
  if (found !== undefined) return found;
  const made = computed(state);
  known.set(state, made);
  return made;
}

function computed(state: NetworkState): Moved | null {
  const { moved, dials } = state;
  if (networkOf(state) instanceof LabError) return null;
  const setup = setupOf(state);
  const isDialled = readDials(dials).some(({ tensors }) => tensors.includes(moved));
  if (!(moved in setup.leaves) || setup.batch !== 1 || isDialled || moved.endsWith(".dy"))
    return null;
  const numbers = numbersOf(setup);
  const values = listOf(numbers, moved);
  if (values.length > MOST_BARS || Math.max(...numbers.shape(moved)) !== values.length) return null;
  const slope = gradientName(numbers.network, moved);
  const gradient = numbers.has(slope) ? { tensor: slope, values: listOf(numbers, slope) } : null;
  const { name, definition, shape } = numbers.network.output;
  const result = `${name}.y`;
  const hasLoss = numbers.loss !== null;
  return {
    tensor: moved,
    values,
    gradient,
    results:
      size(shape) === values.length ? { tensor: result, values: listOf(numbers, result) } : null,
    isShared: definition.name === "softmax",
    label: hasLoss ? (setup.labels?.[0] ?? null) : null,
    loss: hasLoss ? lossOf(numbers) : null,
    step:
      hasLoss && gradient !== null ? stepOf(numbers, state, { values, of: gradient.values }) : null,
  };
}

function listOf(numbers: Numbers, tensor: string): readonly number[] {
  return [...present(numbers, tensor).data];
}

function lossOf(numbers: Numbers): number {
  return present(numbers, "loss").data[0] ?? Number.NaN;
}

interface Downhill {
  readonly values: readonly number[];
  readonly of: readonly number[];
}

function stepOf(
  numbers: Numbers,
  { moved, rate }: NetworkState,
  { values, of }: Downhill,
): NonNullable<Moved["step"]> {
  const squares = of.reduce((sum, slope) => sum + slope * slope, 0);
  return {
    predicted: lossOf(numbers) - rate * squares,
    computed: lossOf(withValues(numbers, moved, stepped(values, of, rate))),
  };
}

function stepped(
  values: readonly number[],
  slopes: readonly number[],
  rate: number,
): readonly number[] {
  return values.map((value, at) => value - rate * (slopes[at] ?? 0));
}

function withValues(numbers: Numbers, tensor: string, values: readonly number[]): Numbers {
  return numbers.withTensor(tensor, {
    shape: numbers.shape(tensor),
    data: Float64Array.from(values),
  });
}

/** Numbers of the moved row as changes of the state. */
export function editsTo(state: NetworkState, values: readonly number[]): readonly Edit[] {
  const shape = numbersOf(setupOf(state)).shape(state.moved);
  const others = state.edits.filter(({ tensor }) => tensor !== state.moved);
  return [
    ...others,
    ...values.map((value, at): Edit => ({ tensor: state.moved, index: unravel(shape, at), value })),
  ];
}

/** One step of gradient descent on the moved row and nothing else; null without a loss. */
export function afterStep(state: NetworkState): readonly Edit[] | null {
  const moved = movedOf(state);
  if (moved === null || moved.gradient === null || moved.loss === null) return null;
  return editsTo(state, stepped(moved.values, moved.gradient.values, state.rate));
}

/** What the network makes of the moved row over the next steps, the first of them now. */
export function pathOf(state: NetworkState, steps: number): readonly (readonly number[])[] {
  const moved = movedOf(state);
  if (moved === null || moved.results === null || moved.gradient === null) return [];
  const path = [moved.results.values];
  let numbers = numbersOf(setupOf(state));
  for (let step = 0; step < steps; step++) {
    const values = listOf(numbers, moved.tensor);
    const slopes = listOf(numbers, moved.gradient.tensor);
    numbers = withValues(numbers, moved.tensor, stepped(values, slopes, state.rate));
    path.push(listOf(numbers, moved.results.tensor));
  }
  return path;
}

/**
 * The moved numbers for which the softmax gives these probabilities, with the mean that they have
 * now. Only where each logit is its moved number times one factor; else null.
 */
export function valuesFor(
  state: NetworkState,
  shares: readonly number[],
): readonly number[] | null {
  const moved = movedOf(state);
  if (moved === null || !moved.isShared) return null;
  const setup = setupOf(state);
  const numbers = numbersOf(setup);
  const [input = "input"] = numbers.network.output.inputs;
  const logits = input === "input" ? "input" : `${input}.y`;
  const now = listOf(numbers, logits);
  const up = listOf(
    withValues(
      numbers,
      moved.tensor,
      moved.values.map((value, at) => value + 1 + at),
    ),
    logits,
  );
  const factor = (up[0] ?? 0) - (now[0] ?? 0);
  const isScaled = up.every(
    (value, at) => Math.abs(value - (now[at] ?? 0) - factor * (1 + at)) < 1e-9,
  );
  if (!isScaled || factor === 0 || now.length !== shares.length) return null;
  const wanted = shares.map((share) => Math.log(Math.max(share, 1e-6)));
  const mean = (list: readonly number[]): number =>
    list.reduce((sum, one) => sum + one, 0) / list.length;
  const shift = mean(moved.values) - mean(wanted) / factor;
  return wanted.map((value) => Number((value / factor + shift).toFixed(4)));
}
