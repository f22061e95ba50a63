/**
 * Pictures as Kaggle has them in CSV: a line of names, then one picture a line, its label first and
 * then one number from 0 to 255 for each pixel, row by row. Throws LabError "format" with the line,
 * or "limit". Pure.
 */
import { t } from "../../language/words";
import { check, LabError } from "../../../engine/core/errors";
import { pictureShape } from "../picture-shape";
import { MOST_CLASSES, MOST_PICTURES, type OwnPictures } from "./pictures";
import { counted } from "../../language/numerals";

const [COMMA, NEWLINE, RETURN, ZERO, NINE] = [0x2c, 0x0a, 0x0d, 0x30, 0x39];

export function readCsv(bytes: Uint8Array): OwnPictures {
  const start = hasNames(bytes) ? lineEnd(bytes, 0) + 1 : 0;
  const first = bytes.subarray(start, lineEnd(bytes, start));
  const columns = first.reduce((count, sign) => count + (sign === COMMA ? 1 : 0), 0);
  const shape = pictureShape([columns]);
  if (shape === null)
    throw new LabError(
      "format",
      t("a line has {columns} numbers behind its label, which is no square picture", { columns }),
      t("A line is a label and then the pixels, 784 for 28×28."),
    );
  const reader = new Lines(bytes, start, columns);
  return { shape, ...reader.all(), classes: [] };
}

function hasNames(bytes: Uint8Array): boolean {
  return bytes
    .subarray(0, lineEnd(bytes, 0))
    .some((sign) => /[a-z]/i.test(String.fromCharCode(sign)));
}

function lineEnd(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(NEWLINE, from);
  return at < 0 ? bytes.length : at;
}

class Lines {
  private at: number;
  private line: number;

  constructor(
    private readonly bytes: Uint8Array,
    start: number,
    private readonly columns: number,
  ) {
    this.at = start;
    this.line = start === 0 ? 1 : 2;
  }

  all(): Pick<OwnPictures, "pixels" | "labels"> {
    const { bytes, columns } = this;
    const longest = Math.min(MOST_PICTURES, Math.ceil(bytes.length / columns / 2) + 1);
    const pixels = new Uint8Array(longest * columns);
    const labels: number[] = [];
    while (this.at < bytes.length && !this.isRest()) {
      check(
        labels.length < MOST_PICTURES,
        "limit",
        t("there are more than {mostPictures} pictures", { mostPictures: counted(MOST_PICTURES) }),
        t("Leave some out."),
      );
      const label = this.number(MOST_CLASSES - 1, "a label");
      for (let column = 0; column < columns; column++) {
        this.comma();
        pixels[labels.length * columns + column] = this.number(255, "a pixel");
      }
      labels.push(label);
      this.end();
    }
    return { pixels: pixels.slice(0, labels.length * columns), labels: Uint8Array.from(labels) };
  }

  /** Nothing but line ends is left. */
  private isRest(): boolean {
    for (let at = this.at; at < this.bytes.length; at++)
      if (this.bytes[at] !== NEWLINE && this.bytes[at] !== RETURN) return false;
    return true;
  }

  private number(most: number, what: string): number {
    let value = -1;
    for (; ; this.at++) {
      const sign = this.bytes[this.at] ?? 0;
      if (sign < ZERO || sign > NINE) break;
      value = Math.max(0, value) * 10 + (sign - ZERO);
    }
    check(
      value >= 0 && value <= most,
      "format",
      t("line {line}: {what} must be a whole number from 0 to {most}", {
        line: this.line,
        what,
        most,
      }),
    );
    return value;
  }

  private comma(): void {
    check(
      this.bytes[this.at] === COMMA,
      "format",
      t("line {line} does not have {columns} numbers behind its label, as the first has", {
        line: this.line,
        columns: this.columns,
      }),
    );
    this.at += 1;
  }

  private end(): void {
    if (this.bytes[this.at] === RETURN) this.at += 1;
    const over = this.at >= this.bytes.length || this.bytes[this.at] === NEWLINE;
    check(
      over,
      "format",
      t("line {line} has more than {columns} numbers behind its label", {
        line: this.line,
        columns: this.columns,
      }),
    );
    this.at += 1;
    this.line += 1;
  }
}
