/** Which picture: one of the lab's, a file, or the camera. */
import { word } from "../language/words";
import { t } from "../language/words";
import { Camera, CameraOff, ImageUp } from "lucide-react";
import { FileButton } from "../figures/marks/controls/FileButton";
import { isOwnPicture, titleOf } from "./photos";
import styles from "./picture.module.css";

export interface PictureChoiceProps {
  readonly name: string;
  readonly options: readonly { readonly name: string; readonly title: string }[];
  readonly onName: (name: string) => void;
  readonly onFile: (file: File) => void;
  /** The camera is on. */
  readonly live: boolean;
  readonly onCamera: (on: boolean) => void;
  /** Controls that are not offered, and controls that are fixed: "photo", "own", "camera". */
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
}

export function PictureChoice({
  name,
  options,
  onName,
  onFile,
  live,
  onCamera,
  hidden,
  locked,
}: PictureChoiceProps) {
  return (
    <>
      {!hidden.has("photo") && (
        <label className={styles["field"]}>
          <span>{t("Picture")}</span>
          <select
            value={name}
            disabled={locked.has("photo")}
            onChange={(event) => onName(event.currentTarget.value)}
          >
            {options.map((photo) => (
              <option key={photo.name} value={photo.name}>
                {word(photo.title)}
              </option>
            ))}
            {isOwnPicture(name) && options.every((one) => one.name !== name) && (
              <option value={name}>{word(titleOf(name))}</option>
            )}
            {name === "own" && <option value="own">{t("Your picture")}</option>}
            {name === "live" && <option value="live">{t("Camera")}</option>}
          </select>
        </label>
      )}
      {!hidden.has("own") && (
        <FileButton
          label={t("Open a picture")}
          accept="image/*"
          disabled={locked.has("own")}
          onFile={onFile}
        >
          <ImageUp aria-hidden size={18} /> {t("Open a picture")}
        </FileButton>
      )}
      {!hidden.has("camera") && (
        <button
          type="button"
          className="button"
          aria-pressed={live}
          disabled={locked.has("camera")}
          onClick={() => onCamera(!live)}
        >
          {live ? <CameraOff aria-hidden size={18} /> : <Camera aria-hidden size={18} />}{" "}
          {live ? t("Stop the camera") : t("Camera")}
        </button>
      )}
    </>
  );
}
