/** The shift test on a photo: both crops, both pooled pictures, and what changed in numbers. */
import { useEffect, useMemo, useState } from "react";
import { useWidth } from "../../figures/marks/use-width";
import { useWindowHeight } from "../../figures/marks/use-window-height";
import { HeatMap } from "../../figures/marks/heat-map/HeatMap";
import { ColourScale } from "../../figures/marks/colour-scale/ColourScale";
import type { Colouring } from "../../figures/marks/number-grid/looks";
import type { GreyPicture } from "../photo-filter/grey";
import { GREY_PICTURES } from "../photo-filter/source";
import { loadShipped } from "../../pictures/open-picture";
import { creditOf } from "../../pictures/photos";
import type { WidgetProps } from "../widget";
import styles from "./pool.module.css";
import { CHANGED, shiftTest } from "./shift";
import type { PoolState } from "./state";

/** A map's share of the window's height: two rows of them and the table are seen at once. */
const SHARE = 0.175;

const GREY: Colouring = { palette: "grey", low: 0, high: 255 };

export function ShiftView({ state }: WidgetProps<PoolState>) {
  const [loaded, setLoaded] = useState<{ readonly name: string; readonly picture: GreyPicture | null } | null>(null);
  useEffect(() => {
    let current = true;
    const done = (picture: GreyPicture | null): void => {
      if (current) setLoaded({ name: state.picture, picture });
    };
    loadShipped(GREY_PICTURES, state.picture).then(done, () => done(null));
    return () => {
      current = false;
    };
  }, [state.picture]);
  if (loaded === null) return <p className={styles["waiting"]}>The picture is being loaded…</p>;
  if (loaded.picture === null)
    return <p className={styles["waiting"]}>This photo could not be loaded. Choose another, or try again when you are online.</p>;
  return <Compared state={state} picture={loaded.picture} />;
}

function Compared({ state, picture }: { readonly state: PoolState; readonly picture: GreyPicture }) {
  const [frame, width] = useWidth<HTMLDivElement>(640);
  const test = useMemo(() => shiftTest(picture, state), [picture, state]);
  const room = Math.floor(SHARE * useWindowHeight());
  const side = Math.max(100, Math.min(room, Math.floor((width - 48) / (width < 480 ? 2 : 3)) - 4));
  const map = (title: string, data: Float32Array, rows: number, colouring: Colouring = GREY) => (
    <div className={styles["picture"]}>
      <p className={styles["title"]}>
        {title} <span>{`${rows} × ${rows}`}</span>
      </p>
      <HeatMap label={title} rows={rows} columns={rows} data={data} colouring={colouring} width={side} />
    </div>
  );
  const difference: Colouring = { palette: "diverging", low: -128, high: 128 };
  const moved = `Moved ${state.shift[0]} down, ${state.shift[1]} right`;
  return (
    <div ref={frame} className={styles["shift"]}>
      <div className={styles["top"]}>
        <div className={styles["maps"]} data-narrow={width < 480}>
          {map("Picture", test.before, test.side)}
          {map(moved, test.after, test.side)}
          {map("What changed", minus(test.after, test.before), test.side, difference)}
          {map("Pooled", test.pooledBefore, test.pooledSide)}
          {map("Pooled then", test.pooledAfter, test.pooledSide)}
          {map("What changed", minus(test.pooledAfter, test.pooledBefore), test.pooledSide, difference)}
        </div>
        <ColourScale label="change in brightness" {...difference} />
      </div>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">what</th>
            <th scope="col">cells</th>
            <th scope="col">changed by more than {CHANGED} of 255</th>
            <th scope="col">changed on average by</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">pixels</th>
            <td>{test.side ** 2}</td>
            <td>{percent(test.pixelsChanged)}</td>
            <td>{test.pixelsBy.toFixed(1)}</td>
          </tr>
          <tr>
            <th scope="row">after pooling</th>
            <td>{test.pooledSide ** 2}</td>
            <td>{percent(test.pooledChanged)}</td>
            <td>{test.pooledBy.toFixed(1)}</td>
          </tr>
        </tbody>
      </table>
      <p className={styles["hint"]}>{creditOf(state.picture)}</p>
    </div>
  );
}

function minus(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, at) => value - (b[at] ?? 0));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
