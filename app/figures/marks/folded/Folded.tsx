/**
 * What most readers do not need, folded away. It is drawn only while it is open: a figure that
 * moves does not pay for it.
 */
import { useState, type ReactNode } from "react";

export interface FoldedProps {
  readonly title: string;
  readonly className: string | undefined;
  readonly children: () => ReactNode;
}

export function Folded({ title, className, children }: FoldedProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className={className} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && children()}
    </details>
  );
}
