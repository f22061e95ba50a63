/** Which picture, which filter, and how it moves. */
import { ofLesson, PATTERNS, PHOTOS } from "../../pictures/photos";
import { PictureChoice } from "../../pictures/PictureChoice";
import { Controls } from "../fields/Controls";
import { useFigureServices } from "../services";
import type { WidgetProps } from "../widget";
import styles from "./photo-filter.module.css";
import { fields, type PhotoState } from "./state";

export interface PhotoControlsProps extends WidgetProps<PhotoState> {
  readonly onFile: (file: File) => void;
  /** The camera is on. */
  readonly live: boolean;
  readonly onCamera: (on: boolean) => void;
}

const SHOWN = ["filter", "stride", "padding", "repeat", "blurFirst"] as const;

export function PhotoControls(props: PhotoControlsProps) {
  const { state, change } = props;
  const { pictures } = useFigureServices();
  const picture = (
    <PictureChoice
      {...props}
      name={state.source}
      options={[...PHOTOS, ...PATTERNS, ...ofLesson(pictures)]}
      onName={(source) => change({ ...state, source })}
    />
  );
  return (
    <Controls
      {...props}
      table={fields}
      show={SHOWN}
      first={picture}
      className={styles["controls"]}
    />
  );
}
