/**
 * A button that opens a small panel of actions beside itself. Native popover: Escape and a click
 * elsewhere close it.
 */
import { type ReactNode, useEffect, useId, useRef } from "react";
import styles from "./shell.module.css";

export interface MenuProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** Shown beside the icon; without it the label is the button's name only. */
  readonly text?: string;
  readonly children: ReactNode;
}

export function Menu({ label, icon, text, children }: MenuProps): ReactNode {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const place = (): void => {
    if (button.current === null || panel.current === null) return;
    const at = button.current.getBoundingClientRect();
    const size = panel.current.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.right - size.width, innerWidth - size.width - 8));
    const below = at.bottom + 4 + size.height <= innerHeight;
    panel.current.style.left = `${left}px`;
    panel.current.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - 4 - size.height)}px`;
  };
  useArrows(panel);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={text === undefined ? "button quiet icon" : "button quiet"}
        popoverTarget={id}
        aria-label={text === undefined ? label : undefined}
        title={text === undefined ? label : undefined}
      >
        {icon}
        {text}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className={styles["menu"]}
        aria-label={label}
        onToggle={(event) => {
          if (event.newState === "open") place();
        }}
      >
        {children}
      </div>
    </>
  );
}

/** Closes the menu that holds `item`; focus goes back to its button. */
export function closeMenu(item: Element): void {
  item.closest<HTMLElement>("[popover]")?.hidePopover();
}

/** Up and Down walk through the panel, beside Tab. */
function useArrows(panel: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const element = panel.current;
    const onKey = (event: KeyboardEvent): void => {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step === 0 || element === null || document.activeElement instanceof HTMLInputElement)
        return;
      const items = [...element.querySelectorAll<HTMLElement>("button, a, input")];
      const now = items.findIndex((item) => item === document.activeElement);
      const next = now < 0 && step < 0 ? -1 : (now + step) % items.length;
      items.at(next)?.focus();
      event.preventDefault();
    };
    element?.addEventListener("keydown", onKey);
    return () => element?.removeEventListener("keydown", onKey);
  }, [panel]);
}

interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly onSelect: () => void;
}

/** One action of a menu. */
export function MenuItem({ icon, children, onSelect }: MenuItemProps): ReactNode {
  return (
    <button
      type="button"
      className={styles["item"]}
      onClick={(event) => {
        closeMenu(event.currentTarget);
        onSelect();
      }}
    >
      {icon}
      {children}
    </button>
  );
}
