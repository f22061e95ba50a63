/** Parameters of a layer, with their names in PyTorch; running statistics have the same name. */
const NAMES: Readonly<Record<string, string>> = {
  w: "weight",
  b: "bias",
  gamma: "weight",
  beta: "bias",
  slope: "weight",
};

/** "weight" for "w"; a slot that is not known is its own name. */
export function torchName(slot: string): string {
  return NAMES[slot] ?? slot;
}
