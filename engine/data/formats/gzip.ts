/**
 * gzip within limits: the browser's own decompressor, stopped when the output passes a cap or a
 * ratio. A megabyte can unpack to a gigabyte; nobody waits for that.
 */
import { check, LabError } from "../../core/errors";
import { MAX_FILE_BYTES, MAX_INFLATION, megabytes } from "./limits";

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The unpacked bytes. Throws "limit" beyond `cap` bytes or 100 times the packed size, "format" when
 * it is damaged.
 */
export async function gunzip(bytes: Uint8Array, cap = MAX_FILE_BYTES): Promise<Uint8Array> {
  check(bytes.length <= MAX_FILE_BYTES, "limit", "the packed file is larger than 64 MB");
  const allowed = Math.min(cap, Math.max(65536, bytes.length * MAX_INFLATION));
  const reader = new Blob([Uint8Array.from(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"))
    .getReader();
  const parts: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new LabError("format", "the packed file is damaged");
    });
    if (done) break;
    total += value.length;
    if (total > allowed) {
      await reader.cancel().catch(() => undefined);
      throw new LabError(
        "limit",
        `the file unpacks to more than ${megabytes(allowed)}, which is more than a file of its size should`,
      );
    }
    parts.push(value);
  }
  const result = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
