/** One pixel of the input: which pixel of the photo it is, and what is added to its colours. */
import { t } from "../../language/words";
import type { Tensor } from "../../../engine/core/tensor";
import type { ColourAxes } from "../../../engine/train/cut-outs";
import { subscript, tidy } from "../../figures/describe/number";
import { exact } from "../../figures/network-map/counts";
import { COLOURS } from "../../pictures/colour-pictures";
import styles from "./cut-outs.module.css";
import { type CutOutsState, INPUTS, orderOf, SIDE, wantedOf, WHOLE } from "./state";

const PLACES = 4;

interface PixelNumbersProps {
  readonly state: CutOutsState;
  readonly picture: Tensor;
  readonly input: Tensor;
  readonly axes: ColourAxes;
}

export function PixelNumbers({ state, picture, input, axes }: PixelNumbersProps) {
  const { row, column, mirrored, pixel } = state;
  const { pixelRow, pixelColumn } = pixel;
  const [wanted] = wantedOf(state);
  if (wanted === undefined) return null;
  const from = [row + pixelRow, column + (mirrored ? SIDE - 1 - pixelColumn : pixelColumn)];
  const of = ({ data }: Tensor, side: number, [i = 0, j = 0]: readonly number[], c: number) =>
    data[(c * side + i) * side + j] ?? Number.NaN;
  return (
    <div className={styles["numbers"]}>
      <p>
        {t(
          "Input {order} of {inputs}. Its pixel {pixelRow}, {pixelColumn} is the photo’s pixel {from}.",
          {
            order: exact(orderOf(state) + 1),
            inputs: exact(INPUTS),
            pixelRow,
            pixelColumn,
            from: from.join(", "),
          },
        )}
      </p>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("colour")}</th>
            <th scope="col">{t("photo")}</th>
            {wanted.alphas?.map((_, at) => (
              <th key={at} scope="col">
                {partName(at)}
              </th>
            ))}
            <th scope="col">{t("input")}</th>
          </tr>
        </thead>
        <tbody>
          {COLOURS.map((name, c) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{text(of(picture, WHOLE, from, c))}</td>
              {wanted.alphas?.map((_, at) => (
                <td key={at}>{text(partOf(axes, wanted.alphas, at, c))}</td>
              ))}
              <td>{text(of(input, SIDE, [pixelRow, pixelColumn], c))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {wanted.alphas !== null && <Directions alphas={wanted.alphas} axes={axes} />}
    </div>
  );
}

/** What one direction adds to a channel: p α λ. */
function partOf(
  { directions, variances }: ColourAxes,
  alphas: readonly number[] | null,
  at: number,
  channel: number,
): number {
  return (directions[at]?.[channel] ?? 0) * (alphas?.[at] ?? 0) * (variances[at] ?? 0);
}

interface DirectionsProps {
  readonly alphas: readonly number[];
  readonly axes: ColourAxes;
}

/** The factors of what is added. */
function Directions({ alphas, axes: { directions, variances } }: DirectionsProps) {
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("direction")}</th>
          <th scope="col">{t("p: red, green, blue")}</th>
          <th scope="col">{t("variance λ")}</th>
          <th scope="col">{t("α drawn")}</th>
        </tr>
      </thead>
      <tbody>
        {directions.map((direction, at) => (
          <tr key={at}>
            <th scope="row">{at + 1}</th>
            <td>{Array.from(direction, (one) => text(one, 2)).join(", ")}</td>
            <td>{text(variances[at] ?? 0)}</td>
            <td>{text(alphas[at] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function partName(at: number): string {
  const index = subscript(at + 1);
  return `p${index}α${index}λ${index}`;
}

function text(value: number, places = PLACES): string {
  return tidy(value.toFixed(places));
}
