/** Inputs made of one photo: cut out, mirrored, with shifted colours. */
import { cutOutScript } from "../../../engine/code/write/scripts/photo";
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
  torch: (state) => {
    const [wanted] = wantedOf(state);
    return cutOutScript(state.photo, { ...CORNER, ...wanted }, [WHOLE, SIDE]);
  },
});

function describe(state: CutOutsState): string {
  const { photo, shows, row, column, mirrored, colours, spread } = state;
  const shifted = colours ? `, colours shifted with a spread of α of ${spread}` : "";
  const of = `a picture (${titleOf(photo)}) of ${WHOLE}×${WHOLE} pixels`;
  switch (shows) {
    case "one":
      return `The cut-out of ${SIDE}×${SIDE} from row ${row}, column ${column} of ${of}${mirrored ? ", mirrored" : ""}${shifted}.`;
    case "batch":
      return `${BATCH} cut-outs of ${SIDE}×${SIDE}, drawn by chance from ${of}${shifted}.`;
    case "use":
      return `Ten cut-outs of ${SIDE}×${SIDE} from ${of}: four corners and the middle, each as it is and mirrored.`;
    default:
      shows satisfies never;
      return "";
  }
}
