/** A photo, the window that is cut out of it, and the input that a network gets. */
import { t, word } from "../../language/words";
import { useMemo } from "react";
import type { Tensor } from "../../../engine/core/tensor";
import { colourAxes, type ColourAxes, cutOut } from "../../../engine/train/cut-outs";
import { FigureFrame } from "../../explorer/FigureFrame";
import { Button } from "../../figures/marks/controls/Button";
import { Photo } from "../../figures/photo/Photo";
import { WHOLE_PICTURES } from "../../pictures/colour-pictures";
import { creditOf, titleOf } from "../../pictures/photos";
import { PictureChoice } from "../../pictures/PictureChoice";
import { PictureTarget, Waiting } from "../../pictures/PictureTarget";
import { bytesOf } from "../../pictures/rgba";
import { Controls } from "../fields/Controls";
import { useFigurePicture } from "../../pictures/usePicture";
import { useFigureServices } from "../services";
import type { WidgetProps } from "../widget";
import styles from "./cut-outs.module.css";
import { ManyCutOuts } from "./ManyCutOuts";
import { PixelNumbers } from "./PixelNumbers";
import {
  type CutOutsState,
  drawnAnew,
  fields,
  PHOTOS,
  ROOM,
  shiftOf,
  SIDE,
  wantedOf,
  WHOLE,
} from "./state";

const OPTIONS = PHOTOS.map((name) => ({ name, title: titleOf(name) }));
/** What is tried stands above the pictures, also in a narrow figure; settings of it below. */
const TRIED = {
  one: ["shows", "mirrored", "colours", "spread"],
  batch: ["shows", "colours", "spread"],
  use: ["shows"],
} as const;
const PLACED = ["row", "column"] as const;

export function CutOuts(props: WidgetProps<CutOutsState>) {
  const { state, change, hidden, locked, mode } = props;
  const choose = (name: string): void => change(fields.restore({ ...state, photo: name }, state));
  const { picture, remark, problem, onFile, lessonPictures } = useFigurePicture(
    WHOLE_PICTURES,
    useFigureServices(),
    props,
    { name: state.photo, onName: choose },
  );
  const choosing = (
    <PictureChoice
      name={state.photo}
      options={[...OPTIONS, ...lessonPictures]}
      onName={choose}
      onFile={onFile}
      hidden={hidden}
      locked={locked}
    />
  );
  const tried = TRIED[state.shows].filter((name) => name !== "spread" || state.colours);
  return (
    <PictureTarget onFile={onFile} problem={problem} controls={null}>
      <FigureFrame>
        {mode !== "print" && (
          <Controls {...props} table={fields} show={tried} tried>
            {state.shows !== "use" && !hidden.has("draw") && (
              <Button disabled={locked.has("draw")} onClick={() => change(drawnAnew(state))}>
                {t("Draw anew")}
              </Button>
            )}
          </Controls>
        )}
        {picture === null ? (
          <Waiting name={state.photo} pressed={false} problem={problem} />
        ) : (
          <Shown {...props} picture={picture} />
        )}
        {mode !== "print" && (
          <Controls
            {...props}
            table={fields}
            show={state.shows === "one" ? PLACED : []}
            first={choosing}
          />
        )}
        <p className="soft">{remark === "" ? creditOf(state.photo) : remark}</p>
      </FigureFrame>
    </PictureTarget>
  );
}

export interface ShownProps extends WidgetProps<CutOutsState> {
  readonly picture: Tensor;
  readonly axes: ColourAxes;
}

function Shown(props: Omit<ShownProps, "axes">) {
  const { state, picture } = props;
  const axes = useMemo(() => colourAxes(picture), [picture]);
  return state.shows === "one" ? (
    <OneCutOut {...props} axes={axes} />
  ) : (
    <ManyCutOuts {...props} axes={axes} />
  );
}

function OneCutOut(props: ShownProps) {
  const { state, change, locked, hidden, picture, axes } = props;
  const [wanted] = wantedOf(state);
  const whole = useMemo(() => bytesOf(picture), [picture]);
  if (wanted === undefined) return null;
  const shift = shiftOf(axes, wanted);
  const input = cutOut(picture, SIDE, wanted, shift);
  const { pixelRow, pixelColumn } = state.pixel;
  const within = (at: number): number => Math.max(0, Math.min(ROOM, at - SIDE / 2));
  return (
    <>
      <div className={styles["pair"]}>
        <figure className={styles["picture"]} data-subject>
          <figcaption>{t("Photo, {whole}×{whole}", { whole: WHOLE })}</figcaption>
          <Photo
            label={t("{photo}, with the window that is cut out", {
              photo: word(titleOf(state.photo)),
            })}
            bytes={whole}
            side={WHOLE}
            cursor={{ row: state.row + SIDE / 2, column: state.column + SIDE / 2 }}
            window={SIDE}
            onCursor={(row, column) => {
              const moved = { ...state, row: within(row), column: within(column) };
              if (!locked.has("row") && !locked.has("column"))
                change(fields.restore(moved, state), { history: "merge" });
            }}
          />
        </figure>
        <figure className={styles["picture"]}>
          <figcaption>
            {t("Input, {side}×{side}{mirrored}", {
              side: SIDE,
              mirrored: state.mirrored ? t(", mirrored") : "",
            })}
          </figcaption>
          <Photo
            label={t("The input that is made of it")}
            bytes={bytesOf(input)}
            side={SIDE}
            cursor={{ row: pixelRow, column: pixelColumn }}
            onCursor={(row, column) =>
              change(
                { ...state, pixel: { pixelRow: row, pixelColumn: column } },
                { history: "merge" },
              )
            }
          />
        </figure>
      </div>
      {!hidden.has("numbers") && (
        <PixelNumbers state={state} picture={picture} input={input} axes={axes} />
      )}
    </>
  );
}
