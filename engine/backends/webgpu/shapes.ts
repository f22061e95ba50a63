/**
 * The extents that kernels read from binding 9: every distinct list of numbers has one 256-byte
 * place in one uniform buffer, written once at compile.
 */
import type { Dispatch } from "./kernel";

/** Bytes of a place: the alignment of a uniform binding; a struct Shape has at most 64 members. */
export const PLACE = 256;

export class Shapes {
  private readonly places = new Map<string, number>();
  private readonly lists: number[][] = [[]];

  /** Where the extents of this dispatch lie in the buffer, in bytes; 0 when it has none. */
  place(dispatch: Pick<Dispatch, "shape">): number {
    const list = Object.values(dispatch.shape ?? {});
    if (list.length === 0) return 0;
    const key = list.join(",");
    let at = this.places.get(key);
    if (at === undefined) {
      at = this.lists.push(list) - 1;
      this.places.set(key, at);
    }
    return at * PLACE;
  }

  /** The whole buffer's contents. */
  words(): Uint32Array<ArrayBuffer> {
    const words = new Uint32Array((this.lists.length * PLACE) / 4);
    this.lists.forEach((list, at) => words.set(list, (at * PLACE) / 4));
    return words;
  }
}
