/**
 * Zip files within limits: what is not wanted is not unpacked, and nothing is unpacked once the
 * sizes in the list of files add up to too much.
 */
import { unzipSync } from "fflate";
import { check, LabError } from "../../core/errors";
import { megabytes } from "./limits";

export interface ZipLimits {
  /** Of all wanted files, unpacked. */
  readonly bytes: number;
  readonly files?: number;
}

/** The wanted files by their paths. Throws LabError "limit", or "format" where it is damaged. */
export function unzip(
  bytes: Uint8Array,
  isWanted: (path: string) => boolean,
  { bytes: most, files = Number.POSITIVE_INFINITY }: ZipLimits,
): ReadonlyMap<string, Uint8Array> {
  let [total, count] = [0, 0];
  const filter = (file: { name: string; size: number; originalSize: number }): boolean => {
    if (!isWanted(file.name)) return false;
    total += Math.max(file.size, file.originalSize);
    count += 1;
    check(total <= most, "limit", `the zip unpacks to more than ${megabytes(most)}`);
    check(count <= files, "limit", `the zip holds more than ${files} files`);
    return true;
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError("format", "this zip is damaged: it could not be unpacked");
  }
}
