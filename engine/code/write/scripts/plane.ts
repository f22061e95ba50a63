/**
 * A network on the plane with an activation of straight pieces: which points it answers rightly.
 */
import { torchTensor } from "../tensors";

export interface PlaneNetwork {
  /** As the network reads them. */
  readonly points: readonly (readonly number[])[];
  readonly labels: readonly number[];
  /** Values of the activation at `first`, `first` + 1, … */
  readonly knots: readonly number[];
  readonly first: number;
  /** Of each layer the rows: weights, then the bias. */
  readonly layers: readonly (readonly (readonly number[])[])[];
  readonly right: number;
}

export function planeScript(given: PlaneNetwork): string {
  const { first, knots, layers } = given;
  const lines = layers.flatMap((layer, at) => {
    const sum = `y @ layer${at}[:, :-1].T + layer${at}[:, -1]`;
    return [
      `layer${at} = ${torchTensor(layer, { rows: true })}`,
      `y = ${at === layers.length - 1 ? sum : `activation(${sum})`}`,
    ];
  });
  return `import torch

points = ${torchTensor(given.points, { rows: true })}
labels = ${torchTensor(given.labels)}
knots = ${torchTensor(knots)}

def activation(z):
    left = (z - (${first})).floor().clamp(0, ${knots.length - 2}).long()
    return knots[left] + (z - (${first}) - left) * (knots[left + 1] - knots[left])

y = points
${lines.join("\n")}
assert int(((y[:, 0] > 0) == (labels == 1)).sum()) == ${given.right}
`;
}
