/** A button that asks for files of this device. The same file may be chosen twice in a row. */
import { Button } from "./Button";
import { word } from "../../../language/words";
import { type ReactNode, useEffect, useRef } from "react";

export interface FileButtonProps {
  /** What the file is, for the browser's own dialog and for tests: "A lesson file". */
  readonly label: string;
  /** As of an `input`: ".safetensors", "image/*". */
  readonly accept: string;
  readonly disabled?: boolean;
  readonly onFile?: (file: File) => void;
  /** A folder is chosen, with all that is in it. */
  readonly folder?: boolean;
  /** Several may be chosen; all of them, together. */
  readonly onFiles?: (files: readonly File[]) => void;
  /** The words on the button. */
  readonly children: ReactNode;
}

export function FileButton(props: FileButtonProps) {
  const { label, accept, disabled, folder = false, onFile, onFiles, children } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current !== null) input.current.webkitdirectory = folder;
  }, [folder]);
  return (
    <>
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label === undefined ? undefined : word(label)}
        disabled={disabled}
        multiple={onFiles !== undefined}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          for (const file of files) onFile?.(file);
          if (files.length > 0) onFiles?.(files);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
