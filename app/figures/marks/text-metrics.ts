/**
 * How wide text is without asking a browser: advance widths of Atkinson Hyperlegible Next, in
 * thousandths of the type size, for U+0020 to U+007E. Other signs and other fonts: a generous
 * estimate, so that what is laid out with it is never cut. Pure.
 */
const FIRST = 32;

const REGULAR: readonly number[] = [
  280, 286, 301, 651, 592, 919, 731, 160, 299, 299, 485, 606, 210, 362, 210, 387, 648, 407, 548,
  576, 614, 588, 598, 510, 615, 595, 210, 210, 553, 628, 553, 480, 778, 626, 613, 645, 669, 569,
  552, 694, 694, 392, 512, 631, 541, 824, 693, 714, 592, 724, 614, 592, 558, 690, 593, 856, 623,
  575, 607, 317, 387, 344, 552, 372, 243, 525, 566, 485, 564, 538, 314, 558, 550, 252, 245, 492,
  262, 845, 550, 548, 566, 574, 349, 471, 326, 540, 461, 684, 481, 449, 460, 344, 237, 344, 555,
];

const BOLD: readonly number[] = [
  308, 300, 376, 747, 607, 961, 726, 203, 329, 329, 485, 596, 262, 371, 262, 432, 658, 435, 574,
  596, 622, 605, 621, 533, 623, 574, 262, 262, 567, 614, 567, 536, 781, 670, 638, 656, 686, 593,
  564, 715, 700, 420, 553, 659, 550, 853, 714, 742, 623, 752, 644, 607, 599, 687, 636, 881, 675,
  638, 617, 336, 432, 344, 577, 395, 281, 548, 591, 506, 591, 559, 357, 588, 568, 293, 257, 546,
  309, 876, 568, 571, 591, 595, 372, 503, 368, 563, 519, 731, 531, 510, 499, 376, 251, 376, 540,
];

/** Signs outside of the table that figures write. */
const SIGNS: Readonly<Record<string, number>> = {
  "\u00A0": 300,
  "×": 535,
  "·": 285,
  "–": 504,
  "…": 764,
  "∂": 620,
  β: 620,
  γ: 620,
};
/** No letter of the common scripts is wider than it is tall. */
const UNKNOWN = 1000;
/** Hinting, kerning and a font that stands in for this one. */
const SPARE = 1.04;

export interface Face {
  /** px. */
  readonly size: number;
  readonly bold: boolean;
}

/** px. */
export function textWidth(text: string, { size, bold }: Face): number {
  const table = bold ? BOLD : REGULAR;
  let sum = 0;
  for (const sign of text)
    sum += SIGNS[sign] ?? table[(sign.codePointAt(0) ?? 0) - FIRST] ?? UNKNOWN;
  return Math.ceil((sum / 1000) * size * SPARE);
}

/** Lines that are no wider than `width`, broken at spaces, after a dot or a line, or anywhere. */
export function wrapped(text: string, width: number, face: Face): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const part of text.split(/(?<=[ ._-])/)) {
    if (line !== "" && textWidth((line + part).trimEnd(), face) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += part;
    while (textWidth(line.trimEnd(), face) > width && line.length > 1) {
      let fits = line.length - 1;
      while (fits > 1 && textWidth(line.slice(0, fits), face) > width) fits--;
      lines.push(line.slice(0, fits));
      line = line.slice(fits);
    }
  }
  return line.trimEnd() === "" ? lines : [...lines, line.trimEnd()];
}
