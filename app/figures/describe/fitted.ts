/**
 * A number in few characters, never misleading: fewer figures of the same number that the
 * arithmetic beside it shows, or nothing. Rounding moves it by a twentieth of itself at most, and
 * what is not whole does not look whole.
 */
import { marked } from "../../language/numerals";
import { decimalsNeeded, show, tidy } from "./number";

/** How far a rounded text may be from its number, as a share of it. */
const NEAR = 0.05;
/** Beyond it the places after the point may go. */
const WHOLE_FROM = 100;

/** At most `room` characters; null where none of the readable texts is that short. */
export function fitted(value: number, room: number): string | null {
  for (const text of textsOf(value)) if (text.length <= room) return text;
  return null;
}

/**
 * A text for a cell whose size does not follow its numbers: rounded further where no readable text
 * fits, but never to a bare zero.
 */
export function cellText(value: number, room = 5): string {
  const text = fitted(value, room);
  if (text !== null) return text;
  const whole = Math.trunc(Math.abs(value)).toString().length + (value < 0 ? 1 : 0);
  if (whole <= room && Math.abs(value) >= 1) return show(value, Math.max(0, room - whole - 1)).text;
  // A power of ten takes four characters; .4 says as much of 0.4444 in two, .04 of 0.0444 in three.
  const decimals = Math.max(1, room - (value < 0 ? 2 : 1));
  if (Math.abs(value) < 1 && Math.abs(value) >= Math.min(0.05, 10 ** -decimals))
    return withoutZero(show(value, decimals).text);
  const power = tidy(value.toExponential(room > 6 ? 1 : 0).replace("e+", "e"));
  const plain = show(value, 0).text;
  // A power of ten that is no shorter than the number itself says less: −10 is not −1e1.
  return Math.abs(value) >= 1 && plain.length <= power.length ? plain : power;
}

/** How many characters the shortest readable text of `value` has. */
export function leastCharacters(value: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const text of textsOf(value)) least = Math.min(least, text.length);
  return least;
}

/** From the best to the shortest. */
function* textsOf(computed: number): Generator<string> {
  const value = meant(computed);
  if (!Number.isFinite(value)) return yield show(value, 0).text;
  const needed = decimalsNeeded(value);
  if (needed <= 6 && Math.abs(value) < 1e7) {
    const exact = show(value, 6).text;
    yield exact;
    yield withoutZero(exact);
  }
  if (Number.isInteger(value) && Math.abs(value) < 1000) return;
  for (let decimals = Math.min(needed - 1, 8); decimals >= 0; decimals--) {
    const text = rounded(value, decimals);
    if (!isHonest(value, text, decimals) || Math.abs(value) >= 1e7) continue;
    yield minus(text);
    yield withoutZero(minus(text));
  }
  const whole = Math.abs(value) >= 1 ? show(value, 0).text.length : Number.POSITIVE_INFINITY;
  for (const decimals of [2, 1, 0]) {
    const text = value.toExponential(decimals).replace("e+", "e");
    // "8e1" is no shorter than "82" and says less.
    if (text.length < whole && near(value, Number(text))) yield minus(text).replace("e-", "e−");
  }
}

/** 1.7 of 1.7000000000000002, so that its cell says what the arithmetic says, and not 1.70. */
function meant(value: number): number {
  const short = Number(value.toPrecision(12));
  return Number.isInteger(short) ? value : short;
}

/** Halves are rounded away from zero, as by hand: 0.0875 is 0.088, whatever its bits say. */
function rounded(value: number, decimals: number): string {
  const shifted = Number(`${Math.abs(value)}e${decimals}`);
  const by = Number.isNaN(shifted)
    ? value
    : (Math.sign(value) * Math.round(shifted)) / 10 ** decimals;
  return by.toFixed(decimals);
}

function isHonest(value: number, text: string, decimals: number): boolean {
  if (!near(value, Number(text))) return false;
  return decimals > 0 || Number.isInteger(value) || Math.abs(value) >= WHOLE_FROM;
}

function near(value: number, written: number): boolean {
  return Math.abs(written - value) <= NEAR * Math.abs(value);
}

/** ".09" for "0.09". */
function withoutZero(text: string): string {
  return text.replace(/^(−?)0([.,])/, "$1$2");
}

function minus(text: string): string {
  return marked(text.replace(/^-/, "−"));
}
