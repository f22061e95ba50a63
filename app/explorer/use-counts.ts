/**
 * How often each cell of a tensor is used, as a tensor of its own: "input.uses" counts, for every
 * cell of "input", the numbers that depend on it directly. It is drawn, named and pointed at as
 * others are; it is not walked.
 */
import type { Tensor } from "../../engine/core/tensor";
import { type Numbers, present } from "../../engine/explain/numbers";
import { useCounts } from "../../engine/explain/uses";

const SUFFIX = ".uses";

export function isUseCount(tensor: string): boolean {
  return tensor.endsWith(SUFFIX);
}

/** How often each cell of a tensor is used; counted once for the same numbers. */
export function countsOf(numbers: Numbers, tensor: string): Tensor {
  return present(withUseCounts(numbers), `${tensor}${SUFFIX}`);
}

/** "input" for "input.uses" and for "input". */
export function countedTensor(tensor: string): string {
  return isUseCount(tensor) ? tensor.slice(0, -SUFFIX.length) : tensor;
}

const made = new WeakMap<Numbers, Numbers>();

/** These numbers and the use counts of all of them; the same object for the same numbers. */
export function withUseCounts(numbers: Numbers): Numbers {
  const known = made.get(numbers);
  if (known !== undefined) return known;
  const counts = new Map<string, Tensor>();
  const count = (tensor: string): Tensor => {
    const counted = counts.get(tensor) ?? useCounts(numbers, countedTensor(tensor));
    counts.set(tensor, counted);
    return counted;
  };
  const { network, mode, seed, loss, update, provenance } = numbers;
  const counted: Numbers = {
    network,
    mode,
    seed,
    loss,
    update,
    provenance,
    has: (tensor) => numbers.has(countedTensor(tensor)),
    names: () => numbers.names(),
    shape: (tensor) => numbers.shape(countedTensor(tensor)),
    peek: (tensor) => (isUseCount(tensor) ? count(tensor) : numbers.peek(tensor)),
    read: (tensor) => (isUseCount(tensor) ? count(tensor) : numbers.read(tensor)),
    with: (tensor, index, value) => withUseCounts(numbers.with(tensor, index, value)),
    withTensor: (tensor, values) => withUseCounts(numbers.withTensor(tensor, values)),
  };
  made.set(numbers, counted);
  made.set(counted, counted);
  return counted;
}
