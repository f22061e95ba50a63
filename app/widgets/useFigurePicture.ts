/**
 * The picture that a figure's state names: one of the lab's or of the lesson, a file that the
 * reader opens, or what the camera sees.
 */
import type { PictureSource } from "../pictures/open-picture";
import { ofLesson } from "../pictures/photos";
import { usePicture } from "../pictures/usePicture";
import { useFigureServices } from "./services";
import type { WidgetProps } from "./widget";

interface Named<Picture> {
  readonly name: string;
  readonly onName: (name: string) => void;
  /** The reader has turned the camera on. */
  readonly watching?: boolean;
  readonly onFrame?: (picture: Picture) => void;
}

export function useFigurePicture<Picture>(
  source: PictureSource<Picture>,
  { id, locked }: Pick<WidgetProps<object>, "id" | "locked">,
  { name, onName, watching = false, onFrame }: Named<Picture>,
) {
  const { pictures, visible } = useFigureServices();
  const found = usePicture(source, {
    id,
    name,
    pictures,
    watching: watching && visible,
    onFrame,
    onOwn: locked.has("own") ? null : () => onName("own"),
  });
  /** To be offered beside the lab's. */
  return { ...found, lessonPictures: ofLesson(pictures) };
}
