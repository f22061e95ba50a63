/** A button with words; of those beside each other one is `primary`. */
import type { ComponentProps, ReactNode } from "react";

interface ButtonProps extends Omit<ComponentProps<"button">, "className"> {
  readonly primary?: boolean;
  /** Without a frame. */
  readonly quiet?: boolean;
}

export function Button({ primary = false, quiet = false, ...rest }: ButtonProps): ReactNode {
  const look = primary ? "button primary" : quiet ? "button quiet" : "button";
  return <button type="button" className={look} {...rest} />;
}
