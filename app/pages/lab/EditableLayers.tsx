/** The layers of the network, a row each; the chosen one is open. A layer's grip drags it. */
import { GripVertical } from "lucide-react";
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useRef,
} from "react";
import { t, word } from "../../language/words";
import type { ExaminedLayer } from "../../../engine/graph/examined";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { opFor } from "../../../engine/graph/vocabulary";
import { variables } from "../../figures/marks/style";
import { exact } from "../../figures/network-map/counts";
import { announce } from "../../shell/announce";
import { KINDS, settingsText } from "./layer-kinds";
import { type Landing, useDragging } from "./useDragging";
import type { Bench } from "./useProject";
import styles from "./workbench.module.css";

interface EditableLayersProps {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly bench: Bench;
  /** A layer's name, or "input". */
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
  readonly onKey: (event: KeyboardEvent, name: string) => void;
  /** Of the chosen layer. */
  readonly panel: ReactNode;
}

export function EditableLayers(props: EditableLayersProps): ReactNode {
  const { table, bench, chosen, onChoose, onKey, panel } = props;
  const { project, looked, changeSpec } = bench;
  const { spec } = project;
  const scroll = useRef<HTMLDivElement>(null);
  const drop = useCallback(
    (next: NetworkSpec, name: string): void => {
      changeSpec(next, t("move {name}", { name }));
      announce(t("Done: {words}", { words: t("move {name}", { name }) }));
    },
    [changeSpec],
  );
  const { held, landing, onGrip } = useDragging(scroll, spec, drop);
  const nameOf = (name: string): ReactNode => (
    <Name name={name} chosen={chosen} onChoose={onChoose} onKey={onKey} />
  );
  return (
    <div ref={scroll} className={styles["scroll"]}>
      {landing !== null && <LandingMark landing={landing} />}
      <table ref={table} className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("Layer")}</th>
            <th scope="col">{t("What it does")}</th>
            <th scope="col">{t("Output")}</th>
            <th scope="col">{t("Parameters")}</th>
            <th scope="col">{t("Multiply-adds")}</th>
          </tr>
        </thead>
        <tbody>
          <tr data-row="input" data-chosen={chosen === "input" || undefined}>
            <th scope="row">{nameOf("input")}</th>
            <td>{spec.input.length === 3 ? "picture" : "numbers"}</td>
            <td>{spec.input.join("×")}</td>
            <td>–</td>
            <td>–</td>
          </tr>
          {chosen === "input" && (
            <tr>
              <td colSpan={5} className={styles["open"]}>
                {panel}
              </td>
            </tr>
          )}
          {looked.layers.map((layer) => (
            <Layer
              key={layer.spec.name}
              layer={layer}
              wrong={looked.problem?.layer === layer.spec.name}
              held={held === layer.spec.name}
              onGrip={onGrip}
              name={nameOf(layer.spec.name)}
              panel={chosen === layer.spec.name ? panel : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface NameProps {
  readonly name: string;
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
  readonly onKey: (event: KeyboardEvent, name: string) => void;
}

function Name({ name, chosen, onChoose, onKey }: NameProps): ReactNode {
  return (
    <button
      type="button"
      className={styles["layer"]}
      data-layer={name}
      aria-expanded={name === chosen}
      onClick={() => onChoose(name)}
      onKeyDown={(event) => onKey(event, name)}
    >
      {name}
    </button>
  );
}

/** Where a dragged layer would land, and what that gives. */
function LandingMark({ landing: { top, words, fits } }: { readonly landing: Landing }): ReactNode {
  return (
    <div
      className={styles["landing"]}
      data-wrong={!fits || undefined}
      style={variables({ "--top": `${top}px` })}
    >
      <span>{words}</span>
    </div>
  );
}

interface LayerProps {
  readonly layer: ExaminedLayer;
  readonly wrong: boolean;
  /** It is being dragged. */
  readonly held: boolean;
  readonly onGrip: (event: PointerEvent, name: string) => void;
  readonly name: ReactNode;
  readonly panel: ReactNode;
}

function Layer(props: LayerProps): ReactNode {
  const {
    layer: { spec, shape },
    wrong,
    held,
    onGrip,
    name,
    panel,
  } = props;
  const reads =
    spec.inputs === undefined
      ? ""
      : t(", reads {inputs}", { inputs: spec.inputs.join(t(" and ")) });
  const kind = word(KINDS[spec.op]?.title ?? spec.op.replaceAll("_", " "));
  const settings = opFor(spec.op) === undefined ? "" : settingsText(spec, shape);
  return (
    <>
      <tr
        data-row={spec.name}
        data-chosen={panel !== null || undefined}
        data-wrong={wrong || undefined}
        data-held={held || undefined}
      >
        <th scope="row">
          {name}
          <span
            className={styles["grip"]}
            aria-hidden
            onPointerDown={(event) => onGrip(event, spec.name)}
          >
            <GripVertical size={16} />
          </span>
        </th>
        <td>
          {kind}
          <span className="soft">
            {settings === "" ? "" : ` ${settings}`}
            {reads}
          </span>
        </td>
        <td>{wrong ? t("does not fit") : shape === null ? "–" : shape.shape.join("×")}</td>
        <td>{count(shape?.parameterCount)}</td>
        <td>{count(shape?.multiplyAdds)}</td>
      </tr>
      {panel !== null && (
        <tr>
          <td colSpan={5} className={styles["open"]}>
            {panel}
          </td>
        </tr>
      )}
    </>
  );
}

function count(of: number | undefined): string {
  return of === undefined || of === 0 ? "" : exact(of);
}
