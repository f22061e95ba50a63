/**
 * Two paths to the same volume: counted side by side, and run on this machine so that the saving is
 * seen in milliseconds.
 */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import { useEffect } from "react";
import { Covered, useCovered } from "../../figures/marks/covered";
import { VolumeBoxes } from "../../figures/volume-boxes/VolumeBoxes";
import { variables } from "../../figures/marks/style";
import { Controls } from "../fields/Controls";
import { useFigureServices } from "../services";
import type { WidgetProps } from "../widget";
import { countOf, type Path } from "./counting";
import { type BottleneckState, fields } from "./definition";
import { RunBoth } from "./RunBoth";
import { computedText, useTiming } from "./useTiming";
import styles from "./bottleneck.module.css";
import { counted } from "../../language/numerals";

export function Bottleneck(props: WidgetProps<BottleneckState>) {
  const { state, hidden } = props;
  const { computedBy } = useFigureServices();
  const control = useTiming();
  const words = computedText(control.timing);
  useEffect(() => computedBy(words), [computedBy, words]);
  const straight = countOf("straight", state);
  const narrow = countOf("bottleneck", state);
  const most = Math.max(straight.multiplications, narrow.multiplications);
  return (
    <div className={styles["bottleneck"]}>
      <Controls {...props} table={fields} />
      <PathView title={t("Straight")} path="straight" state={state} most={most} />
      <PathView title={t("Through a 1×1 bottleneck")} path="bottleneck" state={state} most={most} />
      <p className={styles["ratio"]} hidden={useCovered("ratio")}>
        {straight.multiplications >= narrow.multiplications
          ? t("The bottleneck needs {value} times fewer multiplications.", {
              value: (straight.multiplications / narrow.multiplications).toFixed(1),
            })
          : t(
              "Here the bottleneck is no bottleneck: it needs more multiplications than the straight path.",
            )}
      </p>
      {!hidden.has("run") && <RunBoth sizes={state} {...control} />}
    </div>
  );
}

interface PathProps {
  readonly path: Path;
  readonly state: BottleneckState;
}

interface PathViewProps extends PathProps {
  readonly title: string;
  readonly most: number;
}

function PathView({ title, path, state, most }: PathViewProps) {
  const covered = useCovered(path);
  const { layers, multiplications } = countOf(path, state);
  const size = (shape: readonly number[]): string => `${shape[1]}×${shape[2]}×${shape[0]}`;
  const input = [state.channels, state.side, state.side];
  const words = { title, multiplications: counted(multiplications) };
  return (
    <section aria-label={title}>
      <p className={styles["heading"]}>{title}</p>
      <div className={styles["scroll"]}>
        <VolumeBoxes
          small
          label={covered ? title : t("{title}: {multiplications} multiplications", words)}
          volumes={[
            { layer: null, shape: input, size: size(input), made: [] },
            ...layers.map(({ name, shape }) => ({
              layer: name,
              shape,
              size: size(shape),
              made: [
                t("{count} filters", { count: shape[0] ?? 0 }),
                name === "narrow" ? "1×1" : `${state.kernel}×${state.kernel}`,
              ],
            })),
          ]}
        />
      </div>
      <Counts path={path} state={state} />
      <span
        className={styles["bar"]}
        style={variables({ "--share": multiplications / most })}
        aria-hidden
      />
    </section>
  );
}

/** What each layer multiplies, and all of them. */
function Counts({ path, state }: PathProps) {
  const { layers, multiplications } = countOf(path, state);
  const number = (count: number) => (
    <b data-count={count}>
      <Covered tensor={path}>{counted(count)}</Covered>
    </b>
  );
  return (
    <ul className={styles["counts"]}>
      {layers.map((layer, at) => (
        <li key={layer.name}>
          {rich("{side} × {side} × {shape} numbers, {f} × {f} × {depth} products each: {part}", {
            side: state.side,
            shape: layer.shape[0],
            f: layer.name === "narrow" ? 1 : state.kernel,
            depth: at === 0 ? state.channels : (layers[at - 1]?.shape[0] ?? 1),
            part: number(layer.multiplications),
          })}
        </li>
      ))}
      {layers.length > 1 && <li>{rich("together: {part}", { part: number(multiplications) })}</li>}
    </ul>
  );
}
