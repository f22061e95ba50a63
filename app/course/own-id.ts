/** Lessons that somebody wrote and this reader opened are told by their ids. */
export const OWN_PREFIX = "own-";

export function isOwn(id: string): boolean {
  return id.startsWith(OWN_PREFIX);
}
