/** The camera as grey pictures at video rate, while `on` and visible. Its light goes out as soon as nobody looks. */
import { useEffect, useState } from "react";
import type { GreyPicture } from "./grey";
import { greySquare } from "./open-picture";

export interface Camera {
  readonly picture: GreyPicture | null;
  readonly problem: string;
}

export function useCamera(on: boolean): Camera {
  const [picture, setPicture] = useState<GreyPicture | null>(null);
  const [problem, setProblem] = useState("");
  const [shown, setShown] = useState(() => !document.hidden);
  useEffect(() => {
    const onVisibility = (): void => setShown(!document.hidden);
    document.addEventListener("visibilitychange", onVisibility);
    return () => document.removeEventListener("visibilitychange", onVisibility);
  }, []);
  useEffect(() => {
    if (!on || !shown) return;
    return watch(setPicture, setProblem);
  }, [on, shown]);
  return { picture: on ? picture : null, problem: on ? problem : "" };
}

function watch(onPicture: (picture: GreyPicture) => void, onProblem: (problem: string) => void): () => void {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  let stream: MediaStream | null = null;
  let stopped = false;
  let frame = 0;
  const draw = (): void => {
    if (stopped) return;
    const side = Math.min(video.videoWidth, video.videoHeight);
    if (side > 0) onPicture(greySquare(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side));
    frame = video.requestVideoFrameCallback(draw);
  };
  const begin = async (): Promise<void> => {
    try {
      if (navigator.mediaDevices === undefined) throw new DOMException("", "SecurityError");
      const opened = await navigator.mediaDevices.getUserMedia({
        video: { width: 640, height: 480, facingMode: "environment" },
        audio: false,
      });
      if (stopped) return stopAll(opened);
      stream = opened;
      video.srcObject = opened;
      await video.play();
      onProblem("");
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
export function reasonOf(error: unknown): string {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
      return "The browser was not allowed to use the camera. Allow it in the address bar, or open a picture instead.";
    case "NotFoundError":
    case "OverconstrainedError":
      return "No camera was found on this machine. Open a picture instead.";
    case "NotReadableError":
    case "AbortError":
      return "The camera is in use by another program. Close it there and try again.";
    case "SecurityError":
      return "The camera works only on a page that was opened over https or from this machine.";
    default:
      return "The camera could not be started. Open a picture instead.";
  }
}
