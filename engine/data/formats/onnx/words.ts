/** A name from a file, fit to be shown: no strange characters, at most 120 of them. */
export function shown(name: string): string {
  const clean = name.replace(/[^\x20-\x7e]/g, "?");
  return clean.length <= 120 ? clean : `${clean.slice(0, 60)}…${clean.slice(-59)}`;
}
