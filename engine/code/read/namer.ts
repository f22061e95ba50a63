/** Names of layers: an attribute's path where there is one, else conv1, relu1, conv2 … */

const SHORT: Readonly<Record<string, string>> = {
  conv2d: "conv",
  maxpool2d: "pool",
  avgpool2d: "pool",
  adaptive_avgpool2d: "pool",
  linear: "fc",
  batchnorm: "bn",
};
const RESERVED = "input labels target loss indices parameters gradients dataset";

export class Namer {
  private readonly counts = new Map<string, number>();
  private readonly taken = new Set(RESERVED.split(" "));

  named(op: string, path?: string): string {
    if (path === undefined) return this.counted(op);
    const base = path.replaceAll(/[^\w.#-]/g, "_").slice(0, 56);
    let name = base;
    for (let count = 2; this.taken.has(name); count++) name = `${base}#${count}`;
    this.taken.add(name);
    return name;
  }

  private counted(op: string): string {
    const base = SHORT[op] ?? op;
    for (;;) {
      const count = (this.counts.get(base) ?? 0) + 1;
      this.counts.set(base, count);
      const name = `${base}${count}`;
      if (this.taken.has(name)) continue;
      this.taken.add(name);
      return name;
    }
  }
}
