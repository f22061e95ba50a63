/**
 * The camera at video rate, while `on` and visible. Its light goes out as soon as nobody looks.
 * Frames go straight to whoever works on them, not through React; a frame that comes while the page
 * is busy is skipped by the browser, never queued.
 */
import { t } from "../language/words";
import { useEffect, useEffectEvent, useState } from "react";
import { squareOf, type PictureKind } from "./open-picture";

export interface Camera {
  /** A frame has come. */
  readonly seen: boolean;
  readonly problem: string;
}

const NOTHING: Camera = { seen: false, problem: "" };

export function useCamera<Picture>(
  on: boolean,
  kind: PictureKind<Picture>,
  onPicture: (picture: Picture) => void,
): Camera {
  const [camera, setCamera] = useState(NOTHING);
  const [shown, setShown] = useState(() => !document.hidden);
  const take = useEffectEvent(onPicture);
  useEffect(() => {
    const onVisibility = (): void => setShown(!document.hidden);
    document.addEventListener("visibilitychange", onVisibility);
    return () => document.removeEventListener("visibilitychange", onVisibility);
  }, []);
  useEffect(() => {
    if (!on || !shown) return;
    const stop = watch(
      (video) => {
        take(squareOf(kind, video, video.videoWidth, video.videoHeight));
        setCamera((known) => (known.seen ? known : { seen: true, problem: "" }));
      },
      (problem) => setCamera({ seen: false, problem }),
    );
    return () => {
      stop();
      setCamera(NOTHING);
    };
  }, [on, shown, kind]);
  return on ? camera : NOTHING;
}

function watch(
  onFrame: (video: HTMLVideoElement) => void,
  onProblem: (problem: string) => void,
): () => void {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  let stream: MediaStream | null = null;
  let stopped = false;
  let frame = 0;
  const draw = (): void => {
    if (stopped) return;
    if (video.videoWidth > 0 && video.videoHeight > 0) onFrame(video);
    frame = video.requestVideoFrameCallback(draw);
  };
  const begin = async (): Promise<void> => {
    try {
      if (navigator.mediaDevices === undefined) throw new DOMException("", "SecurityError");
      const opened = await navigator.mediaDevices.getUserMedia({
        video: { width: 640, height: 480, frameRate: { ideal: 30 }, facingMode: "environment" },
        audio: false,
      });
      if (stopped) return stopAll(opened);
      stream = opened;
      video.srcObject = opened;
      await video.play();
      frame = video.requestVideoFrameCallback(draw);
    } catch (error) {
      if (!stopped) onProblem(reasonOf(error));
    }
  };
  void begin();
  return () => {
    stopped = true;
    video.cancelVideoFrameCallback(frame);
    if (stream !== null) stopAll(stream);
    video.srcObject = null;
  };
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Why there is no picture, and what to do about it. */
function reasonOf(error: unknown): string {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
      return t(
        "The browser was not allowed to use the camera. Allow it in the address bar, or open a picture instead.",
      );
    case "NotFoundError":
    case "OverconstrainedError":
      return t("No camera was found on this machine. Open a picture instead.");
    case "NotReadableError":
    case "AbortError":
      return t("The camera is in use by another program. Close it there and try again.");
    case "SecurityError":
      return t("The camera works only on a page that was opened over https or from this machine.");
    default:
      return t("The camera could not be started. Open a picture instead.");
  }
}
