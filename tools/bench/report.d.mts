/** What the report does with the rows of a contest. */
export interface MeasuredRow {
  readonly first: number;
  readonly pipelines: number | null;
  readonly result: ArrayLike<number>;
  readonly counts: Readonly<Record<string, number>> | null;
  /** Milliseconds of each step, by round. */
  readonly rounds: readonly (readonly number[])[];
}

export interface Summary {
  readonly median: number;
  readonly relativeDifference: number;
}

export function summarise(
  work: string,
  rows: ReadonlyMap<string, MeasuredRow>,
): Record<string, Summary>;
export function disagreeing(summary: Readonly<Record<string, Summary>>): string[];
export function line(name: string, one: Summary | undefined): string;
