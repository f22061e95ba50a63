/**
 * The one error the engine throws on purpose.
 *
 * `code` is for programs, `message` is for the reader and speaks in the reader's words
 * ("conv2: the image has 3 channels but the kernel expects 2"), `hint` says what to do about it.
 */
export type LabErrorCode =
  | "attribute" // a layer's setting is out of range or of the wrong kind
  | "shape" // tensors do not fit together
  | "channels" // input and kernel disagree on channels
  | "kernel" // the kernel does not fit the padded input
  | "spec" // the network description is not valid
  | "budget" // it would need more memory or work than is allowed
  | "format" // bytes that are not what they claim to be
  | "limit" // bytes that are larger than we accept
  | "unsupported" // known, but not on this backend or machine
  | "lost" // the device or the worker went away
  | "not-a-number" // NaN or infinity appeared
  | "unknown-name"; // no tensor, layer, op or run of that name

export class LabError extends Error {
  override readonly name = "LabError";
  constructor(
    readonly code: LabErrorCode,
    message: string,
    readonly hint = "",
  ) {
    super(message);
  }
}

/** Throws a LabError unless `condition` holds. */
export function check(
  condition: boolean,
  code: LabErrorCode,
  message: string,
  hint = "",
): asserts condition {
  if (!condition) throw new LabError(code, message, hint);
}

/** What anything that was thrown says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What `make` gives, or the LabError that it throws. */
export function orProblem<Made>(make: () => Made): Made | LabError {
  try {
    return make();
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
}
