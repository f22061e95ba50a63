/** Pictures before and after a change, what changed in each, and the change in numbers. */
import { t } from "../../language/words";
import { ColourScale } from "../marks/colour-scale/ColourScale";
import { HeatMap } from "../marks/heat-map/HeatMap";
import type { Colouring } from "../marks/number-grid/cell-style";
import { useWidth } from "../marks/use-width";
import { useWindowHeight } from "../marks/use-window-height";
import { exact } from "../network-map/counts";
import styles from "./compared-maps.module.css";

export interface Compared {
  /** In the table: "pixels". */
  readonly what: string;
  /** Over the maps: "Picture", "Moved 1 right". */
  readonly titles: readonly [string, string];
  readonly side: number;
  readonly before: Float32Array;
  readonly after: Float32Array;
  /** Share of the cells that changed by more than `limit`, 0 … 1, and the mean change. */
  readonly changed: number;
  readonly by: number;
}

/** A map's share of the window's height: two rows of them and the table are seen at once. */
const SHARE = 0.175;
const GREY: Colouring = { palette: "grey", low: 0, high: 255 };
const CHANGE: Colouring = { palette: "diverging", low: -128, high: 128 };

interface ComparedMapsProps {
  readonly rows: readonly Compared[];
  /** Levels of 255 beyond which a cell counts as changed. */
  readonly limit: number;
}

export function ComparedMaps({ rows, limit }: ComparedMapsProps) {
  const [frame, width] = useWidth<HTMLDivElement>(640);
  const room = Math.floor(SHARE * useWindowHeight());
  const across = width < 480 ? 2 : 3;
  const mapWidth = Math.max(100, Math.min(room, Math.floor((width - 48) / across) - 4));
  const map = (title: string, data: Float32Array, side: number, colouring: Colouring) => (
    <div className={styles["picture"]}>
      <p className={styles["title"]}>
        {title} <span>{`${side} × ${side}`}</span>
      </p>
      <HeatMap
        label={title}
        rows={side}
        columns={side}
        data={data}
        colouring={colouring}
        width={mapWidth}
      />
    </div>
  );
  return (
    <div ref={frame} className={styles["compared"]}>
      <div className={styles["top"]}>
        <div className={styles["maps"]} data-narrow={across === 2}>
          {rows.flatMap(({ what, titles: [was, is], side, before, after }) => [
            <div key={`${what} was`}>{map(was, before, side, GREY)}</div>,
            <div key={`${what} is`}>{map(is, after, side, GREY)}</div>,
            <div key={`${what} changed`}>
              {map(t("What changed"), minus(after, before), side, CHANGE)}
            </div>,
          ])}
        </div>
        <ColourScale label={t("change in brightness")} {...CHANGE} />
      </div>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("what")}</th>
            <th scope="col">{t("cells")}</th>
            <th scope="col">{t("changed by more than {limit} of 255", { limit })}</th>
            <th scope="col">{t("changed on average by")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, side, changed, by }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{exact(side ** 2)}</td>
              <td>{(100 * changed).toFixed(1)} %</td>
              <td>{by.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function minus(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, at) => value - (b[at] ?? 0));
}
