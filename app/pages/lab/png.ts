/** An SVG as pixels, for programs that read no drawings. */
import { t } from "../../language/words";
import { LabError } from "../../../engine/core/errors";

/** Pixels for each unit of the drawing: sharp on paper. */
const SHARPNESS = 2;
/** Browsers draw no larger canvas. */
const LARGEST = 8192;

export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const scale = Math.min(SHARPNESS, LARGEST / Math.max(1, width, height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob !== null) return blob;
  } catch {
    // Said below.
  } finally {
    URL.revokeObjectURL(url);
  }
  throw new LabError(
    "lost",
    t("this browser cannot draw the picture as PNG"),
    t("Save it as SVG."),
  );
}
