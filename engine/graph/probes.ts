/**
 * The probe phase: statistics of every activation, gradient and parameter, and of what the step
 * changed, computed where they live.
 *
 * Each probed tensor gets one row of 64 words in the range "statistics" (40 are used), so one small
 * read brings them all.
 */
import type { Compilation } from "./compile";

export const PROBE_WORDS = 40;
export const PROBE_STRIDE = 64;

/** Returns the probed names in the order of their rows. */
export function addProbes({ network, builder }: Compilation): readonly string[] {
  const names: string[] = [];
  for (const layer of network.layers) {
    const own = Object.keys(layer.parameters);
    const candidates = [
      `${layer.name}.y`,
      `${layer.name}.dy`,
      ...own.flatMap((slot) =>
        ["", "d"]
          .map((mark) => `${layer.name}.${mark}${slot}`)
          .concat(`${layer.name}.${slot}_update`),
      ),
    ];
    for (const name of candidates) if (builder.find(name) !== undefined) names.push(name);
  }
  const rows = names.map((name) =>
    builder.tensor(`statistics.${name}`, [PROBE_WORDS], "result", { node: "" }),
  );
  builder.range("statistics", rows);
  for (const [at, name] of names.entries()) {
    const [from, into] = [builder.find(name) ?? -1, rows[at] ?? -1];
    builder.call("probe", "statistics", "reduce", name.split(".").slice(0, -1).join("."), {
      from,
      into,
    });
  }
  return names;
}
