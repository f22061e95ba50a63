/**
 * Backwards through the size formula: the output is given, the stride or the padding is asked for.
 * It has one solution.
 */
import { t } from "../../language/words";
import { LabError } from "../../../engine/core/errors";
import type { Random } from "../../../engine/core/random";
import {
  arithmetic,
  between,
  drawing,
  exercise,
  numberOf,
  outputSize,
  text,
  whole,
  answer,
} from "./making";
import { withPadding, withStride } from "./mistakes";
import type { Exercise, Generator } from "./practice";

const TRIES = 500;
const STRIDES = [1, 2, 3, 4, 5, 6, 7, 8];
const PADDINGS = [0, 1, 2, 3, 4, 5, 6];

export const missingStridePadding: Generator = {
  name: "missing-stride-padding",
  title: "Find the stride or the padding",
  summary: "Input, filter and output are given: which stride, or which padding, makes that size?",
  options: {
    largest: whole(6, 256, 16, "Largest input."),
    stride: whole(2, 8, 4, "Largest stride."),
    padding: whole(1, 6, 3, "Largest padding."),
  },
  make(seed, index, options): Exercise {
    const from = drawing("missing-stride-padding", seed, index);
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const made = from.below(2) === 0 ? askStride(from, options) : askPadding(from, options);
      if (made !== null) return made;
    }
    throw new LabError("attribute", t("no size has only one solution"), t("Allow a larger input."));
  },
};

type Options = Parameters<Generator["make"]>[2];

/** Null when several strides give the same size. */
function askStride(from: Random, options: Options): Exercise | null {
  const n = between(from, 5, numberOf(options, "largest", 16));
  const f = between(from, 2, Math.min(5, n - 1));
  const p = between(from, 0, Math.min(f - 1, 2));
  const s = between(from, 1, numberOf(options, "stride", 4));
  const size = outputSize(n, f, p, s);
  if (size < 2 || STRIDES.filter((stride) => outputSize(n, f, p, stride) === size).length > 1)
    return null;
  const [room, moves] = [n + 2 * p - f, size - 1];
  return exercise({
    ask: [
      text(
        t(
          "A filter of {f}×{f} on an input of {n}×{n} with padding {p} gives an output of {size}×{size}. Which stride is it?",
          { f, n, p, size },
        ),
      ),
    ],
    fields: [answer("stride", t("stride"), s, { role: "weight" })],
    hints: [
      t("Try stride 1 first: how many rows would come out? Then compare with what did."),
      t(
        "The filter moves {size} − 1 = {moves} times. It has {n} + 2·{p} − {f} = {room} rows to move in.",
        { size, moves, n, p, f, room },
      ),
      t("{room} divided by {moves}, rounded down, is the largest stride that fits.", {
        room,
        moves,
      }),
    ],
    solution: [arithmetic(`⌊(${n} + 2·${p} − ${f}) / ${s}⌋ + 1 = ⌊${room} / ${s}⌋ + 1 = ${size}`)],
    mistakes: {
      stride: STRIDES.map((stride) => ({
        value: stride,
        says: withStride(stride, outputSize(n, f, p, stride)),
      })),
    },
    praise: t("Right: stride {s}.", { s }),
  });
}

/** Null when several paddings give the same size. */
function askPadding(from: Random, options: Options): Exercise | null {
  const n = between(from, 5, numberOf(options, "largest", 16));
  const f = between(from, 2, Math.min(7, n));
  const p = between(from, 0, numberOf(options, "padding", 3));
  const s = between(from, 1, 2);
  const size = outputSize(n, f, p, s);
  if (PADDINGS.filter((padding) => outputSize(n, f, padding, s) === size).length > 1) return null;
  const given = { n, f, s, size };
  const keeps = size === n && s === 1;
  return exercise({
    ask: [
      text(
        t(
          "A filter of {f}×{f} moves over an input of {n}×{n} with stride {s}, and the output has {size}×{size} numbers. How much padding is on each side?",
          given,
        ),
      ),
    ],
    fields: [answer("padding", t("padding"), p, { role: "input" })],
    hints: [
      t("Without padding the output would have {rows} rows.", { rows: outputSize(n, f, 0, s) }),
      t("Each ring of padding adds two rows to the input."),
      t("Put the numbers in: ⌊({n} + 2p − {f}) / {s}⌋ + 1 = {size}, and try p = 0, 1, 2 …", given),
    ],
    solution: [arithmetic(`⌊(${n} + 2·${p} − ${f}) / ${s}⌋ + 1 = ${size}`)],
    mistakes: {
      padding: [
        ...PADDINGS.map((padding) => ({
          value: padding,
          says: withPadding(padding, outputSize(n, f, padding, s)),
        })),
        { value: 2 * p, says: t("That is the padding of both sides together.") },
      ],
    },
    praise: keeps
      ? t("Right: padding {p}, which keeps the size.", { p })
      : t("Right: padding {p}.", { p }),
  });
}
