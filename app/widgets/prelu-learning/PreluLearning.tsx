/**
 * The slope that is learned: the points, the function through them, and the sum behind its
 * gradient.
 */
import { t } from "../../language/words";
import { evaluateAt } from "../../explorer/activations";
import { FigureFrame } from "../../explorer/FigureFrame";
import { FitPlot } from "../../figures/activation/FitPlot";
import { layOut } from "../../figures/describe/arithmetic";
import { spoken } from "../../figures/describe/number";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { COVER, useCovered } from "../../figures/marks/covered";
import { Readout } from "../../figures/marks/readout/Readout";
import { Controls } from "../fields/Controls";
import type { WidgetProps } from "../widget";
import { fields, type LearningState, preluLearning } from "./definition";
import { INPUTS, learn } from "./learning";

export function PreluLearning(props: WidgetProps<LearningState>) {
  const { state } = props;
  const covered = useCovered("gradient");
  const now = learn(state, state.at).at(-1);
  if (now === undefined) return null;
  const next = now.alpha - state.learningRate * now.gradient;
  const points = INPUTS.map((x, at) => ({
    x,
    target: now.targets[at] ?? 0,
    output: now.outputs[at] ?? 0,
  }));
  // Straight on both sides of its kink: three points are the whole function.
  const ends = [INPUTS[0], 0, INPUTS[INPUTS.length - 1] ?? 0];
  const curve = evaluateAt("prelu", { alpha: now.alpha }, ends).value.map((y, at) => ({
    x: ends[at] ?? 0,
    y,
  }));
  return (
    <FigureFrame>
      <Controls {...props} table={fields} />
      <FitPlot label={preluLearning.describe(state)} points={points} curve={curve} ratio={0.42} />
      <p>
        {t(
          "∂E/∂α adds up what arrives at every input below zero, times that input; inputs above zero do not move α at all.",
        )}
      </p>
      {covered ? null : (
        <ArithmeticStrip
          title={t("the gradient of the slope α")}
          arithmetic={layOut(now.explanation(), { value: now.gradient, role: "gradient" })}
        />
      )}
      <Readout
        facts={[
          { name: "loss", value: spoken(now.loss) },
          { name: "α now", value: spoken(now.alpha) },
          { name: "∂E/∂α", value: covered ? COVER : spoken(now.gradient), role: "gradient" },
          {
            name: t("α after the next update, α − η·∂E/∂α"),
            value: covered ? COVER : spoken(next),
          },
        ]}
      />
    </FigureFrame>
  );
}
