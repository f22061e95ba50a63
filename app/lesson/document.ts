/**
 * LessonDoc: what a compiled lesson is. The compiler writes it (build, studio, dropped file), the
 * runtime reads it, and neither knows the other. Plain JSON, versioned; maths is rendered already.
 */
export interface LessonDoc {
  readonly format: 1;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  readonly level: "intro" | "core" | "advanced";
  readonly minutes: number;
  readonly goals: readonly string[];
  readonly requires: readonly string[];
  readonly authors: readonly string[];
  readonly license: string;
  /** Of a translation: the native speaker who read it. */
  readonly reviewer?: string;
  readonly steps: readonly LessonStep[];
  /**
   * Addresses of the lesson's files that its figures name: "assets/cat.webp"; others than pictures
   * as the figure's state has them, "assets/leaves.zip@1x2y".
   */
  readonly pictures?: Readonly<Record<string, string>>;
}

export interface LessonStep {
  readonly id: string;
  readonly title: string;
  readonly minutes?: number;
  readonly blocks: readonly Block[];
  readonly notes: readonly Block[]; // speaker notes
}

export type Block =
  | { readonly kind: "paragraph"; readonly content: readonly Inline[] }
  | { readonly kind: "heading"; readonly level: 2 | 3 | 4; readonly content: readonly Inline[] }
  | {
      readonly kind: "list";
      readonly ordered: boolean;
      readonly items: readonly (readonly Block[])[];
    }
  | {
      readonly kind: "table";
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly kind: "image"; readonly source: string; readonly alt: string }
  | { readonly kind: "math"; readonly tex: string; readonly mathml: MathNode }
  | FigureBlock
  | {
      readonly kind: "set";
      readonly figure: string;
      readonly state: Readonly<Record<string, unknown>>;
      /** Of the form of the fields, where it is not the first. */
      readonly version?: number;
    }
  | {
      readonly kind: "callout";
      readonly tone: "note" | "tip" | "pitfall" | "deepdive" | "history";
      readonly title: string;
      readonly blocks: readonly Block[];
    }
  | {
      readonly kind: "only";
      readonly for: "screen" | "present" | "print";
      readonly blocks: readonly Block[];
    }
  | { readonly kind: "compare"; readonly figures: readonly FigureBlock[] }
  | { readonly kind: "hint"; readonly blocks: readonly Block[] }
  | { readonly kind: "solution"; readonly blocks: readonly Block[] }
  | PredictBlock
  | QuizBlock
  | NumericBlock
  | CellBlock
  | OrderBlock
  | PracticeBlock
  | { readonly kind: "problem"; readonly message: string; readonly line: number }; // an author's mistake, boxed in place

export interface FigureBlock {
  readonly kind: "figure";
  readonly id: string;
  readonly widget: string;
  /** Validated property values of the widget. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly alt: string;
  readonly caption: readonly Inline[];
  readonly hide: readonly string[];
  readonly lock: readonly string[];
  /** Id of the figure whose state this one shares. */
  readonly bind?: string;
}

/** What a question hides of a figure until it is answered: tensors, parts, or "figure". */
export interface Hides {
  readonly figure: string;
  readonly names: readonly string[];
}

export type QuestionBlock = PredictBlock | QuizBlock | NumericBlock | CellBlock;

export interface PredictBlock {
  readonly kind: "predict";
  readonly id: string;
  readonly hides?: Hides;
  readonly answer: AnswerType;
  readonly ask: readonly Block[];
  readonly reveal: readonly Block[];
}

export type AnswerType =
  | { readonly type: "value"; readonly value: number; readonly tolerance: number }
  | { readonly type: "choice"; readonly choices: readonly AnswerChoice[] }
  | { readonly type: "open" };

export interface AnswerChoice {
  readonly content: readonly Inline[];
  readonly correct: boolean;
  readonly feedback: readonly Inline[];
}

/** What every question with a right answer has. */
interface Asked {
  readonly id: string;
  readonly ask: readonly Block[];
  readonly hints: readonly (readonly Block[])[];
  readonly solution: readonly Block[];
}

export interface QuizBlock extends Asked {
  readonly kind: "quiz";
  readonly hides?: Hides;
  readonly several: boolean;
  readonly choices: readonly AnswerChoice[];
}

export interface NumericBlock extends Asked {
  readonly kind: "numeric";
  readonly hides?: Hides;
  readonly value: number;
  readonly tolerance: number;
  readonly unit: string;
  /** Wrong values an author expects, with what to say. */
  readonly mistakes: readonly { readonly value: number; readonly feedback: readonly Inline[] }[];
}

export interface CellBlock extends Asked {
  readonly kind: "cell";
  readonly hides?: Hides;
  /** The figure to click in, which of its tensors, and the right index. */
  readonly figure: string;
  readonly tensor: string;
  readonly index: readonly number[];
}

export interface OrderBlock extends Asked {
  readonly kind: "order";
  /** In the right order; the runtime shuffles with a seed. */
  readonly items: readonly (readonly Inline[])[];
}

export interface PracticeBlock {
  readonly kind: "practice";
  readonly id: string;
  /** A generator in `app/lesson/practice/`. */
  readonly generator: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
}

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "emphasis"; readonly content: readonly Inline[] }
  | { readonly kind: "strong"; readonly content: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly href: string; readonly content: readonly Inline[] }
  | { readonly kind: "math"; readonly tex: string; readonly mathml: MathNode }
  /** A glossary word or a quantity: lights the matching role or cell in the figure. */
  | { readonly kind: "term"; readonly term: string; readonly content: readonly Inline[] };

/**
 * A rendered formula as a closed tree of MathML elements: no markup string ever reaches the page.
 */
export type MathNode =
  | string
  | {
      readonly tag: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly children: readonly MathNode[];
    };
