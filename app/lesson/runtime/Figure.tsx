/**
 * The frame round a widget in a lesson: its place in the store, its time line, its menu, its words.
 * The frame knows no widget; a widget knows no frame. The chunk of the widget is loaded when the
 * figure is first drawn.
 */
import { t, word } from "../../language/words";
import { CircleQuestionMark } from "lucide-react";
import {
  type ComponentProps,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { CoveredContext } from "../../figures/marks/covered";
import { Transport } from "../../figures/marks/transport/Transport";
import { Boundary } from "../../shell/Boundary";
import { announce } from "../../shell/announce";
import { lab, useLab } from "../../store/store";
import { useStill } from "../../shell/appearance";
import { type FigureServices, FigureServicesContext } from "../../widgets/services";
import type { Widget, WidgetProps } from "../../widgets/widget";
import type { FigureBlock } from "../document";
import { FigureBar } from "./FigureBar";
import { useCoveredOf, WHOLE } from "./covered";
import { Inlines } from "./Inlines";
import { WidgetView } from "./WidgetView";
import styles from "./figure.module.css";
import { type LessonScope, useScope } from "./scope";
import { ownerOf } from "./walk";

export function Figure({ block }: { readonly block: FigureBlock }): ReactNode {
  const scope = useScope();
  const widget = Object.hasOwn(scope.registry, block.widget)
    ? scope.registry[block.widget]
    : undefined;
  const key = scope.prefix + ownerOf(block.id, scope.figures);
  const placed = useLab((state) => state.figures[key] !== undefined);
  if (widget === undefined)
    return (
      <p className={styles["missing"]} role="note">
        {t(
          "This lesson asks for a figure called “{name}”, which this version of the lab does not have.",
          { name: block.widget },
        )}{" "}
        {block.alt}
      </p>
    );
  return placed ? (
    <Resettable figureKey={key}>
      <Framed block={block} widget={widget} figureKey={key} scope={scope} />
    </Resettable>
  ) : (
    <div className={styles["placeholder"]} />
  );
}

type ResettableProps = Omit<ComponentProps<typeof Boundary>, "what"> & {
  readonly figureKey: string;
};

/** What fails of a figure is said in words, and takes nothing else with it. */
function Resettable({ figureKey, ...rest }: ResettableProps): ReactNode {
  return (
    <Boundary
      what={t("This figure")}
      resetLabel={t("Reset this figure")}
      onReset={() => lab.getState().resetFigure(figureKey)}
      {...rest}
    />
  );
}

interface FramedProps {
  readonly block: FigureBlock;
  readonly widget: Widget;
  readonly figureKey: string;
  readonly scope: LessonScope;
}

function Framed({ block, widget, figureKey, scope }: FramedProps): ReactNode {
  const { definition } = widget;
  // Only the state: that an undo step is closed when a key comes up draws nothing anew.
  const state = useLab(({ figures }) => figures[figureKey]?.state);
  const [computedBy, setComputedBy] = useState<string | null>(null);
  const frame = useRef<HTMLElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const visible = useVisible(frame);
  useSettle(frame, figureKey);
  const services = useServices(block.id, scope, visible, setComputedBy);
  const covered = useCoveredOf(block.id, scope);
  const hidden = useMemo(() => new Set([...block.hide, ...covered]), [block.hide, covered]);
  const locked = useMemo(() => new Set(block.lock), [block.lock]);
  const change = useChange(figureKey);
  if (state === undefined) return null;
  const whole = covered.has(WHOLE);
  const mode = scope.mode === "present" ? "stage" : scope.mode === "print" ? "print" : "lesson";
  return (
    <figure
      ref={frame}
      className={styles["figure"]}
      data-figure={block.id}
      aria-label={block.alt === "" ? word(definition.title) : block.alt}
    >
      {whole ? (
        <AnswerFirst />
      ) : (
        <FigureBar
          block={block}
          definition={definition}
          figureKey={figureKey}
          scope={scope}
          picture={picture}
          covered={covered}
        />
      )}
      <div
        ref={picture}
        className={styles["body"]}
        dir="ltr" // indices do not mirror
        data-picking={services.pick !== null || undefined}
        hidden={whole}
      >
        <Surroundings {...{ widget, state, figureKey, services, covered }}>
          {whole ? null : (
            <WidgetView
              widget={widget}
              props={{ id: figureKey, state, change, hidden, locked, mode }}
            />
          )}
        </Surroundings>
      </div>
      {mode !== "print" && !whole && !hidden.has("transport") ? (
        <TimeLine widget={widget} state={state} change={change} locked={locked.has("transport")} />
      ) : null}
      {!whole && <Caption block={block} computedBy={computedBy} onStage={mode === "stage"} />}
    </figure>
  );
}

interface SurroundingsProps {
  readonly widget: Widget;
  readonly state: object;
  readonly figureKey: string;
  readonly services: FigureServices;
  readonly covered: ReadonlySet<string>;
  readonly children: ReactNode;
}

/** What a widget may ask of its frame. Of one that fails its frame stays. */
function Surroundings(props: SurroundingsProps): ReactNode {
  const { widget, state, figureKey, services, covered, children } = props;
  return (
    <Resettable
      figureKey={figureKey}
      drawn={state}
      instead={() => widget.definition.describe(state)}
    >
      <FigureServicesContext value={services}>
        <CoveredContext value={covered}>{children}</CoveredContext>
      </FigureServicesContext>
    </Resettable>
  );
}

function AnswerFirst(): ReactNode {
  return (
    <p className={styles["covered"]}>
      <CircleQuestionMark aria-hidden size={32} />
      {t("Answer first: the figure appears then.")}
    </p>
  );
}

interface TimeLineProps extends Pick<WidgetProps, "state" | "change"> {
  readonly widget: Widget;
  readonly locked: boolean;
}

/** Nothing where the state has no steps. */
function TimeLine({ widget: { definition }, state, change, locked }: TimeLineProps): ReactNode {
  const steps = definition.steps(state);
  if (steps === 0) return null;
  return (
    <div className={styles["transport"]} dir="ltr" data-controls>
      <Transport
        step={definition.step(state)}
        steps={steps}
        unit={definition.unit ?? "step"}
        place={definition.place?.(state) ?? ""}
        locked={locked}
        onSeek={(to, stream) =>
          change(definition.seek(state, to), stream ? { history: "merge" } : undefined)
        }
      />
    </div>
  );
}

interface CaptionProps {
  readonly block: FigureBlock;
  readonly computedBy: string | null;
  readonly onStage: boolean;
}

function Caption({ block, computedBy, onStage }: CaptionProps): ReactNode {
  return (
    <figcaption className={onStage ? "hidden-text" : styles["caption"]}>
      {block.caption.length > 0 && (
        <span>
          <Inlines content={block.caption} />
        </span>
      )}
      <span className={styles["computed"]}>
        {computedBy ?? t("Computed on this page, in double precision.")}
      </span>
    </figcaption>
  );
}

function useChange(figureKey: string): WidgetProps["change"] {
  return useCallback(
    (next, options) => lab.getState().changeFigure(figureKey, next, options?.history ?? "step"),
    [figureKey],
  );
}

const NONE: FigureServices["pictures"] = {};

/** What the widget inside may ask of the frame. */
function useServices(
  figure: string,
  { pick, figures, doc }: LessonScope,
  visible: boolean,
  computedBy: (text: string | null) => void,
): FigureServices {
  const highlight = useLab((state) => state.highlight);
  const still = useStill();
  const wanted = pick !== null && pick.figure === ownerOf(figure, figures) ? pick.onPick : null;
  return useMemo(
    () => ({
      highlight,
      setHighlight: lab.getState().setHighlight,
      pick: wanted,
      announce,
      computedBy,
      pictures: doc.pictures ?? NONE,
      visible,
      still,
    }),
    [highlight, wanted, computedBy, doc.pictures, visible, still],
  );
}

/** A drag ends when the pointer or the key comes up: what follows is an undo step of its own. */
function useSettle(element: { readonly current: HTMLElement | null }, key: string): void {
  useEffect(() => {
    const frame = element.current;
    const settle = (): void => lab.getState().settleFigure(key);
    for (const event of ["pointerup", "keyup"]) frame?.addEventListener(event, settle);
    return () => {
      for (const event of ["pointerup", "keyup"]) frame?.removeEventListener(event, settle);
    };
  }, [element, key]);
}

/** Whether any part of the element is on the screen. True where nobody can tell. */
function useVisible(element: { readonly current: HTMLElement | null }): boolean {
  const [visible, setVisible] = useState(true);
  useEffect(() => {
    if (element.current === null || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver((entries) =>
      setVisible(entries.at(-1)?.isIntersecting ?? true),
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return visible;
}
