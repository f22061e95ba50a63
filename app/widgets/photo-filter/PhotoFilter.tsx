/**
 * A filter on a photo: the picture, the result with its scale, and the window of one pixel worked
 * out. A picture may be opened, dropped on the figure or pasted into it; nothing is sent anywhere.
 */
import { t, word } from "../../language/words";
import { useEffect } from "react";
import { ColourScale } from "../../figures/marks/colour-scale/ColourScale";
import { useWidth } from "../../figures/marks/use-width";
import { useWindowHeight } from "../../figures/marks/use-window-height";
import { clampPlace, type Place, samePlace } from "../../figures/marks/grid";
import { variables } from "../../figures/marks/style";
import { HeatMap } from "../../figures/marks/heat-map/HeatMap";
import type { Colouring } from "../../figures/marks/number-grid/cell-style";
import { Controls } from "../fields/Controls";
import { useFigureServices } from "../services";
import { useFigurePicture } from "../../pictures/usePicture";
import type { WidgetProps } from "../widget";
import { PictureTarget, Waiting } from "../../pictures/PictureTarget";
import { useCameraPress } from "../../pictures/useCameraPress";
import { PhotoControls } from "./PhotoControls";
import { creditOf, titleOf } from "../../pictures/photos";
import styles from "./photo-filter.module.css";
import { PixelArithmetic } from "./PixelArithmetic";
import { fields, isPictureLike, passesOf, type PhotoState } from "./state";
import { type Filtered, useFiltered } from "./useFiltered";
import { GREY_PICTURES } from "../../pictures/grey-pictures";

/**
 * A photo's share of the window's height, so that the arithmetic is seen with it; and the least
 * side, px.
 */
const SHARE = 0.27;
/** On the stage of a lecture, above the arithmetic. */
const STAGE_SHARE = 0.33;
const SMALLEST = 240;
/** Between the photo and the result, which stand side by side on a phone, too; px. */
const GAP = 16;

/** Beside what it does, also where the other controls are below. */
const BIAS = ["bias"] as const;
const BRIGHTNESS: Colouring = { palette: "grey", low: 0, high: 255 };

export function PhotoFilter(props: WidgetProps<PhotoState>) {
  const { state, change } = props;
  const services = useFigureServices();
  const { computedBy } = services;
  const [pressed, setPressed] = useCameraPress(state.source);
  const { filtered, problem: failure, filter } = useFiltered(passesOf(state));
  const choose = (source: string): void => change({ ...state, source });
  const { picture, live, remark, problem, onFile, lessonPictures } = useFigurePicture(
    GREY_PICTURES,
    services,
    props,
    { name: state.source, onName: choose, watching: pressed, onFrame: filter },
  );
  useEffect(() => {
    if (picture !== null) filter(picture);
  }, [picture, filter]);
  const engine = filtered?.computedBy ?? null;
  useEffect(
    () => computedBy(engine === null ? null : t("Computed on this machine: {engine}.", { engine })),
    [computedBy, engine],
  );
  const onCamera = (on: boolean): void => {
    setPressed(on);
    change({ ...state, source: on ? "live" : "chelsea" });
  };
  const on = state.source === "live" && pressed;
  return (
    <PictureTarget
      onFile={onFile}
      problem={problem === "" ? failure : problem}
      controls={
        props.mode !== "print" && (
          <PhotoControls
            {...props}
            lessonPictures={lessonPictures}
            live={on}
            onName={choose}
            onCamera={onCamera}
            onFile={onFile}
          />
        )
      }
    >
      {filtered === null || (picture === null && !live) ? (
        <Waiting name={state.source} pressed={pressed} problem={problem} />
      ) : (
        <Pictures {...props} filtered={filtered} remark={remark} />
      )}
    </PictureTarget>
  );
}

interface PicturesProps extends WidgetProps<PhotoState> {
  readonly filtered: Filtered;
  readonly remark: string;
}

function Pictures(props: PicturesProps) {
  const { state, change, hidden, filtered } = props;
  const { after } = filtered;
  const [frame, width] = useWidth<HTMLDivElement>(640);
  const share = props.mode === "stage" ? STAGE_SHARE : SHARE;
  const room = Math.max(SMALLEST, Math.floor(share * useWindowHeight()));
  const side = Math.max(120, Math.min(room, Math.floor((width - GAP) / 2)));
  const inside = (row: number, column: number): Place => clampPlace({ row, column }, after);
  const pixel = inside(state.pixel.row, state.pixel.column);
  const goTo = (row: number, column: number): void => {
    const to = inside(row, column);
    if (!samePlace(to, state.pixel)) change({ ...state, pixel: to }, { history: "merge" });
  };
  const shown = { ...props, side, pixel, goTo };
  return (
    <>
      <div ref={frame} className={styles["pictures"]} style={variables({ "--side": `${side}px` })}>
        <Before {...shown} />
        <div className={styles["picture"]}>
          <p className={styles["title"]} data-role="output">
            {t("Result")} <span>{`${after.rows} × ${after.columns}`}</span>
          </p>
          <HeatMap
            label={t("Result")}
            rows={after.rows}
            columns={after.columns}
            data={after.data}
            colouring={colouringOf(state)}
            width={side}
            cursor={pixel}
            onAsk={(place) => goTo(place.row, place.column)}
            onCursor={(place) => goTo(place.row, place.column)}
          />
          <ColourScale label="result" {...colouringOf(state)} />
        </div>
      </div>
      {state.layer && props.mode !== "print" && (
        <Controls {...props} table={fields} show={BIAS} className={styles["bias"]} />
      )}
      {!hidden.has("arithmetic") && <PixelArithmetic {...props} pixel={pixel} />}
    </>
  );
}

interface BeforeProps extends PicturesProps {
  readonly side: number;
  /** Of the result. */
  readonly pixel: Place;
  readonly goTo: (row: number, column: number) => void;
}

/** What goes into the last filter, with the window that the pixel is made of. */
function Before({ state, filtered, remark, side, pixel, goTo }: BeforeProps) {
  const { before, passes } = filtered;
  const last = passes.at(-1);
  const stride = last?.stride ?? 1;
  const [rows, columns] = [last?.filter.length ?? 1, last?.filter[0]?.length ?? 1];
  const [top, left] =
    last?.padding === "zero" ? [rows, columns].map((size) => Math.floor((size - 1) / 2)) : [];
  const row = pixel.row * stride - (top ?? 0);
  const column = pixel.column * stride - (left ?? 0);
  const worked = passes.length > 1;
  const title = worked ? t("What goes into the last filter") : word(titleOf(state.source));
  const signed = worked && !isPictureLike(state.filter) && state.repeat > 1;
  return (
    <div className={styles["picture"]}>
      <p className={styles["title"]} data-role="input">
        {title} <span>{`${before.rows} × ${before.columns}`}</span>
      </p>
      <HeatMap
        label={title}
        rows={before.rows}
        columns={before.columns}
        data={before.data}
        colouring={signed ? colouringOf(state) : BRIGHTNESS}
        width={side}
        rings={[{ row, column, rows, columns, hue: "weight" }]}
        onAsk={(place) => goTo(Math.floor(place.row / stride), Math.floor(place.column / stride))}
      />
      <p className={styles["credit"]}>{remark === "" ? creditOf(state.source) : remark}</p>
    </div>
  );
}

/**
 * Pictures on the scale of pictures; differences on a signed one that a third of the largest
 * possible value fills.
 */
function colouringOf({ filter }: PhotoState): Colouring {
  if (isPictureLike(filter)) return BRIGHTNESS;
  const most = filter.flat().reduce((sum, weight) => sum + Math.max(0, weight), 0);
  const least = filter.flat().reduce((sum, weight) => sum - Math.min(0, weight), 0);
  const high = Math.max(1, Math.round(85 * Math.max(most, least)));
  return { palette: "diverging", low: -high, high };
}
