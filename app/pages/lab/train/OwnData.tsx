/**
 * Pictures of one's own to learn from: a folder with a folder for each class, a zip, CSV, IDX, npy.
 */
import { t } from "../../../language/words";
import { Camera, FolderOpen, Images } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useStore } from "zustand";
import { Button } from "../../../figures/marks/controls/Button";
import { FileButton } from "../../../figures/marks/controls/FileButton";
import { reason } from "../../../shell/reason";
import { forgetOwn, keepOwn, own } from "./own/own-set";
import type { OwnPictures, OwnSet } from "../../../pictures/own/pictures";
import styles from "../workbench.module.css";

interface OwnDataProps {
  /** What the network reads: pictures are made so large. */
  readonly read: OwnPictures["shape"];
  /** They are collected with the camera now. */
  readonly camera: boolean;
  readonly onSet: (set: OwnSet) => Promise<void>;
}

const OWN_FILES = ".csv,.zip,.gz,.idx,.npy,.npz";

export function OwnData({ read, camera, onSet }: OwnDataProps): ReactNode {
  const { set } = useStore(own);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  const opening = useRef<AbortController>(null);
  const open = async (files: readonly File[]): Promise<void> => {
    // What was chosen before and is still being opened is given up.
    opening.current?.abort();
    const { signal } = (opening.current = new AbortController());
    setProblem("");
    setSaid(t("The pictures are being opened…"));
    try {
      const { openOwn } = await import("../../../pictures/own/open-own");
      const opened = await openOwn(files, read, setSaid, signal);
      signal.throwIfAborted();
      await onSet(opened);
      setSaid("");
    } catch (error) {
      if (signal.aborted) return;
      setSaid("");
      setProblem(t("They were not opened: {error}", { error: reason(error) }));
    }
  };
  return (
    <div className={styles["own"]}>
      <div className="row">
        <span>{t("Your own pictures:")}</span>
        <a className="button" href={camera ? "#/lab?part=train" : "#/lab?part=train&from=camera"}>
          <Camera aria-hidden size={17} /> {camera ? t("Put the camera away") : t("Camera")}
        </a>
        <FileButton
          label={t("A folder of pictures")}
          accept="image/*"
          folder
          onFiles={(files) => void open(files)}
        >
          <FolderOpen aria-hidden size={17} /> {t("Folder")}
        </FileButton>
        <FileButton
          label={t("Pictures as zip, CSV, IDX or npy")}
          accept={OWN_FILES}
          onFiles={(files) => void open(files)}
        >
          <Images aria-hidden size={17} /> {t("Zip, CSV, IDX, npy")}
        </FileButton>
        <output className="soft">{said === "" ? wordsOf(set) : said}</output>
      </div>
      {problem !== "" && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      <Kept />
      {set?.remarks.map((remark) => (
        <p key={remark} role="note">
          {remark}
        </p>
      ))}
    </div>
  );
}

/**
 * Whether the pictures are there after a reload; pictures of a camera are kept when it is asked.
 */
function Kept(): ReactNode {
  const { set, kept, unkept } = useStore(own);
  if (set === null) return null;
  return (
    <div className="row">
      <Button onClick={() => void (kept ? forgetOwn() : keepOwn())}>
        {kept ? t("Forget these pictures") : t("Keep these pictures on this device")}
      </Button>
      <output className="soft">
        {unkept !== ""
          ? unkept
          : kept
            ? t("They are kept on this device, and are here after a reload.")
            : t("They are gone when the page is closed.")}
      </output>
    </div>
  );
}

function wordsOf(set: OwnSet | null): string {
  if (set === null)
    return t(
      "One folder for each class; they stay on this machine. Or learn the lab's pictures, below.",
    );
  const { classes, shape, training, heldOut, provided } = set;
  const named = classes.slice(0, 6).join(", ");
  return t(
    "{title}: {training} pictures to learn from, {heldOut} held out, {shape}, {classes} classes ({named}{classes2}).",
    {
      title: provided.title,
      training,
      heldOut,
      shape: shape.join("×"),
      classes: classes.length,
      named,
      classes2: classes.length > 6 ? " …" : "",
    },
  );
}
