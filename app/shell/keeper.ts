/** The page's own keeper: begins to store when it is first asked for. */
import { type Keeper, devicePersist, keep, load } from "../store/keep";
import { lab } from "../store/store";

let own: Keeper | null = null;

export function keeper(): Keeper {
  if (own === null) {
    load(lab, devicePersist());
    own = keep(lab, devicePersist());
  }
  return own;
}
