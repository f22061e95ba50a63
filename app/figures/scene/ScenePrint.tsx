/** A scene on paper: one SVG, whatever the window. */
import { useLayoutEffect, useRef } from "react";
import { elementOf } from "../svg/tree";
import { PAPER } from "./room";
import { sceneSvg } from "./scene-svg";
import type { Scene } from "./scene";
import styles from "./scene.module.css";

export function ScenePrint({ scene, title }: { readonly scene: Scene; readonly title: string }) {
  const paper = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    paper.current?.replaceChildren(elementOf(sceneSvg(scene, PAPER, title)));
  }, [scene, title]);
  return <div ref={paper} className={styles["paper"]} />;
}
