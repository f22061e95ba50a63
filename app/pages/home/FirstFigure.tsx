/**
 * The small convolution of the home page: a real one, with the lecture's numbers, that moves when
 * touched.
 */
import { t } from "../../language/words";
import { type ReactNode, use, useEffect, useMemo, useState } from "react";
import { aloneDoc } from "../../lesson/runtime/alone";
import { Figure } from "../../lesson/runtime/Figure";
import { widgetRoute } from "../../lesson/runtime/lesson-block";
import { type LessonScope, LessonScopeContext, type PickRequest } from "../../lesson/runtime/scope";
import { figuresOf } from "../../lesson/runtime/walk";
import { once } from "../../later/retry";
import { lab } from "../../store/store";
import { widgetsNamed } from "../../widgets/lazy";
import styles from "./home.module.css";

const PREFIX = "home:";
/**
 * Six cells in, so that there is arithmetic to read; everything that is not the convolution itself
 * is for the lesson.
 */
const START = { at: 6 };
const HIDDEN =
  "view brush input input-size filter-size bias stride padding dilation flip all uses errors layers formula".split(
    " ",
  );

/** The same promise for each drawing. */
const conv = once(() => widgetsNamed(["conv"]));

export function FirstFigure(): ReactNode {
  const registry = use(conv());
  const widget = registry["conv"];
  const [doc] = useState(() =>
    aloneDoc("home", "conv", t("A filter slides over a picture"), START, HIDDEN),
  );
  const [pick, setPick] = useState<PickRequest | null>(null);
  useEffect(() => {
    if (widget === undefined) return;
    const state = widget.definition.initial(START);
    lab.getState().placeFigure(`${PREFIX}f`, "conv", state, state);
    return () => lab.getState().removeFigures(PREFIX);
  }, [widget]);
  const scope = useMemo<LessonScope>(() => {
    const figures = figuresOf(doc);
    const hash = (): string => {
      const state = lab.getState().figures[`${PREFIX}f`]?.state;
      return widget === undefined || state === undefined
        ? "#/"
        : widgetRoute(widget.definition, state);
    };
    return {
      doc,
      step: 0,
      registry,
      figures,
      stage: [],
      onStage: new Set(),
      prefix: PREFIX,
      mode: "lesson",
      pick,
      setPick,
      hash,
    };
  }, [doc, pick, registry, widget]);
  const block = scope.figures.get("f");
  if (widget === undefined || block === undefined) return null;
  return (
    <LessonScopeContext value={scope}>
      <div className={styles["figure"]}>
        <Figure block={block} />
      </div>
    </LessonScopeContext>
  );
}
