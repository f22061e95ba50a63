/** Pictures and their labels as MNIST and its relatives have them: two files of IDX. Pure. */
import { t } from "../../language/words";
import { readIdx } from "../../../engine/data/formats/idx";
import { picturesFrom } from "./arrays";
import type { OwnPictures } from "./pictures";

/** The files may be in either order. Rejects with LabError "format" or "limit". */
export async function readIdxPair(files: readonly Uint8Array[]): Promise<OwnPictures> {
  return picturesFrom(
    await Promise.all(files.map(readIdx)),
    t("Choose both together: train-images-idx3-ubyte and train-labels-idx1-ubyte."),
  );
}
