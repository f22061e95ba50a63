/**
 * States of the two widgets that this one has replaced, in links and stored lessons: "experiment"
 * ({ setting, change, show, logarithmic }) and "training-desk"
 * ({ dataset, learningRate, falling }).
 */
import type { Raw } from "../fields/field";
import { isRecord } from "../untrusted";

/** Old names of fields and of settings within them. Each may be missing. */
export function fromFirstVersion(old: Raw): Raw {
  const { setting, change, show, logarithmic, dataset, learningRate, falling, ...same } = old;
  return {
    ...same,
    ...(isRecord(setting) ? settingFrom(setting) : {}),
    ...(change === undefined ? {} : { variants: variantsFrom(change) }),
    ...(show === undefined ? {} : { measure: show }),
    ...(logarithmic === undefined ? {} : { log: logarithmic }),
    ...(dataset === undefined ? {} : { data: dataset }),
    ...(learningRate === undefined ? {} : { rate: learningRate }),
    ...(falling === undefined ? {} : { schedule: falling === true ? "cosine" : "constant" }),
  };
}

/** One run's choices as the experiment wrote them. */
export function settingFrom(old: Raw): Raw {
  const { kind, norm, learningRate, layers, ...same } = old;
  const network = kind ?? layers;
  return {
    ...same,
    ...(network === undefined ? {} : { network }),
    ...(norm === undefined ? {} : { norm: norm === true ? "batch" : "none" }),
    ...(learningRate === undefined ? {} : { rate: learningRate }),
  };
}

/** "A: ; B: norm=batch" of { key: "norm", to: true }. */
export function variantsFrom(change: unknown): string {
  if (!isRecord(change) || typeof change["key"] !== "string") return "";
  const key = change["key"];
  const to = change["to"];
  if (to === undefined) return "";
  const [[name, value] = [key, to]] = Object.entries(settingFrom({ [key]: to }));
  return `A: ; B: ${name}=${String(value)}`;
}
