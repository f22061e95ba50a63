/**
 * A whole network, drawn by stages, blocks, modules and layers that fold and unfold. What is open
 * and what is chosen are props; where the reader stands is the map's own.
 */
import { t } from "../../language/words";
import { type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { useRoom } from "../curve/useRoom";
import { Choice } from "../marks/choice/Choice";
import { Covered, CoveredContext } from "../marks/covered";
import { LiveText } from "../marks/live-text/LiveText";
import { useWindowHeight } from "../marks/use-window-height";
import { askedShapes, described, factsOf } from "./describe";
import { FindLayer } from "./FindLayer";
import { INPUT, type Item, type Outline, pathTo } from "./item";
import { layout } from "./layout";
import { MapDrawing } from "./MapDrawing";
import { MapLegend } from "./MapLegend";
import { MapTree } from "./MapTree";
import styles from "./network-map.module.css";
import { outline as outlineOf } from "./outline";
import { Button } from "../marks/controls/Button";
import { depths, same, type Opened, revealed, seenOf, toggled } from "./visible";

export interface NetworkMapProps {
  readonly title: string;
  /** How people call the network; else its own name stands before the place of the reader. */
  readonly name?: string;
  readonly network: NetworkShapes;
  /** Ids of open items; null: as the map opens by itself. */
  readonly opened: Opened | null;
  readonly onOpened: (opened: Opened) => void;
  /** A layer's name, or "input". */
  readonly chosen: string | null;
  readonly onChoose: (layer: string) => void;
  /** Goes into a layer's numbers; without it there is no such button. */
  readonly onOpen?: ((layer: string) => void) | undefined;
  /** Share of the window's height that the map takes at most. Default 0.7. */
  readonly tall?: number;
  /** Stands right below the drawing, above what is known of the chosen item. */
  readonly under?: ReactNode;
  /** The view of an opened layer: stands below the map. */
  readonly children?: ReactNode;
}

export function NetworkMap(props: NetworkMapProps) {
  const { title, network, onOpened, chosen, onChoose } = props;
  const outline = useMemo(() => outlineOf(network), [network]);
  const steps = useMemo(() => depths(outline), [outline]);
  const opened = props.opened ?? steps[0]?.opened ?? NOTHING;
  const [element, marks] = useMarks(outline, opened, chosen, props.tall ?? 0.7);
  const covered = useContext(CoveredContext);
  const asked = useMemo(() => askedShapes(outline, covered), [outline, covered]);
  const { here, focus, stand } = useStanding(outline, opened, chosen);
  const isShared = props.under !== undefined && props.under !== false;
  useEffect(() => {
    // A new layout moves the spot.
    if (isShared && marks.width > 0 && here.id !== "") scrollTo(element.current);
  }, [isShared, here.id, element, marks]);
  const reach = (id: string): void => {
    onOpened(revealed(outline, opened, id));
    stand(id, true);
  };
  return (
    <figure className={styles["map"]} data-figure-kind="network-map">
      {(steps.length > 1 || network.layers.length > AT_A_GLANCE) && (
        <div className={styles["bar"]} data-controls>
          <Steps steps={steps} opened={opened} onOpened={onOpened} />
          {network.layers.length > AT_A_GLANCE && <FindLayer outline={outline} onFound={reach} />}
          <Trail name={props.name} outline={outline} item={here} onReach={reach} />
        </div>
      )}
      <div ref={element} className={styles["room"]} data-shared={isShared || undefined}>
        <div className={styles["sheet"]}>
          <MapDrawing marks={marks} asked={asked} />
          <MapTree
            title={title}
            outline={outline}
            opened={opened}
            marks={marks}
            current={here.id}
            chosen={chosen}
            focus={focus}
            across={marks.across}
            onCurrent={(id) => stand(id, id !== here.id)}
            onToggle={(id) => {
              onOpened(toggled(opened, id));
              stand(id, true);
            }}
            onChoose={(layer) => {
              stand(layer, false);
              onChoose(layer);
            }}
          />
        </div>
      </div>
      {props.under}
      <Facts outline={outline} item={here} onOpen={props.onOpen} />
      {/* Its heights and depths are sizes, too. */}
      <MapLegend outline={outline} scale={asked.size > 0 ? null : marks.scale} />
      <LiveText text={`${title}. ${described(outline, opened)}`} />
      {props.children}
    </figure>
  );
}

/** The drawing for the width there is, and for a share of the window's height. */
function useMarks(outline: Outline, opened: Opened, chosen: string | null, share: number) {
  const [element, { width, type }] = useRoom<HTMLDivElement>(1200);
  const height = useWindowHeight() * share;
  const marks = useMemo(
    () => layout(outline, opened, chosen, { width, height, text: TYPE * type }),
    [outline, opened, chosen, width, height, type],
  );
  return [element, marks] as const;
}

interface StepsProps {
  readonly steps: ReturnType<typeof depths>;
  readonly opened: Opened;
  readonly onOpened: (opened: Opened) => void;
}

function Steps({ steps, opened, onOpened }: StepsProps) {
  if (steps.length < 2) return null;
  return (
    <Choice
      label={t("How far the network is opened")}
      options={steps.map((step) => ({ value: step.level, title: step.title }))}
      value={steps.find((step) => same(step.opened, opened))?.level ?? "network"}
      onChange={(level) => {
        const step = steps.find((one) => one.level === level);
        if (step !== undefined) onOpened(step.opened);
      }}
    />
  );
}

/** Scrolls the drawing, not the page, to where the reader stands. */
function scrollTo(room: HTMLElement | null): void {
  const spot = room?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]');
  if (room === null || spot === undefined || spot === null) return;
  room.scrollTop = spot.offsetTop + (spot.offsetHeight - room.clientHeight) / 2;
}

interface Standing {
  /** The item on which the reader stands. */
  readonly id: string;
  /** Counts up when it must get the focus. */
  readonly focus: number;
  /** The chosen layer when it was last looked at: who chooses elsewhere stands there. */
  readonly chosen: string | null;
}

/** So many layers are seen at once: nobody has to look for one. */
const AT_A_GLANCE = 12;
/** px of all words at usual type: what the style sheet calls small. */
const TYPE = 16;
const NOTHING: Opened = new Set();

/** The item on which the reader stands: what was chosen last, or gone to here. */
function useStanding(outline: Outline, opened: Opened, chosen: string | null) {
  const [standing, setStanding] = useState<Standing>({ id: chosen ?? INPUT, focus: 0, chosen });
  if (chosen !== standing.chosen)
    setStanding({ id: chosen ?? standing.id, focus: standing.focus, chosen });
  const { id, focus } = standing;
  const known = seenOf(outline, opened, id) ?? outline.items.get(id);
  return {
    here: known ?? outline.root.children[0] ?? outline.root,
    focus,
    stand: (to: string, takesFocus: boolean): void =>
      setStanding((now) => ({ ...now, id: to, focus: now.focus + (takesFocus ? 1 : 0) })),
  };
}

interface TrailProps {
  readonly name: string | undefined;
  readonly outline: Outline;
  readonly item: Item;
  readonly onReach: (id: string) => void;
}

/** Where the reader stands, from the whole to the item; each part goes there. */
function Trail({ name, outline, item, onReach }: TrailProps) {
  const path = pathTo(outline, item.id);
  return (
    <nav aria-label={t("Where you are in the network")} className={styles["trail"]}>
      <ol>
        <li>{name ?? outline.root.name}</li>
        {path.map((part) => (
          <li key={part.id}>
            {part === item ? (
              <b aria-current="location">{part.label}</b>
            ) : (
              <button type="button" className={styles["step"]} onClick={() => onReach(part.id)}>
                {part.label}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface FactsProps {
  readonly outline: Outline;
  readonly item: Item;
  readonly onOpen: ((layer: string) => void) | undefined;
}

function Facts({ outline, item, onOpen }: FactsProps) {
  return (
    <div className={styles["facts"]}>
      <p>
        <b>{item.name}</b>
        <span>{item.id === INPUT ? t("the picture") : item.says}</span>
      </p>
      <dl>
        {factsOf(outline, item).map(({ name, tensor, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Covered tensor={tensor}>{value}</Covered>
            </dd>
          </div>
        ))}
      </dl>
      {onOpen !== undefined && item.level === "layer" && (
        <Button data-controls onClick={() => onOpen(item.id)}>
          {t("Open its numbers")}
        </Button>
      )}
    </div>
  );
}
