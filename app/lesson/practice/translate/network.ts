/**
 * Small random networks for translating: square pictures and filters, everything that follows from
 * them by the engine.
 */
import { t } from "../../../language/words";
import { LabError } from "../../../../engine/core/errors";
import type { Random } from "../../../../engine/core/random";
import { type LayerShape, networkShapes } from "../../../../engine/graph/shapes";
import type { LayerSpec, NetworkSpec } from "../../../../engine/graph/spec";
import { between, outputSize, pick } from "../making";

/** A convolution or a pooling, with what goes in and what comes out. */
export interface Layer {
  readonly name: string;
  readonly kind: "conv2d" | "maxpool2d";
  readonly n: number;
  readonly channelsIn: number;
  readonly f: number;
  readonly s: number;
  readonly p: number;
  readonly rows: number;
  readonly channels: number;
  readonly parameters: number;
  /** Whether a ReLU follows. */
  readonly relu: boolean;
}

export interface Net {
  readonly spec: NetworkSpec;
  readonly shapes: readonly LayerShape[];
  readonly layers: readonly Layer[];
}

export interface Wish {
  readonly layers: number;
  readonly pooling: boolean;
  /** Whether every padding must follow from the sizes alone. */
  readonly unique?: boolean;
}

const TRIES = 400;
const PADDINGS = [0, 1, 2, 3, 4];

export function drawNet(from: Random, wish: Wish): Net {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const net = tried(from, wish);
    const varied = net.layers.some(({ s, p }) => s > 1 || p > 0) || attempt % 4 === 0;
    if (
      varied &&
      net.layers.every((layer) => layer.rows >= 3 && (wish.unique !== true || hasOnePadding(layer)))
    )
      return net;
  }
  throw new LabError("attribute", t("no network fits these options"));
}

function hasOnePadding({ kind, n, f, s, rows }: Layer): boolean {
  return kind !== "conv2d" || PADDINGS.filter((p) => outputSize(n, f, p, s) === rows).length === 1;
}

function tried(from: Random, wish: Wish): Net {
  const n = pick(from, [16, 20, 24, 28, 32, 39, 40, 45, 48, 64]);
  const layers: LayerSpec[] = [];
  let rows = n;
  let filters = pick(from, [4, 6, 8, 10]);
  for (let at = 1; at <= wish.layers; at++) {
    if (wish.pooling && at > 1 && rows > 1 && at === wish.layers && from.below(2) === 0) {
      layers.push({ name: `pool${at}`, op: "maxpool2d", kernel_size: 2, stride: 2 });
      break;
    }
    const f = Math.min(rows, pick(from, [3, 3, 5, 5, 7]));
    const p = pick(from, [0, 1, 2, Math.floor((f - 1) / 2)]);
    const s = between(from, 1, 2);
    rows = outputSize(rows, f, p, s);
    layers.push({
      name: `conv${at}`,
      op: "conv2d",
      out_channels: filters,
      kernel_size: f,
      stride: s,
      padding: p,
    });
    if (from.below(3) === 0) layers.push({ name: `relu${at}`, op: "relu" });
    filters *= 2;
  }
  return described({ format: 1, name: "net", input: [pick(from, [1, 3, 3]), n, n], layers });
}

export function described(spec: NetworkSpec): Net {
  const { layers: shapes } = networkShapes(spec);
  const layers = shapes.flatMap((shape, at): Layer[] => {
    const { kind, attributes, inputShapes, name, parameterCount } = shape;
    if (kind !== "conv2d" && kind !== "maxpool2d") return [];
    const first = (setting: string): number => Number([attributes[setting]].flat()[0]);
    const [channelsIn = 1, n = 1] = inputShapes[0] ?? [];
    const [channels = 1, rows = 1] = shape.shape;
    const settings = { f: first("kernel_size"), s: first("stride"), p: first("padding") };
    return [
      {
        name,
        kind,
        n,
        channelsIn,
        ...settings,
        rows,
        channels,
        parameters: parameterCount,
        relu: shapes[at + 1]?.kind === "relu",
      },
    ];
  });
  return { spec, shapes, layers };
}

/** The rows that come out with another setting; null where the filter does not fit. */
export function rowsWith(
  { n, f, s, p }: Layer,
  change: Partial<Pick<Layer, "f" | "s" | "p">>,
): number | null {
  const changed = { f, s, p, ...change };
  return changed.s < 1 || changed.f < 1 || changed.f > n + 2 * changed.p
    ? null
    : outputSize(n, changed.f, changed.p, changed.s);
}

/** A padding and a stride that the layer has not. */
export function otherSettings({ s, p }: Layer): { padding: number; stride: number } {
  return { padding: p === 0 ? 1 : 0, stride: s === 1 ? 2 : 1 };
}

/** "With padding 0 you would get 37 rows, not 39." */
export function insteadOf(
  layer: Layer,
  what: string,
  change: Partial<Pick<Layer, "f" | "s" | "p">>,
): string {
  const rows = rowsWith(layer, change);
  if (rows === null) return t("With {what} the filter would not fit.", { what });
  return rows === layer.rows
    ? t("With {what} the size is the same here, but it is another layer.", { what })
    : t("With {what} you would get {rows} rows, not {wanted}.", { what, rows, wanted: layer.rows });
}

export function sizeLine({ n, f, s, p, rows }: Layer): string {
  return `⌊(${n} + 2·${p} − ${f}) / ${s}⌋ + 1 = ${rows}`;
}
