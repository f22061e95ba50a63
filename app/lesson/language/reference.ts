/**
 * `from="c1.y[0][2]"`: a number that a figure computes. `c1` is the figure, `y` a tensor of its
 * widget, then one index an axis; `c1.y.shape[0]` is an extent. A tensor with a single number needs
 * no index. Tensor names may hold dots.
 */

export interface Reference {
  readonly figure: string;
  readonly tensor: string;
  readonly index: readonly number[];
  /** The index is into the shape, not into the numbers. */
  readonly shape: boolean;
}

/** The parsed reference, or null when it does not have that form. */
export function readReference(text: string): Reference | null {
  const match = /^\s*([a-z][a-z0-9-]*)\.([\w.-]*\w)((?:\[\s*\d+\s*(?:,\s*\d+\s*)*\])*)\s*$/.exec(
    text,
  );
  if (match === null) return null;
  const [, figure = "", path = "", brackets = ""] = match;
  const index = [...brackets.matchAll(/\d+/g)].map((digits) => Number(digits[0]));
  if (path.endsWith(".shape") && index.length === 1)
    return { figure, tensor: path.slice(0, -".shape".length), index, shape: true };
  return { figure, tensor: path, index, shape: false };
}

export function writeReference({ figure, tensor, index, shape }: Reference): string {
  return `${figure}.${tensor}${shape ? ".shape" : ""}${index.map((at) => `[${at}]`).join("")}`;
}
