/**
 * What one field of a widget's state is: its standard value, what an author may set, how an
 * untrusted value is read, and what the control panel needs to know. `kinds.ts` and `matrix.ts`
 * make them; a widget lists them in a `table`.
 */
import type { Properties, PropertyValues } from "../widget";

/** A record from outside: a link, a stored state, an older version. */
export type Raw = Readonly<Record<string, unknown>>;

export interface Field<Value = unknown> {
  /** What a reader calls it: beside its control, and after "Undo". */
  readonly label: string;
  readonly standard: Value;
  /** Name by which an author hides or locks its control; undefined: the field's own name. */
  readonly control: string | null | undefined;
  readonly kind: Kind;
  /** What an author may set, for a field of this name. */
  properties(name: string): Properties;
  /** This field among an author's properties, not yet read; undefined where they are silent. */
  given(properties: PropertyValues, name: string): unknown;
  /** The properties that give this value. */
  written(value: Value, name: string): PropertyValues;
  /** The value when it fits; what does not fit falls back. Never throws. */
  read(untrusted: unknown, fallback: Value): Value;
}

export type Fields = Readonly<Record<string, Field>>;

/** The state that a table of fields describes. */
export type StateOf<Table extends Fields> = {
  readonly [Name in keyof Table]: Table[Name]["standard"];
};

/** What the control panel and the tests know of a field. */
type Kind =
  | NumberKind
  | { readonly type: "truth" }
  | ChoiceKind
  | { readonly type: "text"; readonly longest: number; fits(text: string): boolean }
  | MatrixKind
  | { readonly type: "pair"; readonly from: number; readonly to: number }
  | { readonly type: "group"; readonly fields: Fields }
  /** `samples`: values that the tests use; at least one beside the standard. */
  | { readonly type: "own"; readonly samples: readonly unknown[] };

export interface NumberKind {
  readonly type: "integer" | "number";
  readonly from: number;
  readonly to: number;
  /** How far one press of a key moves it. */
  readonly step: number;
  readonly look: "stepper" | "slider" | "typed";
  /** A slider of factors instead of differences: from 0.001 to 10. */
  readonly logarithmic: boolean;
}

export interface ChoiceKind {
  readonly type: "choice";
  readonly options: readonly string[];
  titleOf(option: string): string;
  readonly look: "select" | "segments";
}

/** A list of numbers by name, offered instead of typing them. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  readonly matrix: unknown;
}

export interface MatrixKind {
  readonly type: "matrix";
  readonly rank: 1 | 2 | 3 | 4;
  /** Longest side. */
  readonly side: number;
  /** Largest magnitude of a number. */
  readonly largest: number;
  readonly presets: readonly Preset[];
  readonly sized: Sized | null;
}

/** A control of its own for the side of a square matrix. */
export interface Sized {
  readonly label: string;
  /** What an author hides or locks it by. */
  readonly control: string;
}

/** What every kind of field may be told. */
export interface Common {
  readonly label: string;
  /** One sentence for the author's reference page. */
  readonly says: string;
  /** What an author calls it; null: not settable. Default: the field's name. */
  readonly property?: string | null;
  /** What an author hides or locks it by; null: it has no control. Default: the field's name. */
  readonly control?: string | null;
}
