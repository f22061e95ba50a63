/**
 * unflatten: the features of each example as a picture, in storage order; nothing is computed.
 *
 * Shapes  x [N, …] → y [N, …unflattened_size], as many cells.
 * Errors  "shape": the sizes do not multiply to the cells of an example.
 * Source  torch.nn.Unflatten(1, unflattened_size), x.view(-1, C, H, W).
 */
import { readAttributes } from "../../core/attributes";
import { check } from "../../core/errors";
import { weighted } from "../../core/families";
import { format, size } from "../../core/shape";

export type UnflattenAttributes = { readonly unflattened_size: readonly number[] };

export const unflatten = weighted<UnflattenAttributes>({
  name: "unflatten",
  defaults: { unflattened_size: [1, 1, 1] },
  normalise(raw) {
    const read = readAttributes("unflatten", raw);
    const given = read.raw("unflattened_size") ?? [1, 1, 1];
    read.done();
    const sides: readonly unknown[] = Array.isArray(given) ? given : [];
    const unflattened_size = sides.flatMap((side) =>
      typeof side === "number" && Number.isInteger(side) && side >= 1 && side <= 2 ** 24
        ? [side]
        : [],
    );
    if (sides.length !== 3 || unflattened_size.length !== 3)
      read.fail(`unflattened_size must be [channels, rows, columns], got ${JSON.stringify(given)}`);
    return { unflattened_size };
  },
  shape({ x = [] }, { unflattened_size }) {
    const features = size(x.slice(1));
    check(
      size(unflattened_size) === features,
      "shape",
      `${features} features do not make a picture of ${format(unflattened_size)}`,
    );
    return [x[0] ?? 1, ...unflattened_size];
  },
  terms: () => ({
    visit: (y, visit) => visit(0, y, 1),
    readers: (_slot, x, visit) => visit(x),
  }),
  torch: ({ unflattened_size }, { x = [] }) =>
    x.length === 2
      ? `nn.Unflatten(1, (${unflattened_size.join(", ")}))`
      : `x.reshape(-1, ${unflattened_size.join(", ")})`,
});
