/**
 * What a practice generator is: a pure function of (seed, index, options) that makes one exercise
 * of an endless series. All its numbers come from the reference ops. Worksheets print `ask` with
 * empty fields and `solution` from the same seed; the page fills in fields and shows what `check`
 * says. Text is plain; formulas in it are written with letters.
 */
import type { Role } from "../../../engine/core/expression";
import type { LayerBox } from "../../figures/volume-boxes/LayerBoxes";
import type { BoxVolume } from "../../figures/volume-boxes/drawing";
import type { Properties, PropertyValues } from "../../widgets/widget";

export type Part =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "matrix";
      /** "input", "filter". */
      readonly name: string;
      readonly role: Role;
      readonly values: readonly (readonly number[])[];
      /** Cells to light, as [row, column]. */
      readonly marked?: readonly (readonly [number, number])[];
    }
  /** A line of arithmetic: "3·1 + 0·0 = 3". */
  | { readonly kind: "arithmetic"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  /** A network as blocks, or as boxes; `label` says it in words. */
  | { readonly kind: "drawing"; readonly label: string; readonly volumes: readonly BoxVolume[] }
  | { readonly kind: "boxes"; readonly label: string; readonly boxes: readonly LayerBox[] }
  | TablePart;

export interface TablePart {
  readonly kind: "table";
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Its cells with a "?" are the fields of the exercise, in reading order. */
  readonly asked?: boolean;
}

interface Asked {
  readonly id: string;
  /** "1st product: 3 · 1 =". */
  readonly label: string;
  readonly role: Role;
  /** A step on the way: may be left empty when the answer itself is right. */
  readonly optional: boolean;
}

/** One number to fill in. */
export interface NumericField extends Asked {
  readonly kind: "number";
  readonly value: number;
  /** Accepted distance from `value`; 0 for whole numbers. */
  readonly tolerance: number;
}

/** One of a few to choose; `value` is the place of the right one. */
export interface ChoiceField extends Asked {
  readonly kind: "choice";
  readonly value: number;
  readonly options: readonly Part[];
}

/** Code to write; `value` is one of the many texts that are right. */
interface CodeField extends Asked {
  readonly kind: "code";
  readonly value: string;
}

export type Field = NumericField | ChoiceField | CodeField;
/** What stands in a field: a number (the place of a choice), code, or nothing. */
export type Input = number | string | null;
export type Verdict = "right" | "wrong" | "empty";

export interface Feedback {
  readonly right: boolean;
  /** One for each field. */
  readonly fields: readonly Verdict[];
  /**
   * Names the very term that is wrong, and what it would be the answer to: "with stride 3 you would
   * get 2".
   */
  readonly message: string;
}

export interface Exercise {
  readonly ask: readonly Part[];
  readonly fields: readonly Field[];
  /** From a nudge to nearly the answer. */
  readonly hints: readonly string[];
  readonly solution: readonly Part[];
  /** `inputs` holds one for each field, null where it is empty. */
  check(inputs: readonly Input[]): Feedback;
}

export interface Generator {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** What an author may set on the `practice` tag; checked as the properties of a figure are. */
  readonly options: Properties;
  /**
   * Exercise `index` (0, 1, 2 …) of the series `seed`. Throws LabError when the options leave
   * nothing to ask.
   */
  make(seed: number, index: number, options: PropertyValues): Exercise;
}
