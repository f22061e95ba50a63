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

function PathView({
  title,
  path,
  state,
  most,
}: {
  readonly title: string;
  readonly path: Path;
  readonly state: BottleneckState;
  readonly most: number;
}) {
  const covered = useCovered(path);
  const count = countOf(path, state);
  const size = (shape: readonly number[]): string => `${shape[1]}×${shape[2]}×${shape[0]}`;
  const input = [state.channels, state.side, state.side];
  return (
    <section aria-label={title}>
      <p className={styles["heading"]}>{title}</p>
      <div className={styles["scroll"]}>
        <VolumeBoxes
          small
          label={
            covered
              ? title
              : t("{title}: {multiplications} multiplications", {
                  title,
                  multiplications: counted(count.multiplications),
                })
          }
          volumes={[
            { layer: null, shape: input, size: size(input), made: [] },
            ...count.layers.map((layer) => ({
              layer: layer.name,
              shape: layer.shape,
              size: size(layer.shape),
              made: [
                t("{count} filters", { count: layer.shape[0] ?? 0 }),
                layer.name === "narrow" ? "1×1" : `${state.kernel}×${state.kernel}`,
              ],
            })),
          ]}
        />
      </div>
      <ul className={styles["counts"]}>
        {count.layers.map((layer, at) => {
          const depth = at === 0 ? state.channels : (count.layers[at - 1]?.shape[0] ?? 1);
          const f = layer.name === "narrow" ? 1 : state.kernel;
          return (
            <li key={layer.name}>
              {rich(
                "{side} × {side} × {shape} numbers, {f} × {f} × {depth} products each: {part}",
                {
                  side: state.side,
                  shape: layer.shape[0],
                  f,
                  depth,
                  part: (
                    <b data-count={layer.multiplications}>
                      <Covered tensor={path}>{counted(layer.multiplications)}</Covered>
                    </b>
                  ),
                },
              )}
            </li>
          );
        })}
        {count.layers.length > 1 && (
          <li>
            {rich("together: {part}", {
              part: (
                <b data-count={count.multiplications}>
                  <Covered tensor={path}>{counted(count.multiplications)}</Covered>
                </b>
              ),
            })}
          </li>
        )}
      </ul>
      <span
        className={styles["bar"]}
        style={variables({ "--share": count.multiplications / most })}
        aria-hidden
      />
    </section>
  );
}
