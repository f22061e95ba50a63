/**
 * Letters of mathematical alphabets by Unicode (block "Mathematical Alphanumeric Symbols",
 * U+1D400…), because MathML Core has no `mathvariant` but "normal". Source: Unicode 15, chapter
 * 22.2; the holes of the block stand below U+2140.
 */

/**
 * Start of A–Z (a–z follow), of Greek Α (α is 26 further), of 0–9; absent where the alphabet has
 * none.
 */
const ALPHABETS: Readonly<
  Record<string, { readonly latin: number; readonly greek?: number; readonly digits?: number }>
> = {
  bold: { latin: 0x1d400, greek: 0x1d6a8, digits: 0x1d7ce },
  "bold-italic": { latin: 0x1d468, greek: 0x1d71c, digits: 0x1d7ce },
  "double-struck": { latin: 0x1d538, digits: 0x1d7d8 },
  script: { latin: 0x1d49c },
  fraktur: { latin: 0x1d504 },
  "sans-serif": { latin: 0x1d5a0, digits: 0x1d7e2 },
  "sans-serif-italic": { latin: 0x1d608 },
  "bold-sans-serif": { latin: 0x1d5d4, digits: 0x1d7ec },
  monospace: { latin: 0x1d670, digits: 0x1d7f6 },
};

const HOLES: Readonly<Record<string, string>> = {
  "double-struck C": "ℂ",
  "double-struck H": "ℍ",
  "double-struck N": "ℕ",
  "double-struck P": "ℙ",
  "double-struck Q": "ℚ",
  "double-struck R": "ℝ",
  "double-struck Z": "ℤ",
  "script B": "ℬ",
  "script E": "ℰ",
  "script F": "ℱ",
  "script H": "ℋ",
  "script I": "ℐ",
  "script L": "ℒ",
  "script M": "ℳ",
  "script R": "ℛ",
  "script e": "ℯ",
  "script g": "ℊ",
  "script o": "ℴ",
  "fraktur C": "ℭ",
  "fraktur H": "ℌ",
  "fraktur I": "ℑ",
  "fraktur R": "ℜ",
  "fraktur Z": "ℨ",
};

export function styled(text: string, variant: string): string {
  const alphabet = ALPHABETS[variant];
  if (alphabet === undefined) return text;
  return Array.from(
    text,
    (letter) => HOLES[`${variant} ${letter}`] ?? moved(letter, alphabet),
  ).join("");
}

function moved(
  letter: string,
  alphabet: { latin: number; greek?: number; digits?: number },
): string {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0x41 && code <= 0x5a) return String.fromCodePoint(alphabet.latin + code - 0x41);
  if (code >= 0x61 && code <= 0x7a) return String.fromCodePoint(alphabet.latin + 26 + code - 0x61);
  if (code >= 0x30 && code <= 0x39 && alphabet.digits !== undefined)
    return String.fromCodePoint(alphabet.digits + code - 0x30);
  if (alphabet.greek !== undefined && code >= 0x391 && code <= 0x3a9)
    return String.fromCodePoint(alphabet.greek + code - 0x391);
  if (alphabet.greek !== undefined && code >= 0x3b1 && code <= 0x3c9)
    return String.fromCodePoint(alphabet.greek + 26 + code - 0x3b1);
  return letter;
}
