/**
 * The mouse of a lecture: out of sight when it rests, and a red dot that the last row sees when the
 * lecturer wants one.
 */
import { type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./present.module.css";

const REST = 3_000;

export function Pointer({ laser }: { readonly laser: boolean }): ReactNode {
  const dot = useRef<HTMLDivElement>(null);
  const [resting, setResting] = useState(false);
  useEffect(() => {
    let timer = setTimeout(() => setResting(true), REST);
    const move = (event: PointerEvent): void => {
      clearTimeout(timer);
      setResting(false);
      timer = setTimeout(() => setResting(true), REST);
      dot.current?.style.setProperty("translate", `${event.clientX}px ${event.clientY}px`);
    };
    addEventListener("pointermove", move);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointermove", move);
    };
  }, []);
  useEffect(() => {
    const root = document.documentElement;
    root.dataset["pointer"] = laser ? "laser" : resting ? "resting" : "arrow";
    return () => {
      delete root.dataset["pointer"];
    };
  }, [laser, resting]);
  return <div ref={dot} className={styles["laser"]} hidden={!laser} aria-hidden />;
}
