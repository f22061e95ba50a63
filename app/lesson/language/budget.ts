/**
 * What a text becomes is counted while it is read, before it is built: a few kilobytes can stand
 * for millions of table cells or MathML elements. One budget for the whole lesson, attributes
 * included.
 */
import { LIMITS } from "./limits";

const NAMES = {
  nodes: "pieces of text",
  cells: "table cells",
  formulas: "formulas",
  tex: "characters in its formulas",
  mathml: "parts in its formulas",
} as const;

type Counted = keyof typeof NAMES;

/** A lesson that asks for too much; `line` is where it was noticed, when that is known. */
export class LimitError extends Error {
  constructor(
    message: string,
    readonly line: number | undefined,
  ) {
    super(message);
  }
}

export class Budget {
  readonly #spent = new Map<Counted, number>();
  /** The line that is being read, for the message. */
  line: number | undefined = undefined;

  /** Throws LimitError once the lesson has more of `what` than a lesson may have. */
  spend(what: Counted, amount = 1): void {
    const spent = (this.#spent.get(what) ?? 0) + amount;
    this.#spent.set(what, spent);
    if (spent > LIMITS[what])
      throw new LimitError(
        `A lesson may have ${LIMITS[what]} ${NAMES[what]}; this one has more.`,
        this.line,
      );
  }

  /** Text of one paragraph, cell or attribute. Throws LimitError when it is too long. */
  run(text: string): void {
    if (text.length > LIMITS.paragraph)
      throw new LimitError(
        `A paragraph may have ${LIMITS.paragraph} characters; this one has ${text.length}.`,
        this.line,
      );
  }
}
