/**
 * The folder `course/` beside the site: a course that somebody put there is the site's own. The lab
 * ships it with a `course.yaml` that holds nothing but a remark.
 */
import { BESIDE, MANIFEST } from "../offline/site-list";

/** More than the largest course; what is larger is not read to its end. */
const MOST_BYTES = 25_000_000;

let begun: Promise<Uint8Array<ArrayBuffer> | null> | null = null;

/** Asks once; null where there is no such file. Never rejects. */
export function besideManifest(): Promise<Uint8Array<ArrayBuffer> | null> {
  begun ??= besidePart(MANIFEST).then((bytes) => (bytes?.[0] === PAGE ? null : bytes));
  return begun;
}

/** `<`: a host that answers everything with its start page. */
const PAGE = 0x3c;

/** A file of the folder; null where there is none. Never rejects. */
export async function besidePart(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const answer = await fetch(new URL(BESIDE + name, document.baseURI));
    if (!answer.ok || Number(answer.headers.get("Content-Length") ?? 0) > MOST_BYTES) return null;
    return new Uint8Array(await answer.arrayBuffer());
  } catch {
    return null;
  }
}
