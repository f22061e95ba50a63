import { useEffect, useRef } from "react";

interface PixelCanvasProps {
  /** rows × columns; null: nothing yet. */
  readonly rgba: Uint8ClampedArray | null;
  readonly rows: number;
  readonly columns: number;
  readonly className?: string | undefined;
}

/** A picture drawn pixel by pixel, as large as its style says. What it shows is said around it. */
export function PixelCanvas({ rgba, rows, columns, className }: PixelCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = rgba === null ? null : canvas.current?.getContext("2d");
    if (rgba === null || context == null || rows * columns === 0) return;
    const image = new ImageData(columns, rows);
    image.data.set(rgba);
    context.putImageData(image, 0, 0);
  }, [rgba, rows, columns]);
  return (
    <canvas ref={canvas} width={columns} height={rows} className={className} aria-hidden="true" />
  );
}
