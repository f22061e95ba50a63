/** Every practice generator, one line each. */
import { batchNormCell } from "./batch-norm-cell";
import { chainRule } from "./chain-rule";
import { gradientCell } from "./gradient-cell";
import { missingStridePadding } from "./missing-stride-padding";
import { outputCell } from "./output-cell";
import { outputSizeGenerator } from "./output-size";
import { parameterCount } from "./parameter-count";
import { pooling } from "./pooling";
import type { Generator } from "./practice";
import { receptivePixels } from "./receptive-pixels";
import { chooseCode } from "./translate/choose-code";
import { chooseDrawing } from "./translate/choose-drawing";
import { fillBoxes } from "./translate/fill-boxes";
import { fillTable } from "./translate/fill-table";
import { writeCodeGenerator } from "./translate/write-code";
import { softmaxCell } from "./softmax-cell";
import { volumeCell } from "./volume-cell";

export const generators: Readonly<Record<string, Generator>> = {
  "output-size": outputSizeGenerator,
  "output-cell": outputCell,
  "volume-cell": volumeCell,
  "gradient-cell": gradientCell,
  "parameter-count": parameterCount,
  pooling,
  "chain-rule": chainRule,
  "softmax-cell": softmaxCell,
  "batch-norm-cell": batchNormCell,
  "receptive-pixels": receptivePixels,
  "missing-stride-padding": missingStridePadding,
  "choose-code": chooseCode,
  "choose-drawing": chooseDrawing,
  "fill-boxes": fillBoxes,
  "fill-table": fillTable,
  "write-code": writeCodeGenerator,
};
