/** What the parts of the reader ask of the whole. */
import type { Shape } from "../../core/shape";
import type { Notes } from "./notes";
import type { Training } from "./training";
import type { GivenValues, Library, Module, TensorValue, Value } from "./values";

export interface Host {
  readonly source: string;
  readonly notes: Notes;
  /** What the code that does not say its input gets: [channels, height, width] or [features]. */
  readonly picture: Shape;
  readonly training: Training;
  /** Inputs that the code shows, in order. */
  readonly examples: TensorValue[];
  /** Whose names stand alone, where both libraries have them. */
  readonly dialect: Library;
  call(callee: Value, given: GivenValues): Value;
  attribute(of: Value, name: string, at: number): Value;
  /** Where a module stands in the model: "features.0". */
  pathOf(module: Module): string | undefined;
}
