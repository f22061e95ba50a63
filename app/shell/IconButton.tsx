import type { ReactNode } from "react";

interface IconButtonProps {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/**
 * A button with a picture only. It stays focusable when there is nothing to do: who cannot see it
 * learns that it is there, and the focus is not lost with the last press.
 */
export function IconButton(props: IconButtonProps): ReactNode {
  const { label, disabled = false, onPress, children } = props;
  return (
    <button
      type="button"
      className="button quiet icon"
      aria-label={label}
      title={label}
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (!disabled) onPress();
      }}
    >
      {children}
    </button>
  );
}
