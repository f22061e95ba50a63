/**
 * What a widget is. A folder under `app/widgets/` gives one definition (pure, no React, runs in
 * Node: the lesson checker uses it) and one component; `index.ts` lists them. All that a figure
 * shows is a function of its `state`: plain JSON, small enough for a URL. So links, undo,
 * embedding, two windows in step, printing and answer keys come for free.
 */
import type { ComponentType } from "react";
import type { Tensor } from "../../engine/core/tensor";

/** What is wrong with a text, what may stand there instead, and what is perhaps meant. */
export interface TextProblem {
  readonly message: string;
  readonly allowed: string;
  readonly suggestion: string | null;
}

/** One property an author may set on a `figure` tag. The tag reference is generated from these. */
export type Property =
  | {
      readonly type: "integer" | "number";
      readonly min: number;
      readonly max: number;
      readonly default: number;
      readonly description: string;
    }
  | { readonly type: "boolean"; readonly default: boolean; readonly description: string }
  | {
      readonly type: "choice";
      readonly options: readonly string[];
      /** Beside the options, a file of the lesson: "assets/cat.webp". */
      readonly files?: "pictures" | "sets" | "weights";
      readonly default: string;
      readonly description: string;
    }
  | {
      readonly type: "text";
      readonly maxLength: number;
      /** What is wrong with a text in its own language; null when nothing is. */
      readonly problem?: (text: string) => TextProblem | null;
      readonly default: string;
      readonly description: string;
    }
  /**
   * Nested number list: rank 1, 2, 3 or 4; every extent at most `maxExtent`, every |value| at most
   * `maxValue`.
   */
  | {
      readonly type: "matrix";
      readonly rank: 1 | 2 | 3 | 4;
      readonly maxExtent: number;
      readonly maxValue: number;
      readonly default: string;
      readonly description: string;
    };

export type Properties = Readonly<Record<string, Property>>;
/** Values after validation: a matrix arrives as nested numbers. */
export type PropertyValues = Readonly<Record<string, unknown>>;

export interface WidgetDefinition<State extends object = object> {
  readonly name: string;
  /** What a reader would call it: "Convolution, step by step". */
  readonly title: string;
  /** One sentence for the tag reference and the snippet palette. */
  readonly summary: string;
  readonly properties: Properties;
  /**
   * Of the form of the state; links and stored states carry it. Absent: 1. Part of `fields/table`,
   * as the next two are.
   */
  readonly version?: number;
  /**
   * Fields of an older version, as a link or a `set` names them, in today's form. Each may be
   * missing.
   */
  migrate?(old: Readonly<Record<string, unknown>>, from: number): Readonly<Record<string, unknown>>;
  /** What differs between two states, for "Undo": "Stride, Padding". */
  labelOf?(before: State, after: State): string;
  /** Names of controls an author may hide or lock. */
  readonly controls: readonly string[];
  initial(properties: PropertyValues): State;
  /**
   * Why properties that are each allowed are not taken beside the others, by name. What is not
   * named here and is kept otherwise is said without a reason. `state` is what they make.
   */
  problems?(properties: PropertyValues, state: State): Readonly<Record<string, TextProblem>>;
  /** For an older name of a widget: its properties as those of the widget that is called `name`. */
  upgraded?(properties: PropertyValues): PropertyValues;
  /**
   * Repairs an untrusted value (URL, storage, `set` tag) field by field; what is wrong falls back
   * to `fallback`.
   */
  restore(untrusted: unknown, fallback: State): State;
  /**
   * Length of the figure's time line; 0 when it has none. Play, scrub, keys and the clicker move
   * along its places: 0 (nothing has happened yet) to `steps` (all of it has).
   */
  steps(state: State): number;
  step(state: State): number;
  seek(state: State, step: number): State;
  /** What one step is, for the transport: "output cell". Default "step". */
  readonly unit?: string;
  /** Where the time line stands, in a few words: "row 0, column 1". */
  place?(state: State): string;
  /**
   * Named tensors for `from="id.out[0][2]"`, computed by the reference engine; pure. Throws
   * LabError.
   */
  values(state: State): Readonly<Record<string, Tensor>>;
  /** Whether the figure writes this number of `values` out as it stands. Absent: nobody knows. */
  isShown?(state: State, name: string, index: readonly number[]): boolean;
  /** The state in words, for a screen reader and the caption. */
  describe(state: State): string;
  /** Folders of `engine/ops` whose WGSL a reader may open from here: "conv2d". */
  readonly kernels?: readonly string[];
  /**
   * PyTorch code for exactly this, with its numbers and an assert; what writes it may come later.
   */
  torch(state: State): string | Promise<string>;
  /** The properties that would recreate this state in a lesson ("Copy as lesson block"). */
  toProperties(state: State): PropertyValues;
}

export interface WidgetProps<State extends object = object> {
  readonly id: string;
  readonly state: State;
  /**
   * Replaces the state; `history: "merge"` for the stream of a drag or of play, default is one undo
   * step.
   */
  readonly change: (next: State, options?: { readonly history: "merge" }) => void;
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
  /** "lesson" beside text, "stage" alone on a projector, "print" static. */
  readonly mode: "lesson" | "stage" | "print";
}

/** Registry entry: the definition is light and eager, the component is its own chunk. */
export interface Widget {
  readonly definition: WidgetDefinition;
  readonly load: () => Promise<{ readonly component: ComponentType<WidgetProps> }>;
}
