/** Which picture, which filter, and how it moves. */
import { PATTERNS, PHOTOS } from "../../pictures/photos";
import { PictureChoice, type PictureChoiceProps } from "../../pictures/PictureChoice";
import { Controls } from "../fields/Controls";
import type { WidgetProps } from "../widget";
import styles from "./photo-filter.module.css";
import { fields, type PhotoState } from "./state";

export interface PhotoControlsProps extends WidgetProps<PhotoState> {
  readonly lessonPictures: PictureChoiceProps["options"];
  readonly onName: (name: string) => void;
  readonly onFile: (file: File) => void;
  /** The camera is on. */
  readonly live: boolean;
  readonly onCamera: (on: boolean) => void;
}

const SHOWN = ["filter", "stride", "padding", "repeat", "blurFirst"] as const;

export function PhotoControls(props: PhotoControlsProps) {
  const picture = (
    <PictureChoice
      {...props}
      name={props.state.source}
      options={[...PHOTOS, ...PATTERNS, ...props.lessonPictures]}
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
