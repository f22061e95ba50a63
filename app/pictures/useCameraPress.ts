/**
 * Whether the reader has pressed the button that turns the camera on. A link, a stored state or an
 * undo may name the camera, but only a press turns it on; whoever turns to another picture has to
 * press again.
 */
import { useState } from "react";

export function useCameraPress(name: string): readonly [boolean, (pressed: boolean) => void] {
  const [pressed, setPressed] = useState(false);
  const [shown, setShown] = useState(name);
  if (shown !== name) {
    setShown(name);
    if (name !== "live") setPressed(false);
  }
  return [pressed, setPressed];
}
