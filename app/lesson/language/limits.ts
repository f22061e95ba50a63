/** What a lesson may ask for, whoever wrote it. A file beyond these is refused with the reason, never tried. */
export const LIMITS = {
  /** UTF-8 bytes of the file. */
  bytes: 256 * 1024,
  steps: 200,
  figures: 200,
  tags: 5000,
  /** Blocks inside blocks: lists, quotations, tags. */
  depth: 16,
  /** Characters of one formula, and how often its macros may expand. */
  formula: 2000,
  expansions: 300,
  /** States of figures computed for answer keys. */
  states: 400,
  /** Bytes of one image. */
  image: 500 * 1000,
} as const;

/** The version of the lesson format that this ConvLab writes. */
export const CURRENT_FORMAT = 1;
