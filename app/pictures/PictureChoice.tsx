/** Which picture: one of the lab's, a file, or the camera. */
import { t } from "../language/words";
import { Camera, CameraOff, ImageUp } from "lucide-react";
import { Button } from "../figures/marks/controls/Button";
import { FileButton } from "../figures/marks/controls/FileButton";
import { Select } from "../figures/marks/controls/Select";
import { isOwnPicture, titleOf } from "./photos";

export interface PictureChoiceProps {
  readonly name: string;
  readonly options: readonly { readonly name: string; readonly title: string }[];
  readonly onName: (name: string) => void;
  readonly onFile: (file: File) => void;
  /** The camera is on. */
  readonly live?: boolean;
  /** Without it there is no camera. */
  readonly onCamera?: (on: boolean) => void;
  /** Controls that are not offered, and controls that are fixed: "photo", "own", "camera". */
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
}

export function PictureChoice(props: PictureChoiceProps) {
  const { name, options, onName, onFile, live = false, onCamera, hidden, locked } = props;
  return (
    <>
      {!hidden.has("photo") && (
        <Select
          label={t("Picture")}
          value={name}
          locked={locked.has("photo")}
          options={offered(options, name)}
          onChange={onName}
        />
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
      {onCamera !== undefined && !hidden.has("camera") && (
        <Button aria-pressed={live} disabled={locked.has("camera")} onClick={() => onCamera(!live)}>
          {live ? <CameraOff aria-hidden size={18} /> : <Camera aria-hidden size={18} />}{" "}
          {live ? t("Stop the camera") : t("Camera")}
        </Button>
      )}
    </>
  );
}

/** Beside those that are always there, the one that is chosen. */
function offered(options: PictureChoiceProps["options"], name: string) {
  const all = options.map((one) => ({ value: one.name, title: one.title }));
  if (all.some(({ value }) => value === name)) return all;
  const titles: Readonly<Record<string, string>> = { own: t("Your picture"), live: t("Camera") };
  const title = titles[name] ?? (isOwnPicture(name) ? titleOf(name) : null);
  return title === null ? all : [...all, { value: name, title }];
}
