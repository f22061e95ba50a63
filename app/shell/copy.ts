/** Puts text on the clipboard. False where the browser does not allow it: the caller then shows the text to copy by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Puts text on the clipboard or, where the browser does not allow it, into a file. Says what it did: "copied". */
export async function copyOrSave(name: string, text: string): Promise<string> {
  if (await copyText(text)) return "copied";
  saveText(name, text, "text/plain");
  return "saved as a file";
}

/** Hands the reader a file. */
export function saveText(name: string, text: string, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
