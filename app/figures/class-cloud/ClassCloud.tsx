/**
 * Examples in a plane, each as the number of its class; one whose answer is wrong is underlined and
 * in another colour. One class may be lit, one example is chosen.
 */
import { t } from "../../language/words";
import { extent, linear } from "../curve/scale";
import { useRoom } from "../curve/useRoom";
import { Slider } from "../marks/controls/Slider";
import { classes } from "../marks/style";
import styles from "./class-cloud.module.css";

export interface ClassCloudProps {
  readonly title: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
  /** What was answered. */
  readonly said: ArrayLike<number>;
  /** −1: all are lit. */
  readonly lit: number;
  readonly chosen: number;
  readonly onChoose: (at: number) => void;
}

const HEIGHT = 420;
const MARGIN = 14;

export function ClassCloud(props: ClassCloudProps) {
  const { title, x, y, labels, said, lit, chosen, onChoose } = props;
  const [element, { width }] = useRoom<HTMLDivElement>(640);
  const across = scaleOf(x, MARGIN, width - MARGIN);
  const up = scaleOf(y, HEIGHT - MARGIN, MARGIN);
  const order = Array.from(labels, (_, at) => at);
  const wrong = order.filter((at) => labels[at] !== said[at]).length;
  return (
    <div ref={element} className={styles["cloud"]}>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={t(
          "{title}: {order} examples by two numbers, {wrong} of them answered wrongly.",
          { title, order: order.length, wrong },
        )}
      >
        {[...order.filter((at) => at !== chosen), chosen].map((at) => (
          <g
            key={at}
            className={classes(
              styles["one"],
              labels[at] !== said[at] && styles["wrong"],
              lit >= 0 && labels[at] !== lit && styles["faint"],
              at === chosen && styles["chosen"],
            )}
            transform={`translate(${across.at(x[at] ?? 0).toFixed(1)},${up.at(y[at] ?? 0).toFixed(1)})`}
            onClick={() => onChoose(at)}
          >
            {at === chosen && <circle r={11} />}
            <text textAnchor="middle" dy="0.35em">
              {labels[at]}
            </text>
          </g>
        ))}
      </svg>
      <Slider
        label={t("Picture")}
        value={chosen}
        from={0}
        to={Math.max(0, order.length - 1)}
        step={1}
        onChange={onChoose}
      />
    </div>
  );
}

function scaleOf(values: ArrayLike<number>, from: number, to: number) {
  const [low, high] = extent(Array.from(values), "linear") ?? [0, 1];
  return linear(low, high === low ? low + 1 : high, from, to);
}
