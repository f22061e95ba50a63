/** The shape of the activation beside the plane, and how many points are on the right side. */
import { t } from "../../language/words";
import { percent } from "../../figures/curve/format";
import { printed, spoken } from "../../figures/describe/number";
import { Covered } from "../../figures/marks/covered";
import { Readout } from "../../figures/marks/readout/Readout";
import { PlanePlot } from "../../figures/plane/PlanePlot";
import { ShapePlot } from "../../figures/plane/ShapePlot";
import { FigureFrame } from "../../explorer/FigureFrame";
import { Controls } from "../fields/Controls";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import { FIRST, HIGHEST } from "./curve";
import { fields, plane, type PlaneState, seen } from "./definition";
import { EACH } from "./learner";
import styles from "./plane.module.css";
import { REACH } from "./points";

export function Plane(props: WidgetProps<PlaneState>) {
  const { state, change, hidden, locked, mode } = props;
  useAnnounced(state, plane.describe);
  const { now, points, logitAt, right } = seen(state);
  const drawn = (at: number, value: number): void => {
    const shape = state.shape.map((old, knot) => (knot === at ? value : old));
    change(fields.changed(state, { shape }), { history: "merge" });
  };
  return (
    <FigureFrame>
      <Controls {...props} table={fields} tried />
      <div className={styles["pair"]} data-alone={hidden.has("curve")}>
        {!hidden.has("curve") && (
          <section>
            <h3>{t("The activation: draw it")}</h3>
            <ShapePlot
              label={t("The activation, by its values at seven places")}
              first={FIRST}
              values={state.shape}
              highest={HIGHEST}
              onChange={locked.has("curve") || mode === "print" ? undefined : drawn}
            />
          </section>
        )}
        <section>
          <h3>{t("What the network answers")}</h3>
          <PlanePlot
            label={plane.describe(state)}
            points={points}
            reach={REACH}
            answer={(x, y) => Math.tanh(logitAt(x, y) / 2)}
          />
        </section>
      </div>
      <Readout
        facts={[
          {
            name: t("on the right side"),
            value: (
              <Covered tensor="right">
                {t("{right} of {count}", { right, count: points.length })}
              </Covered>
            ),
            role: "output",
          },
          {
            name: t("accuracy"),
            value: <Covered tensor="accuracy">{percent(right / points.length)}</Covered>,
            role: "output",
          },
          { name: t("updates"), value: spoken(state.at * EACH) },
          {
            name: t("training loss"),
            value: <Covered tensor="loss">{printed(spoken(now.loss))}</Covered>,
          },
        ]}
      />
    </FigureFrame>
  );
}
