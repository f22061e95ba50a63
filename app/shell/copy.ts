/**
 * Puts text on the clipboard. False where the browser does not allow it: the caller then shows the
 * text to copy by hand.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Puts text on the clipboard or, where the browser does not allow it, into a file. Says what it
 * did.
 */
export async function copyOrSave(
  name: string,
  text: string,
): Promise<"copied" | "saved as a file"> {
  if (await copyText(text)) return "copied";
  saveText(name, text, "text/plain");
  return "saved as a file";
}

/** What somebody called a thing, as a name for files: letters, digits, dots and dashes. */
export function fileName(name: string, nameless: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").replaceAll(/^-+|-+$/g, "") || nameless;
}

/** Hands the reader a file of text. */
export function saveText(name: string, text: string, type = "application/json"): void {
  saveBlob(name, new Blob([text], { type }));
}

/** Hands the reader a file. */
export function saveBytes(
  name: string,
  bytes: Uint8Array<ArrayBuffer> | ArrayBuffer,
  type = "application/octet-stream",
): void {
  saveBlob(name, new Blob([bytes], { type }));
}

export function saveBlob(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
