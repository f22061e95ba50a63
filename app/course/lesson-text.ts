/**
 * A lesson inside a link: its text, deflated, in base64url. What comes out of a stranger's link is
 * bounded: at most the size that a lesson may have, whatever the link claims, and it must be UTF-8.
 */
import { t } from "../language/words";
import { LIMITS } from "../lesson/language/limits";

export type Unpacked = { readonly text: string } | { readonly problem: string };

/** Files that may hold a lesson, as a file dialog names them. */
export const LESSON_FILES = ".mdoc,.md,.txt,text/plain,text/markdown";

const LONGEST_LINK = 512 * 1024;

/** The id in the front matter of a lesson's text; undefined where it has none. */
export function idIn(text: string): string | undefined {
  return /^id:\s*([a-z0-9-]+)/m.exec(text)?.[1];
}

/** The title in the front matter of a lesson's text. */
export function titleIn(text: string): string {
  return /^title:\s*["']?(.+?)["']?\s*$/m.exec(text)?.[1] ?? t("Untitled lesson");
}

export async function pack(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The same lesson for its readers: without what only its teacher should see. Answers stay: they are
 * what a reader's answers are checked against.
 */
export function forReaders(text: string): string {
  return text.replaceAll(/^\{%\s*notes\s*%\}[\s\S]*?^\{%\s*\/notes\s*%\}[^\n]*\n?/gm, "");
}

export async function unpack(packed: string): Promise<Unpacked> {
  if (packed.length > LONGEST_LINK) return { problem: t("The link is too long to hold a lesson.") };
  if (!/^[\w-]*$/.test(packed))
    return {
      problem: t("The lesson in this link is damaged: it has signs that do not belong there."),
    };
  try {
    const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
    return await bounded(
      new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")),
    );
  } catch {
    return { problem: t("The lesson in this link is damaged: it could not be unpacked.") };
  }
}

/** A file that somebody chose or dropped. */
export async function readLessonFile(file: Blob): Promise<Unpacked> {
  if (file.size > LIMITS.bytes)
    return {
      problem: t("A lesson may have {most} KB; this file has {size} KB.", {
        most: LIMITS.bytes / 1024,
        size: Math.ceil(file.size / 1024),
      }),
    };
  return bounded(file.stream());
}

/**
 * Stops reading as soon as there is more than a lesson may have, so that a small link cannot fill
 * the memory.
 */
async function bounded(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Unpacked> {
  const reader = stream.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let size = 0;
  let text = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength;
      if (size > LIMITS.bytes) {
        await reader.cancel();
        return {
          problem: t("A lesson may have {most} KB; there is more in here.", {
            most: LIMITS.bytes / 1024,
          }),
        };
      }
      text += decoder.decode(part.value, { stream: true });
    }
    return { text: text + decoder.decode() };
  } catch {
    return { problem: t("This is not the text of a lesson: it is not UTF-8, or it is damaged.") };
  }
}
