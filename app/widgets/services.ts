/**
 * What the frame round a figure offers to the widget inside it, beyond its props. All optional: a
 * widget works without. `highlight` is the role or quantity that the reader points at in the text;
 * `pick` is set while a question waits for a cell to be clicked; `announce` says a change to a
 * screen reader (the newest wins; asked for its words only when they are said); `computedBy`
 * replaces the frame's line "computed by …" when a run of the engine, not the page, made the
 * numbers.
 */
import { createContext, useContext } from "react";

export interface FigureServices {
  readonly highlight: string | null;
  readonly setHighlight: (term: string | null) => void;
  readonly pick: ((tensor: string, index: readonly number[]) => void) | null;
  readonly announce: (words: string | (() => string)) => void;
  readonly computedBy: (text: string | null) => void;
  /** Addresses of the pictures of the lesson that figures name: "assets/cat.webp". */
  readonly pictures: Readonly<Record<string, string>>;
  /** False when the figure is scrolled out of view: stop whatever draws or trains for looks. */
  readonly visible: boolean;
  /** True when moves should jump instead of slide. */
  readonly still: boolean;
}

const nothing = (): void => {};

export const noServices: FigureServices = {
  highlight: null,
  setHighlight: nothing,
  pick: null,
  announce: nothing,
  computedBy: nothing,
  pictures: {},
  visible: true,
  still: false,
};

export const FigureServicesContext = createContext<FigureServices>(noServices);

export function useFigureServices(): FigureServices {
  return useContext(FigureServicesContext);
}
