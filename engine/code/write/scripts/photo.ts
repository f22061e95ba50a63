/** Filters on a grey photo. */
import type { Nested } from "../../../core/tensor";

export interface FilterPass {
  readonly filter: Nested;
  /** Top, left, bottom, right, in pixels. */
  readonly padding: readonly number[];
  readonly stride: number;
}

/** `size` is what comes out: rows and columns. */
export function photoScript(
  photo: string,
  passes: readonly FilterPass[],
  size: readonly number[],
): string {
  const lines = passes.map(({ filter, padding, stride }) => {
    const [top = 0, left = 0, bottom = 0, right = 0] = padding;
    const weights = `torch.tensor(${JSON.stringify(filter)}, dtype=torch.float32)[None, None]`;
    return `x = F.conv2d(F.pad(x, (${left}, ${right}, ${top}, ${bottom})), ${weights}, stride=${stride})`;
  });
  return [
    "import numpy as np, torch",
    "import torch.nn.functional as F",
    "from PIL import Image",
    "",
    `picture = Image.open("${photo}.png").convert("L").resize((256, 256))`,
    "x = torch.tensor(np.array(picture), dtype=torch.float32)[None, None]",
    ...lines,
    `assert x.shape == (1, 1, ${size.join(", ")})`,
    "",
  ].join("\n");
}
