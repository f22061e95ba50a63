/**
 * What we accept from bytes that we did not make. Every parser in this folder holds to these; each
 * one is tested.
 */
import { check, LabError } from "../../core/errors";
import { format, type Shape } from "../../core/shape";

export const MAX_FILE_BYTES = 64 * 2 ** 20;
export const MAX_HEADER_BYTES = 2 ** 20;
export const MAX_TENSORS = 1024;
export const MAX_RANK = 8;
const MAX_EXTENT = 2 ** 24;
const MAX_NAME_LENGTH = 256;
/** Decompressed bytes per compressed byte. */
export const MAX_INFLATION = 100;
export const MAX_IMAGE_SIDE = 4096;

/** Any text that can be shown: no control characters, no marks that turn the writing direction. */
const NAME = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u;

export function checkFileSize(bytes: Uint8Array): void {
  check(bytes.length > 0, "format", "the file is empty");
  check(
    bytes.length <= MAX_FILE_BYTES,
    "limit",
    `the file has ${megabytes(bytes.length)}; at most 64 MB are read`,
  );
}

export function checkName(name: string): void {
  check(
    name.length <= MAX_NAME_LENGTH,
    "limit",
    `a tensor's name is ${name.length} characters long; at most ${MAX_NAME_LENGTH} are read`,
  );
  check(
    NAME.test(name),
    "format",
    `"${printable(name)}" is not a tensor's name`,
    "It is empty or holds characters that cannot be shown.",
  );
}

/** Cells of a shape of numbers we did not check before. Throws "format" or "limit". */
export function checkedSize(shape: Shape, whose: string): number {
  check(
    shape.length <= MAX_RANK,
    "limit",
    `${whose} has ${shape.length} axes; at most ${MAX_RANK} are read`,
  );
  let product = 1;
  for (const extent of shape) {
    check(
      Number.isInteger(extent) && extent >= 0,
      "format",
      `${whose}: ${String(extent)} is not the length of an axis`,
    );
    check(
      extent <= MAX_EXTENT,
      "limit",
      `${whose}: an axis of ${extent} is longer than ${MAX_EXTENT}`,
    );
    product *= extent;
    check(
      Number.isSafeInteger(product),
      "limit",
      `${whose}: a shape of ${format(shape)} has too many cells`,
    );
  }
  return product;
}

/** Strict UTF-8: a stray byte is an error, not a replacement mark. */
export function decodeText(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new LabError("format", `${what} is not valid UTF-8 text`);
  }
}

export function printable(text: string): string {
  return text.slice(0, 60).replace(/[^\x20-\x7e]/g, "?");
}

export function megabytes(count: number): string {
  return `${(count / 2 ** 20).toFixed(1)} MB`;
}
