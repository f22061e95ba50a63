/** Inputs made of one photo: cut out, mirrored, with shifted colours. */
import { t, word } from "../../language/words";
import { tensor } from "../../../engine/core/tensor";
import { titleOf } from "../../pictures/photos";
import { BATCH, type CutOutsState, fields, INPUTS, SIDE, wantedOf, WHOLE } from "./state";

const CORNER = { row: 0, column: 0, mirrored: false, alphas: null };

export const cutOuts = fields.widget({
  name: "cut-outs",
  title: "Cut-outs of a photo",
  summary:
    "Inputs made of one photo as AlexNet's authors made them: a window of 224 out of 256 pixels, mirrored or not, colours shifted along their main directions; one, a drawn batch, or ten in use.",
  values: (state) => ({
    inputs: tensor([1], Float64Array.of(INPUTS)),
    first: tensor(
      [wantedOf(state).length, 2],
      Float64Array.from(wantedOf(state).flatMap(({ row, column }) => [row, column])),
    ),
  }),
  describe,
  torch: async (state) => {
    const { cutOutScript } = await import("../../../engine/code/write/scripts/photo");
    const [wanted] = wantedOf(state);
    return cutOutScript(state.photo, { ...CORNER, ...wanted }, [WHOLE, SIDE]);
  },
});

function describe(state: CutOutsState): string {
  const { photo, shows, row, column, mirrored, colours, spread } = state;
  const shifted = colours ? t(", colours shifted with a spread of α of {spread}", { spread }) : "";
  const of = t("a picture ({photo}) of {whole}×{whole} pixels", {
    photo: word(titleOf(photo)),
    whole: WHOLE,
  });
  switch (shows) {
    case "one":
      return t(
        "The cut-out of {side}×{side} from row {row}, column {column} of {count}{mirrored}{shifted}.",
        { side: SIDE, row, column, count: of, mirrored: mirrored ? t(", mirrored") : "", shifted },
      );
    case "batch":
      return t("{batch} cut-outs of {side}×{side}, drawn by chance from {count}{shifted}.", {
        batch: BATCH,
        side: SIDE,
        count: of,
        shifted,
      });
    case "use":
      return t(
        "Ten cut-outs of {side}×{side} from {count}: four corners and the middle, each as it is and mirrored.",
        { side: SIDE, count: of },
      );
    default:
      shows satisfies never;
      return "";
  }
}
