/**
 * A `meta` element marks the start page of a package for an LMS. Where it is found, answers go to
 * the LMS that opened the page, and no copy of the site is kept for offline use.
 */
export type ScormVersion = "1.2" | "2004";

/** How a package and its LMS speak. */
export type PackageKind = ScormVersion | "cmi5";

const NAME = "convlab-lms";

export function lmsMark(kind: PackageKind): string {
  return `<meta name="${NAME}" content="${kind}" />`;
}

/** The package that this page is of; null on a site of its own. */
export function packageKind(): PackageKind | null {
  const mark = document.querySelector(`meta[name="${NAME}"]`)?.getAttribute("content");
  return mark === "1.2" || mark === "2004" || mark === "cmi5" ? mark : null;
}
