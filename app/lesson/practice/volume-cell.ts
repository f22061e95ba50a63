/**
 * One number of a convolution over several channels: a sub-total for each channel, then their sum
 * and the bias. The reference op explains the cell, grouped by channel; wrong answers are read back
 * to the channel or the product that is wrong.
 */
import { t, word } from "../../language/words";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import { fromNested, tensor, type Tensor } from "../../../engine/core/tensor";
import {
  arithmetic,
  between,
  drawing,
  drawRows,
  exercise,
  factor,
  FROM_ZERO,
  listed,
  numberOf,
  productLine,
  productsOf,
  rowsMade,
  sumLine,
  text,
  whole,
  written,
  type Rows,
  type Mistake,
  type Term,
  answer,
  cellsUnder,
  step,
} from "./making";
import type { Exercise, Generator, Part } from "./practice";
import { eachOf, otherCells, productName, mistakesOfProduct, TURNED } from "./mistakes";

export const volumeCell: Generator = {
  name: "volume-cell",
  title: "One number of a convolution over channels",
  summary:
    "Multiply window and filter in every channel, add up each channel, then all of them and the bias.",
  options: {
    channels: whole(2, 4, 3, "Channels of the input, and so of the filter."),
    size: whole(2, 5, 3, "Rows and columns of the input."),
    filter: whole(1, 3, 2, "Rows and columns of the filter."),
    stride: whole(1, 2, 1, "Largest stride."),
  },
  make(seed, index, options): Exercise {
    const from = drawing("volume-cell", seed, index);
    const channels = numberOf(options, "channels", 3);
    const size = numberOf(options, "size", 3);
    const f = Math.min(numberOf(options, "filter", 2), size);
    const s = between(from, 1, numberOf(options, "stride", 1));
    const sheets = Array.from({ length: channels }, () => drawRows(from, size, size, 0, 5));
    const filter = Array.from({ length: channels }, () => drawRows(from, f, f, -2, 2));
    const bias = between(from, -3, 3) || 1;
    const rows = Math.floor((size - f) / s) + 1;
    return cellExercise({ sheets, filter, bias, s, at: [from.below(rows), from.below(rows)] });
  },
};

interface Setting {
  readonly sheets: readonly Rows[];
  readonly filter: readonly Rows[];
  readonly bias: number;
  readonly s: number;
  readonly at: readonly [number, number];
}

/** The products of one channel, and what they add up to. */
interface Share {
  readonly terms: readonly Term[];
  readonly total: number;
}

/** Input and filter, channel by channel. */
function matricesOf(setting: Setting): Part[] {
  const marked = cellsUnder(setting.at, { f: setting.filter[0]?.length ?? 0, s: setting.s });
  const named = (channel: number) =>
    ({ kind: "matrix", name: t("channel {channel}", { channel }) }) as const;
  return [
    text(t("The input, channel by channel:")),
    ...setting.sheets.map(
      (values, channel): Part => ({ ...named(channel), role: "input", values, marked }),
    ),
    text(t("The filter:")),
    ...setting.filter.map(
      (values, channel): Part => ({ ...named(channel), role: "weight", values }),
    ),
  ];
}

function cellExercise(setting: Setting): Exercise {
  const { sheets, filter, bias, s, at } = setting;
  const [n, f, depth] = [sheets[0]?.length ?? 0, filter[0]?.length ?? 0, sheets.length];
  const shares = sharesOf(setting);
  const totals = shares.map(({ total }) => total);
  const value = totals.reduce((sum, total) => sum + total, bias);
  return exercise({
    ask: [
      text(
        `${t("The input is {n}×{n}×{depth}, the filter {f}×{f}×{depth}; stride {s}, no padding, bias {bias}. Compute the number of the output in row {row}, column {column}.", { n, f, depth, s, bias: written(bias), row: at[0], column: at[1] })} ${word(FROM_ZERO)}`,
      ),
      ...matricesOf(setting),
    ],
    fields: [
      ...totals.map((total, channel) =>
        step(`channel-${channel}`, t("channel {channel}", { channel }), total),
      ),
      answer("sum", t("output"), value),
    ],
    hints: [
      t(
        "The filter stands on the marked window of all channels at once. Multiply and add within each channel first.",
      ),
      t("Channel 0: {products}.", { products: listed(shares[0]?.terms.map(productLine) ?? []) }),
      t("The channels give {totals}. Add them up, and the bias {bias}.", {
        totals: listed(totals),
        bias: written(bias),
      }),
    ],
    solution: [
      ...shares.map(shareLine),
      arithmetic(t("with the bias: {line}", { line: sumLine([...totals, bias]) })),
    ],
    mistakes: {
      ...eachOf("channel", shares, (share, channel) => mistakesOfShare(shares, share, channel)),
      sum: mistakesOfSum(setting, shares, value),
    },
    praise: t("Right: {line}", { line: sumLine([...totals, bias]) }),
  });
}

/** What the reference op says of the cell, channel by channel. */
function sharesOf(setting: Setting): Share[] {
  return setting.sheets.map((sheet, channel) => {
    const of = { x: volume([sheet]), w: volume([setting.filter[channel] ?? []]) };
    const terms = productsOf(
      conv2d.explain(of, attributesOf(setting, false), [0, 0, ...setting.at]),
    );
    return { terms, total: terms.reduce((sum, { product }) => sum + product, 0) };
  });
}

function attributesOf({ filter, s }: Setting, bias: boolean): ReturnType<typeof conv2d.normalise> {
  return conv2d.normalise({
    out_channels: 1,
    kernel_size: filter[0]?.length ?? 1,
    stride: s,
    bias,
  });
}

/** Sheets as one image. */
function volume(sheets: readonly Rows[]): Tensor<Float64Array> {
  const { shape, data } = fromNested(sheets);
  return tensor([1, ...shape], data);
}

function shareLine({ terms, total }: Share, channel: number): Part {
  const products = terms.map(({ left, right }) => `${factor(left)} · ${factor(right)}`).join(" + ");
  const line = `${products} = ${written(total)}`;
  return arithmetic(t("channel {channel}: {line}", { channel, line }));
}

function mistakesOfShare(
  shares: readonly Share[],
  { terms, total }: Share,
  channel: number,
): Mistake[] {
  const turned = terms.reduce(
    (sum, { left }, at) => sum + left * (terms.at(-1 - at)?.right ?? 0),
    0,
  );
  return [
    ...single(terms, total, channel),
    { value: turned, says: word(TURNED) },
    ...shares.map(({ total: other }, at) => ({
      value: other,
      says: t("That is the sub-total of channel {at}.", { at }),
    })),
  ];
}

/** The whole sum: a channel or the bias left out, a product wrong, another cell. */
function mistakesOfSum(setting: Setting, shares: readonly Share[], value: number): Mistake[] {
  const { sheets, filter, at } = setting;
  const b = tensor([1], Float64Array.of(setting.bias));
  const values = { x: volume(sheets), w: volume(filter), b };
  const y = rowsMade(conv2d.forward(values, attributesOf(setting, true)));
  return [
    ...biasMistakes(setting.bias, value, shares.length),
    ...shares.flatMap(({ total }, channel) =>
      channelMistakes(channel, total, { ...setting, value, count: shares.length }),
    ),
    ...otherCells(y, at, word("the number")),
    ...shares.flatMap(({ terms }, channel) => single(terms, value, channel)),
  ];
}

function biasMistakes(number: number, value: number, channels: number): Mistake[] {
  const bias = written(number);
  return [
    { value: value - number, says: t("You left out the bias, {bias}.", { bias }) },
    {
      value: value - 2 * number,
      says: t("The bias is {bias}; you took it with the other sign.", { bias }),
    },
    {
      value: value + (channels - 1) * number,
      says: t("The bias is added once, not once a channel."),
    },
  ];
}

/** A channel left out of the sum, taken with the other sign, or taken alone. */
function channelMistakes(
  channel: number,
  share: number,
  { value, bias, count }: { readonly value: number; readonly bias: number; readonly count: number },
): Mistake[] {
  const told = { channel, count, total: written(share) };
  return [
    {
      value: value - share,
      says: t("Channel {channel}, which gives {total}, is missing in your sum.", told),
    },
    {
      value: value - 2 * share,
      says: t("Channel {channel} gives {total}; you took it with the other sign.", told),
    },
    {
      value: share + bias,
      says: t("That is channel {channel} alone; the {count} channels are added up.", told),
    },
    {
      value: share,
      says: t(
        "That is channel {channel} alone; the {count} channels are added up, and the bias.",
        told,
      ),
    },
  ];
}

/** One product left out, taken with the other sign, or added instead of multiplied. */
function single(terms: readonly Term[], total: number, channel: number): Mistake[] {
  return terms.flatMap((term, which) => {
    const { left, right, product } = term;
    const name = productName(which, channel);
    return [
      ...mistakesOfProduct(term, total, name),
      {
        value: total - product + left + right,
        says: t("{name}: you added; {left} and {right} are multiplied.", {
          name,
          left: factor(left),
          right: factor(right),
        }),
      },
    ];
  });
}
