/** Nodes without settings and the ops that they are, read and written. A new op is one line. */
export const PLAIN_NODES: readonly (readonly [node: string, op: string])[] = [
  ["Atan", "arctan"],
  ["HardSwish", "hardswish"],
  ["Relu", "relu"],
  ["Sigmoid", "sigmoid"],
  ["Softplus", "softplus"],
  ["Tanh", "tanh"],
];
