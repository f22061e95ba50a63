/**
 * The lesson as its reader sees it, tied to its text: where the writer is, is marked here and
 * brought into view, and a click on a block goes to its line.
 */
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useRef } from "react";
import type { Block } from "../../lesson/document";
import { PlaceOfContext, type Placed } from "../../lesson/runtime/places";
import { figuresOf } from "../../lesson/runtime/walk";
import { goTo, readAddress } from "../../shell/address";
import { Boundary } from "../../shell/Boundary";
import { useAddress } from "../../shell/useAddress";
import { widgets } from "../../widgets";
import { LessonView } from "../lesson/LessonView";
import { stepHash, stepNumbered, studioRoute } from "./route";
import styles from "./studio.module.css";
import type { Checked } from "./useCompiled";

interface PreviewProps {
  readonly checked: Checked;
  /** The line that the writer is on; null until they have moved. */
  readonly line: number | null;
  readonly onLine: (line: number) => void;
}

export function Preview({ checked, line, onLine }: PreviewProps): ReactNode {
  const { doc, places } = checked;
  const route = useMemo(() => studioRoute(doc), [doc]);
  const frame = useRef<HTMLDivElement>(null);
  const step = stepNumbered(doc, useAddress().path[0] ?? "1");
  const placeOf = useCallback(
    (block: Block): Placed | undefined => {
      const place = places.blocks.get(block);
      return (
        place && {
          line: place.line,
          current: line !== null && place.line <= line && line <= place.endLine,
        }
      );
    },
    [places, line],
  );
  useFollow(frame, checked, line);
  const clicked = useEffectEvent((target: EventTarget | null) => {
    const wanted = lineAt(target, checked, step);
    if (wanted !== null && getSelection()?.isCollapsed !== false) onLine(wanted);
  });
  useEffect(() => {
    const element = frame.current;
    const listen = (event: MouseEvent): void => clicked(event.target);
    element?.addEventListener("click", listen);
    return () => element?.removeEventListener("click", listen);
  }, []);
  return (
    <div ref={frame} className={styles["preview"]}>
      <Boundary what="The preview" drawn={doc}>
        <PlaceOfContext value={placeOf}>
          <LessonView embedded doc={doc} registry={widgets} route={route} />
        </PlaceOfContext>
      </Boundary>
    </div>
  );
}

/**
 * Shows the step and the block that is being written, where text and preview stand side by side.
 */
function useFollow(
  frame: { readonly current: HTMLElement | null },
  { places }: Checked,
  line: number | null,
): void {
  useEffect(() => {
    if (line === null || !matchMedia("(width >= 60rem)").matches) return;
    const step = places.steps.findLastIndex((first) => first <= line);
    goTo(stepHash(step), "replace", readAddress().preferences); // given preferences, goTo notifies the preview
    const timer = setTimeout(
      () =>
        [...(frame.current?.querySelectorAll("[data-current]") ?? [])]
          .at(-1)
          ?.scrollIntoView({ block: "nearest" }),
      60,
    );
    return () => clearTimeout(timer);
  }, [frame, places, line]);
}

const CONTROLS = "a, button, input, select, textarea, summary, label, [tabindex='0']";

/**
 * The line of what was clicked: a block, a figure, else the step; null for what the click itself
 * does something to.
 */
function lineAt(target: EventTarget | null, { doc, places }: Checked, step: number): number | null {
  if (!(target instanceof Element) || target.closest(CONTROLS) !== null) return null;
  const figure = figuresOf(doc).get(
    target.closest<HTMLElement>("[data-figure]")?.dataset["figure"] ?? "",
  );
  const placed =
    figure === undefined
      ? target.closest<HTMLElement>("[data-line]")?.dataset["line"]
      : places.blocks.get(figure)?.line;
  return placed === undefined ? (places.steps[step] ?? null) : Number(placed);
}
