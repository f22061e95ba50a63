/** Pictures and their labels as NumPy saves them: two npy files, or one npz. Pure. */
import { t, word } from "../../language/words";
import { LabError } from "../../../engine/core/errors";
import { MAX_FILE_BYTES } from "../../../engine/data/formats/limits";
import { readNpy } from "../../../engine/data/formats/npy";
import { unzip } from "../../../engine/data/formats/zip";
import { picturesFrom } from "./arrays";
import type { OwnPictures } from "./pictures";

const ADVICE =
  "Save both: pictures [N, rows, columns], with one or three channels first or last, and labels [N] as whole numbers.";

/** The files may be in either order. Throws LabError "format" or "limit". */
export function readNpyPair(files: readonly Uint8Array[]): OwnPictures {
  return picturesFrom(files.map(readNpy), word(ADVICE));
}

/** Two arrays of any names; of more those called `x_train` and `y_train`, as Keras's data sets. */
export function readNpz(file: Uint8Array): OwnPictures {
  const found = unzip(file, (path) => path.endsWith(".npy"), { bytes: 4 * MAX_FILE_BYTES });
  const all = [...found.values()];
  if (all.length <= 2) return readNpyPair(all);
  const [x, y] = ["x_train.npy", "y_train.npy"].map((name) => found.get(name));
  if (x === undefined || y === undefined)
    throw new LabError(
      "format",
      t("the file has {all} arrays: {value}", {
        all: all.length,
        value: [...found.keys()].slice(0, 6).join(", "),
      }),
      t("Save two, or call them x_train and y_train."),
    );
  return readNpyPair([x, y]);
}
