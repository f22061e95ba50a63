/** One held-out picture of a set, as it is asked. */
import { useEffect, useMemo, useState } from "react";
import { size } from "../../../../engine/core/shape";
import type { Dataset } from "../../../../engine/data/dataset";
import { rgbaOfPlanes } from "../../../pictures/rgba";
import { reason } from "../../../shell/reason";
import { type HeldOutSet, openedSet } from "../held-out/sets";
import type { Rgba } from "../../../pictures/rgba-source";

export interface HeldOutPicture {
  /** Null while it is on its way. */
  readonly rgba: Rgba | null;
  readonly label: number;
  /** Its place, as far as there are so many. */
  readonly at: number;
  /** How many there are; 0 while that is not known. */
  readonly count: number;
  readonly problem: string;
}

const NOTHING: HeldOutPicture = { rgba: null, label: 0, at: 0, count: 0, problem: "" };

/** Null: none is asked. */
export function useHeldOut(set: HeldOutSet | null, at: number): HeldOutPicture {
  const [found, setFound] = useState<{
    readonly of: HeldOutSet;
    readonly dataset: Dataset | null;
    readonly problem: string;
  } | null>(null);
  useEffect(() => {
    if (set === null) return undefined;
    let wanted = true;
    const keep = (dataset: Dataset | null, problem: string): void => {
      if (wanted) setFound({ of: set, dataset, problem });
    };
    openedSet(set.data).then(
      (dataset) => keep(dataset, ""),
      (error: unknown) => keep(null, reason(error)),
    );
    return () => {
      wanted = false;
    };
  }, [set]);
  const mine = found?.of === set ? found : null;
  const dataset = mine?.dataset ?? null;
  const picture = useMemo(
    () => (dataset === null ? NOTHING : pictureOf(dataset, at)),
    [dataset, at],
  );
  return mine === null ? NOTHING : { ...picture, problem: mine.problem };
}

function pictureOf(dataset: Dataset, wanted: number): HeldOutPicture {
  const { shape, pixels, labels, training } = dataset;
  const count = dataset.count - training;
  const at = Math.max(0, Math.min(count - 1, wanted));
  const [cells, place] = [size(shape), training + at];
  return {
    rgba: rgbaOfPlanes(pixels.slice(place * cells, (place + 1) * cells), shape[0]),
    label: labels[place] ?? 0,
    at,
    count,
    problem: "",
  };
}
