/** A number as a reader answers with it, and how it is said back. */
import { t } from "../../language/words";
import { counted } from "../../language/numerals";
import { show, tidy } from "../../figures/describe/number";
import { readings } from "../../figures/describe/read-number";

export type Reading =
  | {
      readonly ok: true;
      readonly value: number;
      /** Every number that the text can mean, `value` among them. */
      readonly all: readonly number[];
    }
  | { readonly ok: false; readonly message: string };

const LARGEST = 1e15;

/**
 * Reads an answer. Where the text has two readings ("44,950") and `isMeant` accepts one, that one
 * counts; otherwise the one that the lab itself would print.
 */
export function readNumber(
  text: string,
  isMeant: (value: number) => boolean = () => false,
): Reading {
  if (text.trim() === "") return { ok: false, message: t("Write a number first.") };
  const all = readings(text).filter((value) => Math.abs(value) <= LARGEST);
  const value = all.find(isMeant) ?? all[0];
  if (value !== undefined) return { ok: true, value, all };
  if (/\/[\s0.,]*$/.test(text) && readings(`${text}1`).length > 0)
    return { ok: false, message: t("A number cannot be divided by zero.") };
  if (readings(text).length > 0)
    return { ok: false, message: t("That number is too large to be meant.") };
  return {
    ok: false,
    message: t("“{text}” is not a number. Write it like 3, {decimal}, {thousands} or 2/3.", {
      text: text.trim().slice(0, 20),
      decimal: writeNumber(-1.5),
      thousands: counted(44_950),
    }),
  };
}

/** Says of a wrong answer how it was read: it may be meant otherwise than it was understood. */
export function notRight(
  text: string,
  { all, value }: Extract<Reading, { readonly ok: true }>,
): string {
  return all.length < 2
    ? t("It is not {value}.", { value: writeNumber(value) })
    : t("“{text}” can be read as {readings}; it is neither.", {
        text: text.trim(),
        readings: anyOf(all, t("or as")),
      });
}

/**
 * Within the author's tolerance, and never stricter than rounding in the last place of a double.
 */
export function isClose(value: number, key: number, tolerance: number): boolean {
  return Math.abs(value - key) <= Math.max(tolerance, 1e-9 * Math.max(1, Math.abs(key)));
}

/** "3 or 5": the readings of a text. */
export function anyOf(values: readonly number[], or: string = t("or")): string {
  return values.map(writeNumber).join(` ${or} `);
}

export function writeNumber(value: number): string {
  return tidy(String(Number(value.toPrecision(10))));
}

/**
 * The right answer as it is told: one place more than the author's tolerance asks for, all of it
 * where none is given.
 */
export function writeKey(value: number, tolerance: number): string {
  const places = Math.ceil(-Math.log10(tolerance)) + 1;
  return tolerance > 0 && places >= 0 && places <= 9
    ? show(value, places).text
    : writeNumber(value);
}
