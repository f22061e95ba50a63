/** For kernels whose loops are written out, as WGSL has no way to say it. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

export const lines = (count: number, line: (at: number) => string): string =>
  range(count).map(line).join("\n");

export const chain = (count: number, term: (at: number) => string): string =>
  range(count).map(term).join(" + ");
