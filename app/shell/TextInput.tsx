/** A line of text, with its label before it. */
import { type ComponentProps, type ReactNode, useId } from "react";

interface TextInputProps extends Omit<ComponentProps<"input">, "id" | "type" | "onChange"> {
  readonly label: string;
  readonly onText: (text: string) => void;
}

export function TextInput({ label, onText, ...rest }: TextInputProps): ReactNode {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        type="text"
        onChange={(event) => onText(event.currentTarget.value)}
      />
    </>
  );
}
