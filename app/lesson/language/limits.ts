/**
 * What a lesson may ask for, whoever wrote it. A file beyond these is refused with the reason,
 * never tried.
 */
export const LIMITS = {
  /** UTF-8 bytes of the file. */
  bytes: 256 * 1024,
  steps: 200,
  figures: 200,
  tags: 5000,
  /** Pieces of Markdown: blocks, list items, words in emphasis, line ends, formulas. */
  nodes: 20_000,
  cells: 2000,
  /** Characters of one paragraph, one table cell or one text of an attribute. */
  paragraph: 10_000,
  /** Characters and lines of the front matter. */
  front: 4096,
  frontLines: 100,
  /** Blocks inside blocks: lists, quotations, tags. */
  depth: 16,
  formulas: 1000,
  /** Characters of all formulas together, and the MathML elements that they become. */
  tex: 32_000,
  mathml: 40_000,
  /** Characters of one formula, and how often its macros may expand. */
  formula: 2000,
  expansions: 300,
  /** States of figures computed for answer keys. */
  states: 400,
  /** Numbers of an array that a figure takes from a file. */
  arrayCells: 20_000,
  /** Bytes of one image. */
  image: 500 * 1000,
  /** Bytes of another file of the lesson: numbers, a data set, weights. */
  file: 8 * 1000 * 1000,
} as const;

/** The version of the lesson format that this ConvLab writes. */
export const CURRENT_FORMAT = 1;
