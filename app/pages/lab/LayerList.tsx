/**
 * The layers in a list, to be changed: the chosen one shows its settings. Keys, on a layer's name:
 * Up and Down choose, Alt with them moves the layer, Delete removes it. A layer's grip drags it.
 */
import { echo, t } from "../../language/words";
import { rich } from "../../language/rich";
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
} from "react";
import { inserted, movedDown, movedUp, removed } from "../../../engine/graph/change";
import { repairs } from "../../../engine/graph/repairs";
import { announce } from "../../shell/announce";
import { reason } from "../../shell/reason";
import { CommandBox } from "./command/CommandBox";
import { newLayer } from "./layer-kinds";
import { InputPanel, LayerPanel } from "./LayerPanel";
import { EditableLayers } from "./EditableLayers";
import type { Bench } from "./useProject";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./workbench.module.css";

interface LayerListProps {
  readonly bench: Bench;
  /** A layer's name, or "input". */
  readonly chosen: string | null;
  readonly onChoose: (name: string | null) => void;
}

export function LayerList({ bench, chosen, onChoose }: LayerListProps): ReactNode {
  const table = useRef<HTMLTableElement>(null);
  const { add, remove, move, onKey } = useLayerKeys(bench, table, onChoose);
  const choose = (name: string): void => onChoose(name === chosen ? null : name);
  const open = bench.looked.layers.find((layer) => layer.spec.name === chosen);
  const panel = { bench, onAdd: add, onRemove: remove, onMove: move };
  return (
    <section className={styles["list"]} aria-label={t("Layers, to be changed")}>
      <h2>{t("Layer by layer")}</h2>
      <p className="soft">
        {rich(
          "Choose a layer to change it. {key} {key2} go through the list, {key3} {key} {key2} or its grip move the layer, {key4} removes it.",
          { key: <kbd>↑</kbd>, key2: <kbd>↓</kbd>, key3: <kbd>Alt</kbd>, key4: <kbd>Delete</kbd> },
        )}
      </p>
      <CommandBox bench={bench} chosen={chosen} onChoose={onChoose} />
      <Wrong bench={bench} />
      <EditableLayers
        table={table}
        bench={bench}
        chosen={chosen}
        onChoose={choose}
        onKey={onKey}
        panel={
          open !== undefined ? (
            <LayerPanel {...panel} layer={open} />
          ) : (
            <InputPanel bench={bench} onAdd={add} />
          )
        }
      />
    </section>
  );
}

/** What is done to the list; the layer that it was done to has the focus afterwards. */
function useLayerKeys(
  { project, changeSpec }: Bench,
  table: RefObject<HTMLTableElement | null>,
  onChoose: (name: string) => void,
) {
  const { spec } = project;
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    // What the keys chose is focused when it is drawn.
    const name = wanted.current;
    wanted.current = null;
    if (name !== null)
      table.current?.querySelector<HTMLElement>(`[data-layer="${CSS.escape(name)}"]`)?.focus();
  });
  const go = (name: string): void => {
    wanted.current = name;
    onChoose(name);
  };
  const add = (kind: string, after: string): void => {
    const layer = newLayer(spec, kind);
    changeSpec(inserted(spec, after, layer), t("add {name}", { name: layer.name }));
    go(layer.name);
  };
  const remove = (name: string): void => {
    const at = spec.layers.findIndex((layer) => layer.name === name);
    if (spec.layers.length === 1) return announce(t("The last layer stays."));
    changeSpec(removed(spec, name), t("remove {name}", { name }));
    go(spec.layers[at - 1]?.name ?? "input");
  };
  const move = (name: string, by: 1 | -1): void => {
    const next = by < 0 ? movedUp(spec, name) : movedDown(spec, name);
    if (next === null) return announce(t("{name} cannot be moved there.", { name }));
    changeSpec(next, t("move {name}", { name }));
    wanted.current = name;
  };
  const onKey = (event: KeyboardEvent, name: string): void => {
    const names = ["input", ...spec.layers.map((layer) => layer.name)];
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0 && event.altKey) move(name, by);
    else if (by !== 0) go(names[names.indexOf(name) + by] ?? name);
    else if (event.key === "Delete" && name !== "input") remove(name);
    else return;
    event.preventDefault();
  };
  return { add, remove, move, onKey };
}

/** What does not fit, and what would. */
function Wrong({ bench: { project, looked, changeSpec } }: { readonly bench: Bench }): ReactNode {
  const { spec } = project;
  const { problem } = looked;
  const offered = useMemo(() => (problem === null ? [] : repairs(spec)), [spec, problem]);
  if (problem === null) return null;
  return (
    <div role="alert" className={styles["wrong"]}>
      <p>{reason(problem.error)}</p>
      {offered.length > 0 && (
        <div className="row">
          <span>{t("What would fit:")}</span>
          {offered.map(({ words, spec: next }) => (
            <Button key={words} onClick={() => changeSpec(next, echo(words))}>
              {echo(words)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
