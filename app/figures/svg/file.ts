/** A figure's picture as a file of its own, on the ground that it has on the page. */
import { drawingOf } from "./drawing";
import { fileOf } from "./tree";

export function pictureFile(picture: Element, title: string, description: string): string {
  const background = getComputedStyle(picture).getPropertyValue("--surface").trim();
  return fileOf(
    drawingOf(picture, {
      title,
      description,
      background: background === "" ? "white" : background,
    }),
  );
}
