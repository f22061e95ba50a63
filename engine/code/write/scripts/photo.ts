/** Filters on a grey photo. */
import type { Nested } from "../../../core/tensor";

export interface FilterPass {
  readonly filter: Nested;
  /** Top, left, bottom, right, in pixels. */
  readonly padding: readonly number[];
  readonly stride: number;
  /** Added to every sum, then ReLU; null: the sum alone. */
  readonly bias: number | null;
}

/** `size` is what comes out: rows and columns. */
export function photoScript(
  photo: string,
  passes: readonly FilterPass[],
  size: readonly number[],
): string {
  const lines = passes.map(({ filter, padding, stride, bias }) => {
    const [top = 0, left = 0, bottom = 0, right = 0] = padding;
    const weights = `torch.tensor(${JSON.stringify(filter)}, dtype=torch.float32)[None, None]`;
    const convolved = `F.conv2d(F.pad(x, (${left}, ${right}, ${top}, ${bottom})), ${weights}, stride=${stride})`;
    return `x = ${bias === null ? convolved : `F.relu(${convolved} + ${bias})`}`;
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

interface ShiftedCutOut {
  readonly row: number;
  readonly column: number;
  readonly mirrored: boolean;
  /** null: the colours stay. */
  readonly alphas: readonly number[] | null;
}

/** `sides`: of the picture, and of what is cut out. */
export function cutOutScript(
  photo: string,
  { row, column, mirrored, alphas }: ShiftedCutOut,
  [whole, side]: readonly [number, number],
): string {
  const shifting =
    alphas === null
      ? []
      : [
          "covariance = torch.cov(picture.reshape(3, -1), correction=0)",
          "values, directions = torch.linalg.eigh(covariance)  # the smallest first",
          `alpha = torch.tensor(${JSON.stringify(alphas)})`,
          "x = x + (directions.flip(1) @ (alpha * values.flip(0))).reshape(3, 1, 1)",
        ];
  return [
    "import torch",
    "import numpy as np",
    "from PIL import Image",
    "",
    `photo = Image.open("${photo}.png").convert("RGB").resize((${whole}, ${whole}))`,
    "picture = torch.tensor(np.array(photo), dtype=torch.float32).permute(2, 0, 1) / 255",
    `x = picture[:, ${row}:${row + side}, ${column}:${column + side}]`,
    ...(mirrored ? ["x = x.flip(2)"] : []),
    ...shifting,
    `assert x.shape == (3, ${side}, ${side})`,
    "",
  ].join("\n");
}
